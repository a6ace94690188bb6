/** Reads the version of every instance of a deployment. */
package io.jenkins.plugins.releasechecklist.engine.probe.version;
