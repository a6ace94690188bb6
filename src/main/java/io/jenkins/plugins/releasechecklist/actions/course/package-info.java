/** The course of a verification as pages and answers tell it: what was measured, when it was interrupted, and its charts. */
package io.jenkins.plugins.releasechecklist.actions.course;
