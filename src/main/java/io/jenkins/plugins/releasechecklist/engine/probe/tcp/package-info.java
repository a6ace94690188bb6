/** The check {@code tcpCheck}: a port that answers, with or without a conversation. */
package io.jenkins.plugins.releasechecklist.engine.probe.tcp;
