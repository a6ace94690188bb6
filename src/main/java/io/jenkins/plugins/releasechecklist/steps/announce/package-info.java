/** What an announcement says, to whom, and what is attached to it. */
package io.jenkins.plugins.releasechecklist.steps.announce;
