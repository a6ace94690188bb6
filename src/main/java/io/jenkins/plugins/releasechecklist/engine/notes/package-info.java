/**
 * Release notes: what a plan or a step says about a release, joined with the build's change log, and rendered as
 * Markdown and HTML in the form of the release guide's template. Fields are Markdown, commits are text, and both are untrusted.
 */
package io.jenkins.plugins.releasechecklist.engine.notes;
