package io.jenkins.plugins.releasechecklist.engine.gate;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** When a local time is. */
final class LocalMoment {
    private LocalMoment() {}

    /** The moment; a time in a skipped hour is at the jump, and of an hour that comes twice the first one counts. */
    static Instant of(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
