/** Asks another system by HTTP whether a release may go on. */
package io.jenkins.plugins.releasechecklist.engine.probe.condition;
