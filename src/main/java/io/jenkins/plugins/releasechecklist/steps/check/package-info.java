/** How a step runs checks, on an agent or on the controller, and takes the reports of other test runners. */
package io.jenkins.plugins.releasechecklist.steps.check;
