package io.jenkins.plugins.releasechecklist.cli.terminal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the tool writes: the words are the same in any case.
 *
 * @param colored whether in colours
 * @param live whether a line may be written over, to show how far something is
 */
public record Style(boolean colored, boolean live) {
    /** For files, pipes and tests. */
    public static final Style PLAIN = new Style(false, false);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}]");
    private static final Pattern UNPRINTABLE_BESIDES_COLORS =
            Pattern.compile("\\u001b(?!\\[(?:0|3[123])m)|[\\p{Cc}\\p{Cf}&&[^\\u001b]]");
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";

    /** What fits where the tool runs. */
    public static Style of(When when) {
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        boolean wanted =
                Optional.ofNullable(System.getenv("NO_COLOR")).orElse("").isEmpty();
        return new Style(when == When.ALWAYS || when == When.AUTO && terminal && wanted, terminal);
    }

    public String good(String text) {
        return in(GREEN, text);
    }

    public String bad(String text) {
        return in(RED, text);
    }

    public String open(String text) {
        return in(YELLOW, text);
    }

    /** What somebody else wrote, without anything that a terminal obeys or that changes the order of letters. */
    public static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    /** A line that may have colours of ours in it, without anything else that a terminal obeys. */
    public String line(String text) {
        return (colored ? UNPRINTABLE_BESIDES_COLORS : UNPRINTABLE)
                .matcher(text)
                .replaceAll("?");
    }

    private String in(String color, String text) {
        return colored ? "\u001b[" + color + "m" + text + "\u001b[0m" : text;
    }

    /** When the tool writes in colours. */
    public enum When {
        /** On a terminal, unless the environment variable {@code NO_COLOR} is set (no-color.org). */
        AUTO,
        ALWAYS,
        NEVER
    }
}
