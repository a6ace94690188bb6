package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the samples of one check, or the measurements of one metric, came to. Not safe for use by several threads. */
final class CheckTally {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private long passed;
    private long failed;
    private long streak;
    private Instant streakBegan = Instant.EPOCH;
    private Phrase lastError = Phrase.NONE;

    void pass() {
        passed++;
        streak = 0;
    }

    void fail(Instant at, Phrase error) {
        failed++;
        if (streak == 0) {
            streakBegan = at;
        }
        streak++;
        lastError = error;
    }

    long passed() {
        return passed;
    }

    long failed() {
        return failed;
    }

    long total() {
        return passed + failed;
    }

    /** How often it failed in a row, up to now. */
    long streak() {
        return streak;
    }

    /** What was wrong the last time that something was; empty if nothing ever was. */
    Phrase lastError() {
        return lastError;
    }

    /** How the last failures came, in words. */
    Phrase story() {
        if (total() == 1) {
            return Phrase.of("verify.failed", lastError);
        }
        if (streak == total()) {
            return Phrase.of("verify.failedAll", streak, lastError);
        }
        return streak == 0
                ? Phrase.of("verify.failedSome", failed, total(), lastError)
                : Phrase.of("verify.failedLast", failed, total(), streak, time(streakBegan), lastError);
    }

    /** A moment in a reason, which is read in every time zone. */
    static String time(Instant moment) {
        return TIME.format(moment);
    }
}
