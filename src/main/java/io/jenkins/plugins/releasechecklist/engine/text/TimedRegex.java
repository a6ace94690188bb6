package io.jenkins.plugins.releasechecklist.engine.text;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that a regular expression may look at a limited number of times: an unlucky pattern needs more steps than there are
 * atoms, and a thread in it cannot be stopped in any other way. Not thread-safe.
 */
public final class TimedRegex implements CharSequence {
    private static final long LIMIT = 5_000_000;
    /** Looks for each letter, so that a good pattern gets to the end of a long text. */
    private static final long LIMIT_PER_LETTER = 20;

    private final String text;
    private long left;

    private TimedRegex(String text, long looks) {
        this.text = text;
        this.left = looks;
    }

    /** The pattern needed too many steps. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too many steps", null, false, false);
        }
    }

    /** What searches the text, and stops by {@link Exhausted} when it has asked for a character that often. */
    public static Matcher matcher(Pattern pattern, String text, long looks) {
        return pattern.matcher(new TimedRegex(text, looks));
    }

    /** Whether the pattern matches the text as a whole. */
    public static boolean matches(Pattern pattern, String text) {
        return test(pattern, text, Matcher::matches);
    }

    /** Whether the pattern is found in the text. */
    public static boolean finds(Pattern pattern, String text) {
        return test(pattern, text, Matcher::find);
    }

    /** Whether the pattern is found in the text, where {@code ^} and {@code $} stand for the beginning and end of a line, too. */
    public static boolean findsInLines(String pattern, String text) {
        // The JDK finds no beginning of a line in an empty text.
        return finds(Pattern.compile(pattern, Pattern.MULTILINE), text) || finds(Pattern.compile(pattern), text);
    }

    private static boolean test(Pattern pattern, String text, Predicate<Matcher> question) {
        try {
            return question.test(matcher(pattern, text, LIMIT + LIMIT_PER_LETTER * text.length()));
        } catch (StackOverflowError e) {
            // A repeated group, such as (a|b)*, takes a piece of the stack for each repetition.
            throw new Exhausted();
        }
    }

    @Override
    public char charAt(int index) {
        if (left-- <= 0) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
