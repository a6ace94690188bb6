/**
 * The standalone tool: the same engine as in the plugin, used from a terminal. It lints a release plan, rehearses a
 * release, and verifies the record of one.
 */
package io.jenkins.plugins.releasechecklist.cli;
