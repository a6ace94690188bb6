/** How many checks run at once, how often each is tried again, and what one round of a verification saw. */
package io.jenkins.plugins.releasechecklist.engine.probe.run;
