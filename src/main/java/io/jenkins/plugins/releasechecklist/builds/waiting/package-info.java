/** What waits for whom in all jobs. */
package io.jenkins.plugins.releasechecklist.builds.waiting;
