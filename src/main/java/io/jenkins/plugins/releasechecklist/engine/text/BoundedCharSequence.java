package io.jenkins.plugins.releasechecklist.engine.text;

/**
 * Text that a regular expression may look at a limited number of times: an unlucky pattern needs more steps than there are
 * atoms, and a thread in it cannot be stopped in any other way. Not thread-safe.
 */
public final class BoundedCharSequence implements CharSequence {

    private final String text;
    private long left;

    /** Stops by a {@link TooManyLooksException} what asks for a character more often than that. */
    public BoundedCharSequence(String text, long looks) {
        this.text = text;
        this.left = looks;
    }

    @Override
    public char charAt(int index) {
        if (left <= 0) {
            throw new TooManyLooksException();
        }
        left--;
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

    /** The limit is reached. */
    public static final class TooManyLooksException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooksException() {
            super("A pattern looked at too many characters", null, false, false);
        }
    }
}
