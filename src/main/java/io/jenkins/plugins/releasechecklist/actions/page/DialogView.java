package io.jenkins.plugins.releasechecklist.actions.page;

import java.util.List;

/**
 * What a person is told before a decision.
 *
 * @param title what is decided
 * @param sentences what it means
 */
public record DialogView(String title, List<String> sentences) {
    /** Nothing is to be decided. */
    static final DialogView NONE = new DialogView("", List.of());

    public DialogView {
        sentences = List.copyOf(sentences);
    }
}
