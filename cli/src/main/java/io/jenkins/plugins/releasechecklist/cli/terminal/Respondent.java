package io.jenkins.plugins.releasechecklist.cli.terminal;

import java.io.IOException;
import java.util.Optional;

/** Answers the questions of a rehearsal: a person, or the option {@code --yes}. */
public interface Respondent {
    /**
     * Waits for the answer.
     *
     * @throws Unanswered if nobody is there who could answer
     */
    Answer answer(Question question) throws IOException;

    /**
     * A question to be answered with yes or no.
     *
     * @param text the question, such as {@code As qa: go?}
     * @param vote whether it is a vote, of which a no wants a reason
     */
    record Question(String text, boolean vote) {}

    /**
     * An answer.
     *
     * @param yes whether it is yes
     * @param comment what was said about it
     */
    record Answer(boolean yes, Optional<String> comment) {}

    /** Nobody answered. That is no approval, so that the rehearsal ends. */
    final class Unanswered extends IOException {
        private static final long serialVersionUID = 1;

        Unanswered(String question) {
            super("nobody answered '" + question.strip() + "'; give --yes to have every question answered with yes");
        }
    }
}
