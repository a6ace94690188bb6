package io.jenkins.plugins.releasechecklist.engine.verify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments in reasons, which are read in every time zone. */
final class Moment {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Moment() {}

    static String of(Instant moment) {
        return TIME.format(moment);
    }
}
