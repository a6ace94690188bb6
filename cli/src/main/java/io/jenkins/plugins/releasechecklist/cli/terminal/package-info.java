/** What the tool writes and asks: colours, progress, questions. Nothing of a release. */
package io.jenkins.plugins.releasechecklist.cli.terminal;
