/** The check {@code tlsCheck}: the certificate of a server, judged by the plainest reason first. */
package io.jenkins.plugins.releasechecklist.engine.probe.tls;
