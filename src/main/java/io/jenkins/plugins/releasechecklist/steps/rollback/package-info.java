/** Who hears of a rollback, and why it was made. */
package io.jenkins.plugins.releasechecklist.steps.rollback;
