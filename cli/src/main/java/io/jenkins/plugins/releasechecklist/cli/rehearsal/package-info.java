/** A release played from its plan: real checks, decisions asked in the terminal, nothing deployed and nothing sent. */
package io.jenkins.plugins.releasechecklist.cli.rehearsal;
