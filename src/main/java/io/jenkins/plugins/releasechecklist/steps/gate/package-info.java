/** What a gate does while it waits: it watches the clock, asks conditions and calls people. */
package io.jenkins.plugins.releasechecklist.steps.gate;
