package io.jenkins.plugins.releasechecklist.engine.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;

/**
 * One rule of a gate and where it comes from, so that people know whom to ask.
 *
 * @param what what is demanded, in a few words
 * @param by who demands it, for example {@code the release plan}
 */
public record AttributedRule(
        @JsonProperty("rule") Phrase what,
        @JsonProperty("source") Phrase by) {
    /** A rule in words that nobody translates. */
    public AttributedRule(String rule, String source) {
        this(Phrase.plain(rule), Phrase.plain(source));
    }

    /** What is demanded, in English. */
    public String rule() {
        return what.text();
    }

    /** Who demands it, in English. */
    public String source() {
        return by.text();
    }

    /** Rule and source in one line: {@code Go by qa (the release plan)}. */
    public Phrase phrase() {
        return Phrase.of("gate.ruleBy", what, by);
    }

    /** The same in English. */
    public String text() {
        return phrase().text();
    }
}
