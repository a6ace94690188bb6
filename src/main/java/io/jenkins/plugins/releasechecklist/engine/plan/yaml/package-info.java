/** Reads the YAML of a plan into nodes that know their place, and collects every mistake with it. */
package io.jenkins.plugins.releasechecklist.engine.plan.yaml;
