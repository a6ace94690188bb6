/** The page of a release below its build, and the icon that leads there. */
package io.jenkins.plugins.releasechecklist.actions;
