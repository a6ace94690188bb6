/** The check {@code dnsCheck}: what a host name resolves to. */
package io.jenkins.plugins.releasechecklist.engine.probe.dns;
