/** The charts of a verification, and how numbers are written. */
package io.jenkins.plugins.releasechecklist.actions.course;
