package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A time in which nothing is deployed, such as the days around the end of the year. Local time decides, as in a {@link Window}:
 * what falls into a skipped hour happens at the jump, and of an hour that comes twice the first one counts.
 *
 * @param from when it begins
 * @param until when it is over, later than {@code from}
 * @param zone whose local time is meant
 * @param reason why, in words
 * @param exemptions the release types that may pass, each at most once
 */
public record Freeze(LocalDateTime from, LocalDateTime until, ZoneId zone, String reason, List<Exemption> exemptions) {
    public Freeze {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("A freeze has to end after it begins, found " + from + " to " + until);
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A freeze needs a reason, found blank text");
        }
        exemptions = List.copyOf(exemptions);
        if (exemptions.stream().map(Exemption::type).distinct().count() < exemptions.size()) {
            throw new IllegalArgumentException("A freeze can exempt a release type once only, found " + exemptions);
        }
    }

    /** Whether it is on at that moment; it is at its beginning and no longer at its end. */
    public boolean isOn(Instant at) {
        return !at.isBefore(begins()) && at.isBefore(ends());
    }

    /** The moment at which it begins. */
    public Instant begins() {
        return OpeningHours.moment(from, zone);
    }

    /** The moment at which it is over. */
    public Instant ends() {
        return OpeningHours.moment(until, zone);
    }

    /** Under which condition a release of the type may pass; empty when it may not. */
    public Optional<Exemption> exemption(ReleaseType type) {
        return exemptions.stream().filter(one -> one.type() == type).findFirst();
    }

    /** The freeze as people read it: {@code 2026-12-20T00:00 to 2027-01-04T00:00 Europe/Berlin: end of the year}. */
    public String text() {
        return from + " to " + until + " " + zone + ": " + reason;
    }

    /**
     * A release type that may pass a freeze.
     *
     * @param type the type
     * @param moreApprovals how many people have to say Go in addition to what the gate asks for anyway, 0 to {@value #MOST}
     * @param role the role of these people; empty: so many more for each approval that the gate asks for
     */
    public record Exemption(ReleaseType type, int moreApprovals, Optional<String> role) {
        /** The largest number of people that passing a freeze can ask for. */
        public static final int MOST = 50;

        public Exemption {
            if (moreApprovals < 0 || moreApprovals > MOST) {
                throw new IllegalArgumentException("Expected 0 to " + MOST + " more approvals for a " + type.id()
                        + " in a freeze, found " + moreApprovals);
            }
            role.ifPresent(name -> Ids.require(name, "the role of an exemption"));
        }

        /**
         * Whether the freeze can be passed: more people need a role to be of.
         *
         * @param asked whether the gate asks for approvals anyway
         */
        boolean isPossible(boolean asked) {
            return moreApprovals == 0 || role.isPresent() || asked;
        }
    }
}
