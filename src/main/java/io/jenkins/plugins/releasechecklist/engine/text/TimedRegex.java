package io.jenkins.plugins.releasechecklist.engine.text;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks regular expressions whether they match, for a limited time. */
public final class TimedRegex {
    private static final long LIMIT = 5_000_000;
    /** Looks for each letter, so that a good pattern gets to the end of a long text. */
    private static final long LIMIT_PER_LETTER = 20;

    private TimedRegex() {}

    /** The pattern needed too many steps. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too many steps", null, false, false);
        }
    }

    /** Whether the pattern matches the text as a whole. */
    public static boolean matches(Pattern pattern, String text) {
        return test(pattern, text, Matcher::matches);
    }

    /** Whether the pattern is found in the text. */
    public static boolean finds(Pattern pattern, String text) {
        return test(pattern, text, Matcher::find);
    }

    private static boolean test(Pattern pattern, String text, Predicate<Matcher> question) {
        try {
            long looks = LIMIT + LIMIT_PER_LETTER * text.length();
            return question.test(pattern.matcher(new BoundedCharSequence(text, looks)));
        } catch (BoundedCharSequence.TooManyLooksException | StackOverflowError e) {
            // A repeated group, such as (a|b)*, takes a piece of the stack for each repetition.
            throw new Exhausted();
        }
    }
}
