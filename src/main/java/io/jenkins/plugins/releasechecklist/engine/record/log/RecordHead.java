package io.jenkins.plugins.releasechecklist.engine.record.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last event of a record: what the record has to hold for ever.
 *
 * @param seq the number of that event; 0 before the first
 * @param hash the hash of its line; {@link HashChain#GENESIS} before the first
 */
public record RecordHead(long seq, String hash) {
    /** That of a record without any event. */
    public static final RecordHead NONE = new RecordHead(0, HashChain.GENESIS);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})");

    /** The head of a {@linkplain #text() text}; empty for any other text. */
    public static Optional<RecordHead> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new RecordHead(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** Number and hash in one text, so that nobody keeps the one without the other. */
    public String text() {
        return seq + " " + hash;
    }
}
