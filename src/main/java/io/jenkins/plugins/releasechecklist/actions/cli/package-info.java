/** Commands for Jenkins' command line. */
package io.jenkins.plugins.releasechecklist.actions.cli;
