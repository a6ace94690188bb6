package io.jenkins.plugins.releasechecklist.engine.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;

/**
 * Somebody who had a hand in a build.
 *
 * @param id the user id
 * @param key tells the person apart from others
 * @param did what the person did, in words that follow the id: {@code started this build}
 */
public record Participant(
        String id, UserKey key, @JsonProperty("reason") Phrase did) {
    /** Somebody whose deed nobody translates. */
    public Participant(String id, UserKey key, String reason) {
        this(id, key, Phrase.plain(reason));
    }

    /** What the person did, in English. */
    public String reason() {
        return did.text();
    }
}
