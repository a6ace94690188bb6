/** The check {@code commandCheck}: a command, its exit code and its output. */
package io.jenkins.plugins.releasechecklist.engine.probe.command;
