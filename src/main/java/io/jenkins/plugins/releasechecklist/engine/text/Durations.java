package io.jenkins.plugins.releasechecklist.engine.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 15s}, {@code 10m}, {@code 24h}, {@code 14d}, several parts from
 * the largest to the smallest ({@code 2h 30m}), and ISO-8601 ({@code PT10M}).
 */
public final class Durations {
    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d+)d)?\\s*(?:(\\d+)h)?\\s*(?:(\\d+)m)?\\s*(?:(\\d+)s)?\\s*(?:(\\d+)ms)?");
    private static final long[] MILLIS_OF_PART = {86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
    private static final String[] PART = {"d", "h", "m", "s", "ms"};
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private Durations() {}

    /**
     * Reads a duration of zero or longer. Units are whole numbers of {@code d} (24 hours), {@code h}, {@code m}, {@code s} and
     * {@code ms}; letters may be upper or lower case, spaces around and between the parts do not matter.
     *
     * @throws IllegalArgumentException if the text is no duration, is negative, or is too long to be counted in milliseconds;
     *     the message says what was expected and what was found
     */
    public static Duration parse(String text) {
        String trimmed = text.strip();
        Duration duration = trimmed.matches("[+-]?[Pp].*") ? parseIso(trimmed, text) : parseParts(trimmed, text);
        if (duration.isNegative()) {
            throw invalid(text, "it is negative");
        }
        return duration;
    }

    /**
     * The duration in its shortest exact form, which {@link #parse} reads: {@code 500ms}, {@code 1m 30s}, {@code 14d}. What is
     * finer than a millisecond, or negative, is written in ISO-8601; zero is {@code 0s}.
     */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative() || duration.getNano() % NANOS_PER_MILLI != 0 || !countable(duration)) {
            return duration.toString();
        }
        StringJoiner parts = new StringJoiner(" ");
        long rest = duration.toMillis();
        for (int i = 0; i < PART.length; i++) {
            long count = rest / MILLIS_OF_PART[i];
            rest %= MILLIS_OF_PART[i];
            if (count > 0) {
                parts.add(count + PART[i]);
            }
        }
        return parts.toString();
    }

    /** A duration as people say it: the longer, the rounder. */
    public static String rounded(Duration duration) {
        ChronoUnit precision = duration.toDays() >= 10
                ? ChronoUnit.DAYS
                : duration.toDays() >= 1
                        ? ChronoUnit.HOURS
                        : duration.toMinutes() >= 10 ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
        return format(duration.truncatedTo(precision));
    }

    private static Duration parseIso(String trimmed, String text) {
        try {
            return checked(Duration.parse(trimmed), text);
        } catch (DateTimeParseException e) {
            throw invalid(text, "it is not ISO-8601");
        }
    }

    private static Duration parseParts(String trimmed, String text) {
        Matcher matcher = PARTS.matcher(trimmed.toLowerCase(Locale.ROOT));
        if (trimmed.isEmpty() || !matcher.matches()) {
            throw invalid(text, trimmed.matches("\\d+") ? "the unit is missing" : "");
        }
        try {
            long millis = 0;
            for (int i = 0; i < PART.length; i++) {
                String digits = matcher.group(i + 1);
                if (digits != null) {
                    millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(digits), MILLIS_OF_PART[i]));
                }
            }
            return Duration.ofMillis(millis);
        } catch (ArithmeticException | NumberFormatException e) {
            throw invalid(text, "it is too long");
        }
    }

    private static Duration checked(Duration duration, String text) {
        if (!countable(duration)) {
            throw invalid(text, "it is too long");
        }
        return duration;
    }

    private static boolean countable(Duration duration) {
        return duration.abs().compareTo(Duration.ofMillis(Long.MAX_VALUE)) <= 0;
    }

    private static IllegalArgumentException invalid(String text, String why) {
        return new IllegalArgumentException(
                "expected a duration such as 500ms, 15s, 10m, 24h, 14d, '2h 30m' or PT10M, found '" + text + "'"
                        + (why.isEmpty() ? "" : " (" + why + ")"));
    }
}
