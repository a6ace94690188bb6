/** The course of a verification as pages, answers and reports tell it: what was measured, and when it was interrupted. */
package io.jenkins.plugins.releasechecklist.engine.report.course;
