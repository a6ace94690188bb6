package io.jenkins.plugins.releasechecklist.engine.text;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text as a reader sees it: line ends are {@code \n}, and nothing in it is invisible or turns the reading direction
 * around.
 */
public final class VisibleText {

    private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\r\\u000B\\f\\u0085\\u2028\\u2029]");

    // Direction controls make text read differently from what it is ("Trojan Source"); the other controls have no
    // glyph.
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cc}\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF&&[^\\n\\t]]");

    private VisibleText() {}

    /** The text, possibly of several lines; {@code what} names it in a message should it be null. */
    public static String of(String text, String what) {
        Objects.requireNonNull(text, () -> what + ": expected text, found null");
        String lines = LINE_END.matcher(text).replaceAll("\n");
        return INVISIBLE.matcher(lines).replaceAll("").strip();
    }

    public static Optional<String> of(Optional<String> text, String what) {
        Objects.requireNonNull(text, () -> what + ": expected an Optional, found null");
        return text.map(found -> of(found, what)).filter(found -> !found.isEmpty());
    }

    public static List<String> of(List<String> texts, String what) {
        Objects.requireNonNull(texts, () -> what + ": expected a list, found null");
        return texts.stream()
                .map(text -> of(text, what))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** A piece of a line, with the blanks around it: nothing in it is invisible or begins another line. */
    public static String inLine(String text) {
        return INVISIBLE
                .matcher(LINE_END.matcher(text).replaceAll(" "))
                .replaceAll("")
                .replace('\n', ' ')
                .replace('\t', ' ');
    }

    /** The text in one line: every run of white space and line ends is one space. */
    public static String oneLine(String text, String what) {
        return of(text, what).replaceAll("\\s+", " ");
    }
}
