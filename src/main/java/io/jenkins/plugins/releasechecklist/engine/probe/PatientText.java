package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that a regular expression may look at a limited number of times: an unlucky pattern needs more steps than
 * there are atoms, and a thread in it cannot be stopped in any other way.
 */
final class PatientText implements CharSequence {
    private static final long LIMIT = 5_000_000;
    /** Looks for each letter, so that a good pattern gets to the end of a long text. */
    private static final long LIMIT_PER_LETTER = 20;

    /** The pattern needed too many steps. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too many steps", null, false, false);
        }
    }

    private final String text;
    private final long limit;
    private long looks;

    PatientText(String text) {
        this.text = text;
        this.limit = LIMIT + LIMIT_PER_LETTER * text.length();
    }

    /** Whether the pattern matches the text as a whole. */
    static boolean matches(Pattern pattern, String text) {
        return test(pattern, text, Matcher::matches);
    }

    /** Whether the pattern is found in the text. */
    static boolean finds(Pattern pattern, String text) {
        return test(pattern, text, Matcher::find);
    }

    private static boolean test(Pattern pattern, String text, Predicate<Matcher> question) {
        try {
            return question.test(pattern.matcher(new PatientText(text)));
        } catch (StackOverflowError e) {
            // A repeated group, such as (a|b)*, takes a piece of the stack for each repetition.
            throw new Exhausted();
        }
    }

    @Override
    public char charAt(int index) {
        if (++looks > limit) {
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
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
