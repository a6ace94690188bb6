package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How far back one looks. */
public enum Period {
    MONTH(30),
    QUARTER(90),
    YEAR(365);

    private final int days;

    Period(int days) {
        this.days = days;
    }

    /** Its length in days. */
    public int days() {
        return days;
    }

    /** The period of so many days, if there is one. */
    public static Optional<Period> ofDays(String days) {
        return Arrays.stream(values())
                .filter(period -> Integer.toString(period.days).equals(days))
                .findFirst();
    }

    /** The lengths of all of them. */
    public static List<String> allDays() {
        return Arrays.stream(values())
                .map(period -> Integer.toString(period.days))
                .toList();
    }

    /** When it began, if it ends now. */
    public Instant from(Instant now) {
        return now.minus(Duration.ofDays(days));
    }
}
