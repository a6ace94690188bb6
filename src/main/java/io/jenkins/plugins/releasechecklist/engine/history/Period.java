package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Duration;
import java.time.Instant;

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

    /** When it began, if it ends now. */
    public Instant from(Instant now) {
        return now.minus(Duration.ofDays(days));
    }
}
