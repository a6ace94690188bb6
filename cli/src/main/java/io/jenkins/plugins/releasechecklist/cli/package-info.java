/**
 * The standalone tool: the same engine as in the plugin, used from a terminal. It lints a release plan, rehearses a
 * release, verifies the record of one, and reports on releases and on how well a job releases.
 */
package io.jenkins.plugins.releasechecklist.cli;
