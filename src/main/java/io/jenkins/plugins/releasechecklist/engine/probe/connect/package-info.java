/** How checks connect: HTTP, sockets, TLS and proxies. Knows no check. */
package io.jenkins.plugins.releasechecklist.engine.probe.connect;
