/** What happened, in sentences, the newest first. */
package io.jenkins.plugins.releasechecklist.actions.timeline;
