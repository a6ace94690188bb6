/** What people decide, on a page, by a command or by the REST API: votes, sign-offs, notes. */
package io.jenkins.plugins.releasechecklist.builds.decision;
