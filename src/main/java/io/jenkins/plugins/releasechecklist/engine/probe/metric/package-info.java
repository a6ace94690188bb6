/** Reads metrics of Prometheus and of any JSON. */
package io.jenkins.plugins.releasechecklist.engine.probe.metric;
