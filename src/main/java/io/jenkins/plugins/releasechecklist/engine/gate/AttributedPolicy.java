package io.jenkins.plugins.releasechecklist.engine.gate;

/**
 * What somebody demands of a gate.
 *
 * @param source who, in words that follow "by": {@code the release plan}
 * @param policy what; its own demands do not matter
 */
public record AttributedPolicy(String source, GatePolicy policy) {}
