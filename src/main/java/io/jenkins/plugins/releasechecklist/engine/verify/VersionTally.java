package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the looks at the version came to. Not safe for use by several threads. */
final class VersionTally {
    /** So many looks in a row that found another version, after it was right, are no rollout any more. */
    private static final int LOST = 3;

    /** What records of the first versions say about another version, in the error alone. */
    private static final Pattern IN_WORDS =
            Pattern.compile("expected version \\S+, got (?!an (?:empty )?answer\\b)|not as expected$");

    private boolean seen;
    private boolean read;
    private boolean unread;
    private int others;
    private Phrase lastError = Phrase.NONE;
    private Optional<Phrase> lost = Optional.empty();

    void add(Sample sample) {
        lastError = sample.why();
        unread = !sample.passed()
                && sample.instead().isEmpty()
                && !IN_WORDS.matcher(sample.error()).find();
        if (unread) {
            return;
        }
        read = true;
        seen = seen || sample.passed();
        others = sample.passed() ? 0 : others + 1;
        if (seen && others >= LOST) {
            lost = lost.or(() -> Optional.of(lastError));
        }
    }

    /** Why the version failed, in words: it was lost again, for good, or the last look of all found another one. */
    Optional<Phrase> failure(boolean atEnd) {
        return lost.or(() -> atEnd && !unread && others > 0 ? Optional.of(lastError) : Optional.empty());
    }

    /** Whether the last look could not read any version. */
    boolean isUnread() {
        return unread;
    }

    /** Why nothing can be said about the version at the end, in words. */
    Optional<Phrase> doubt() {
        if (!read) {
            return Optional.of(
                    lastError.isEmpty()
                            ? Phrase.of("verify.versionUnread")
                            : Phrase.of("verify.versionUnreadable", lastError));
        }
        return unread ? Optional.of(Phrase.of("verify.versionUnreadAtLast", lastError)) : Optional.empty();
    }
}
