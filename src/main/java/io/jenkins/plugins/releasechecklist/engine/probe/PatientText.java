package io.jenkins.plugins.releasechecklist.engine.probe;

/**
 * A text that a regular expression may look at a limited number of times: an unlucky pattern needs more steps than
 * there are atoms, and a thread in it cannot be stopped in any other way.
 */
final class PatientText implements CharSequence {
    private static final long LIMIT = 5_000_000;

    /** The pattern needed too many steps. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too many steps", null, false, false);
        }
    }

    private final String text;
    private long looks;

    PatientText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > LIMIT) {
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
