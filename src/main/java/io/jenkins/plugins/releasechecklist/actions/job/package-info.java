/** The page of all releases of a job, with its exports. */
package io.jenkins.plugins.releasechecklist.actions.job;
