/** JUnit reports, as the tools write them: what their cases say, each once. */
package io.jenkins.plugins.releasechecklist.engine.probe.junit;
