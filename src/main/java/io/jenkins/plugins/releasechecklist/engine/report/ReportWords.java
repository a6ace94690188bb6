package io.jenkins.plugins.releasechecklist.engine.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The words of reports. They are English and the same everywhere, so that a report says the same wherever it is made. */
final class ReportWords {
    static final String RELEASE = "Release";
    static final String CHECKLIST = "Checklist";
    static final String DECISIONS = "Decisions";
    static final String CHECKS = "Checks";
    static final String VERIFICATIONS = "Verifications";
    static final String INCIDENT = "Incident";
    static final String NOTES = "Release notes";
    static final String DELIVERIES = "Announcements";
    static final String ARTIFACTS = "Artifacts";
    static final String RECORD = "The record";

    static final String STATUS = "Status";
    static final String TYPE = "Type";
    static final String BUILD = "Build";
    static final String STARTED_BY = "Started by";
    static final String AS_OF = "As of";
    static final String ITEMS_DONE = "Required items done";

    static final String ITEM = "Item";
    static final String REQUIRED = "Required";
    static final String OWNER = "Owner";
    static final String WHO = "Who";
    static final String WHEN = "When";
    static final String NOTE = "Note and evidence";
    static final String ROLE = "Role";
    static final String VOTE = "Vote";
    static final String COMMENT = "Comment";
    static final String RUN = "Run";
    static final String CHECK = "Check";
    static final String TARGET = "Target";
    static final String LATENCY = "Latency";
    static final String ATTEMPTS = "Attempts";
    static final String ERROR = "Error";
    static final String ENVIRONMENT = "Environment";
    static final String VERDICT = "Verdict";
    static final String SAMPLES = "Samples";
    static final String MEASURED = "Measured";
    static final String DEMANDED = "Demanded";
    static final String REASONS = "Reasons";
    static final String CHANNEL = "Channel";
    static final String MESSAGE = "Message";
    static final String ANSWER = "Answer";
    static final String NAME = "Name";
    static final String DIGEST = "Digest";
    static final String ACTION_ITEM = "Action item";
    static final String LINK = "Link";
    static final String EVENTS = "Events";
    static final String HEAD = "Hash of the last event";
    static final String CHAIN = "Hash chain";

    static final String YES = "yes";
    static final String NO = "no";
    static final String WAIVED = "waived";
    static final String INHERITED = "done in the build that this one restarts or replays";
    static final String FORCED = "forced";
    static final String NO_VOTES = "Nobody voted.";
    static final String UNATTRIBUTED = "unattributed";
    static final String NO_VERDICT = "no verdict";
    static final String WHOLE = "whole";
    static final String TORN = "whole; a last line that was not written to its end does not count";
    static final String DAMAGED =
            "damaged: nothing from that event on can be believed, and what is told here ends before it";
    static final String NOTHING_DONE = "Nothing was recorded.";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ReportWords() {}

    /** A constant as people read it: {@code NOT_APPLICABLE} is "not applicable". */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String millis(long millis) {
        return millis + " ms";
    }

    static String latency(Duration latency) {
        return millis(latency.toMillis());
    }

    /** A share in percent, cut after one decimal: 99.99 % of the samples are not all of them. */
    static String percent(double share) {
        long tenths = (long) Math.floor(share * 1000 + 1e-9);
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " %";
    }

    static String gate(String id, int round) {
        return "Gate " + id + (round == 1 ? "" : ", round " + round);
    }

    static String settled(String status, String reason, String actor, Instant at) {
        return status + ": " + reason + " (" + actor + ", " + time(at) + ")";
    }

    static String waitsFor(String missing) {
        return "Waits for " + missing;
    }

    static String demands(String rules) {
        return "Demanded: " + rules;
    }

    static String opened(String reason, Instant at) {
        return "Opened " + time(at) + ": " + reason;
    }

    static String ended(Instant at) {
        return "Ended " + time(at);
    }

    static String rootCause(String text) {
        return "Root cause: " + text;
    }

    static String share(long done, long all) {
        return done + " of " + all;
    }

    /** What nobody should have to look up when the report is on paper. */
    static String origin(long events, String head) {
        return "Made from " + events + " events; the hash of the last one is " + head + ".";
    }
}
