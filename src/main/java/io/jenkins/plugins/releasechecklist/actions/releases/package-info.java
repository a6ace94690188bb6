/** The page {@code releases/} of a job, and what hangs below it. Everything here is read from the release index alone. */
package io.jenkins.plugins.releasechecklist.actions.releases;
