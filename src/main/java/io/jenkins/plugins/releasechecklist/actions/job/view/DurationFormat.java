package io.jenkins.plugins.releasechecklist.actions.job.view;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations as people say them: the longer, the rounder. */
final class DurationFormat {
    private DurationFormat() {}

    static String text(Duration duration) {
        return Durations.format(duration.truncatedTo(precision(duration)));
    }

    private static ChronoUnit precision(Duration duration) {
        if (duration.toDays() >= 10) {
            return ChronoUnit.DAYS;
        }
        if (duration.toDays() >= 1) {
            return ChronoUnit.HOURS;
        }
        return duration.toMinutes() >= 10 ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
    }
}
