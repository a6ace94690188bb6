package io.jenkins.plugins.releasechecklist.engine.probe.http;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The HTTP statuses that a check accepts.
 *
 * @param spans one or more; a status has to lie in one of them
 */
public record StatusRange(List<Span> spans) implements Serializable {
    /** 200-299, what a check accepts unless it says otherwise. */
    public static final StatusRange SUCCESS = new StatusRange(200, 299);

    private static final Pattern FORM = Pattern.compile("(\\d{3})(?:\\s*-\\s*(\\d{3}))?|([1-5])[xX]{2}");

    /**
     * Statuses without a gap.
     *
     * @param from the lowest one, 100 to 599
     * @param to the highest one, {@code from} to 599
     */
    public record Span(int from, int to) implements Serializable {
        /** Checks that both ends are statuses, in this order. */
        public Span {
            if (from < 100 || to > 599 || from > to) {
                throw new IllegalArgumentException(
                        "expected statuses between 100 and 599, the lower one first, found " + from + "-" + to);
            }
        }

        private static Span parse(String text, String all) {
            Matcher matcher = FORM.matcher(text.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "expected a status such as 200, 2xx or 200-299, found '" + all + "'");
            }
            if (matcher.group(3) != null) {
                int hundreds = Integer.parseInt(matcher.group(3)) * 100;
                return new Span(hundreds, hundreds + 99);
            }
            int from = Integer.parseInt(matcher.group(1));
            return new Span(from, matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2)));
        }

        @Override
        public String toString() {
            return from == to ? Integer.toString(from) : from + "-" + to;
        }
    }

    /** Copies the spans. */
    public StatusRange {
        spans = List.copyOf(spans);
    }

    /** A single span of statuses, from 100 to 599. */
    public StatusRange(int from, int to) {
        this(List.of(new Span(from, to)));
    }

    /**
     * Reads {@code 200}, {@code 2xx} or {@code 200-299}, or several of these with commas between them.
     *
     * @throws IllegalArgumentException if it is none of these forms, or outside 100 to 599
     */
    public static StatusRange parse(String text) {
        return new StatusRange(Arrays.stream(text.split(",", -1))
                .map(part -> Span.parse(part, text))
                .toList());
    }

    /** Whether a status lies in one of the spans, ends included. */
    public boolean contains(int status) {
        return spans.stream().anyMatch(span -> span.from() <= status && status <= span.to());
    }

    /** The statuses in a form that {@link #parse} reads: {@code 200}, {@code 200-299} or {@code 200, 204}. */
    @Override
    public String toString() {
        return spans.stream().map(Span::toString).collect(Collectors.joining(", "));
    }
}
