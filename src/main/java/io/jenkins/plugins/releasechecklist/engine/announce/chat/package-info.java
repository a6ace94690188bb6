/** Release notes in the dialects of Slack and Teams. */
package io.jenkins.plugins.releasechecklist.engine.announce.chat;
