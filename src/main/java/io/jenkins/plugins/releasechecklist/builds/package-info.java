/** Ties a build to its record: where it lies, how it opens and closes, who may decide. Steps and pages meet here only. */
package io.jenkins.plugins.releasechecklist.builds;
