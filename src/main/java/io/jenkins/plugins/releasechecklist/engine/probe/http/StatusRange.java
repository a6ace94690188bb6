package io.jenkins.plugins.releasechecklist.engine.probe.http;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP statuses that a check accepts.
 *
 * @param from the lowest accepted status, 100 to 599
 * @param to the highest accepted status, {@code from} to 599
 */
public record StatusRange(int from, int to) implements Serializable {
    /** 200-299, what a check accepts unless it says otherwise. */
    public static final StatusRange SUCCESS = new StatusRange(200, 299);

    private static final Pattern FORM = Pattern.compile("(\\d{3})(?:\\s*-\\s*(\\d{3}))?|([1-5])[xX]{2}");

    /** Checks that both ends are statuses, in this order. */
    public StatusRange {
        if (from < 100 || to > 599 || from > to) {
            throw new IllegalArgumentException(
                    "expected statuses between 100 and 599, the lower one first, found " + from + "-" + to);
        }
    }

    /**
     * Reads {@code 200}, {@code 2xx} or {@code 200-299}.
     *
     * @throws IllegalArgumentException if it is none of these forms, or outside 100 to 599
     */
    public static StatusRange parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a status such as 200, 2xx or 200-299, found '" + text + "'");
        }
        if (matcher.group(3) != null) {
            int hundreds = Integer.parseInt(matcher.group(3)) * 100;
            return new StatusRange(hundreds, hundreds + 99);
        }
        int from = Integer.parseInt(matcher.group(1));
        return new StatusRange(from, matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2)));
    }

    /** Whether a status lies in the range, ends included. */
    public boolean contains(int status) {
        return from <= status && status <= to;
    }

    /** The range in a form that {@link #parse} reads: {@code 200} or {@code 200-299}. */
    @Override
    public String toString() {
        return from == to ? Integer.toString(from) : from + "-" + to;
    }
}
