package io.jenkins.plugins.releasechecklist.engine.gate;

/**
 * One rule of a gate and where it comes from, so that people know whom to ask.
 *
 * @param rule what is demanded, in a few words
 * @param source who demands it, for example {@code the release plan}
 */
public record AttributedRule(String rule, String source) {
    /** Rule and source in one line: {@code Go by qa (the release plan)}. */
    public String text() {
        return rule + " (" + source + ")";
    }
}
