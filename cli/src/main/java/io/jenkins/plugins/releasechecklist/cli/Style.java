package io.jenkins.plugins.releasechecklist.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the tool writes: the words are the same in any case.
 *
 * @param colored whether in colours
 * @param live whether a line may be written over, to show how far something is
 */
record Style(boolean colored, boolean live) {
    /** For files, pipes and tests. */
    static final Style PLAIN = new Style(false, false);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}]");
    private static final Pattern UNPRINTABLE_BESIDES_COLORS =
            Pattern.compile("\\u001b(?!\\[(?:0|3[123])m)|[\\p{Cc}\\p{Cf}&&[^\\u001b]]");
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";

    /** What fits where the tool runs. */
    static Style of(ColorWhen when) {
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        boolean wanted =
                Optional.ofNullable(System.getenv("NO_COLOR")).orElse("").isEmpty();
        return new Style(when == ColorWhen.ALWAYS || when == ColorWhen.AUTO && terminal && wanted, terminal);
    }

    String good(String text) {
        return in(GREEN, text);
    }

    String bad(String text) {
        return in(RED, text);
    }

    String open(String text) {
        return in(YELLOW, text);
    }

    /** What somebody else wrote, without anything that a terminal obeys or that changes the order of letters. */
    static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    /** A line that may have colours of ours in it, without anything else that a terminal obeys. */
    String line(String text) {
        return (colored ? UNPRINTABLE_BESIDES_COLORS : UNPRINTABLE)
                .matcher(text)
                .replaceAll("?");
    }

    private String in(String color, String text) {
        return colored ? "\u001b[" + color + "m" + text + "\u001b[0m" : text;
    }
}
