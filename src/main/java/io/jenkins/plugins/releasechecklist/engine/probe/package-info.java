/**
 * Looks at a deployed system: checks that are attempted over HTTP, TCP and TLS, the runner that tries them again until
 * they pass, and the verification that folds samples of them to a verdict. Values that travel to an agent and back are
 * serialisable and hold no secret except {@link io.jenkins.plugins.releasechecklist.engine.probe.ProbeCredentials}.
 */
package io.jenkins.plugins.releasechecklist.engine.probe;
