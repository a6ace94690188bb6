/** Where checks may connect to: hosts, ports, networks and the guard that looks at every address before it is connected to. */
package io.jenkins.plugins.releasechecklist.engine.probe.address;
