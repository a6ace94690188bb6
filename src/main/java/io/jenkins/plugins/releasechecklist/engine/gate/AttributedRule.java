package io.jenkins.plugins.releasechecklist.engine.gate;

import java.util.Objects;

/**
 * One rule of a gate and where it comes from, so that people know whom to ask.
 *
 * @param rule what is demanded, in a few words
 * @param source who demands it, for example {@code the release plan}
 */
public record AttributedRule(String rule, String source) {
    public AttributedRule {
        Objects.requireNonNull(rule, "Expected a rule, found null");
        Objects.requireNonNull(source, "Expected the source of the rule '" + rule + "', found null");
    }

    /** Rule and source in one line: {@code Go by qa (the release plan)}. */
    public String text() {
        return rule + " (" + source + ")";
    }
}
