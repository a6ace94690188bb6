/** The page of all that waits for whoever looks at it, in all jobs. */
package io.jenkins.plugins.releasechecklist.actions.approvals;
