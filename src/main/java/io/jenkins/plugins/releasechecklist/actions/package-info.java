/** The page of a release on its build, and the REST API below it. Everything is read from the record; changes go by POST. */
package io.jenkins.plugins.releasechecklist.actions;
