/** Columns and badges in lists of jobs and builds. */
package io.jenkins.plugins.releasechecklist.actions.lists;
