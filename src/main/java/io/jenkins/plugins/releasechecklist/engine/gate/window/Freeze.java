package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A time in which nothing is deployed, such as the days around the end of the year; once, or every week, month or year. Local time decides,
 * as in a {@link Window}: what falls into a skipped hour happens at the jump, and of an hour that comes twice the first one counts.
 *
 * @param from when it begins
 * @param until when it is over, as often as it begins
 * @param zone whose local time is meant
 * @param reason why, in words
 * @param exemptions the release types that may pass, each at most once
 * @param dates the only dates on which it begins; empty: any
 */
public record Freeze(
        FreezeBound from,
        FreezeBound until,
        ZoneId zone,
        String reason,
        List<Exemption> exemptions,
        Optional<DateSpan> dates) {
    /** A leap year that begins with a month of 31 days. */
    private static final LocalDate ANY_CYCLE = LocalDate.of(2000, 1, 1);
    /** Without a 29 February there are up to eight years. */
    private static final int MOST_CYCLES = 9;

    public Freeze {
        String found = ", found " + from + " to " + until;
        if (from.cycle() != until.cycle()) {
            throw new IllegalArgumentException(
                    "A freeze has to end as often as it begins, once, or every week, month or year" + found);
        }
        if (until.isFirstOfLastDays()) {
            throw new IllegalArgumentException(
                    "A freeze has to end with a certain day, such as last day or day 2" + found);
        }
        if (from.cycle() == ChronoUnit.FOREVER) {
            if (!from.moment(ANY_CYCLE, false).isBefore(until.moment(ANY_CYCLE, true))) {
                throw new IllegalArgumentException("A freeze has to end after it begins" + found);
            }
        } else if (!end(from, until, from.cycleOf(ANY_CYCLE))
                .isBefore(from.moment(from.cycleOf(ANY_CYCLE).plus(1, from.cycle()), false))) {
            throw new IllegalArgumentException("A freeze has to be over before it begins again" + found);
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A freeze needs a reason, found blank text");
        }
        exemptions = List.copyOf(exemptions);
        if (exemptions.stream().map(Exemption::type).distinct().count() < exemptions.size()) {
            throw new IllegalArgumentException("A freeze can exempt a release type once only, found " + exemptions);
        }
    }

    /** A freeze that comes whenever its bounds say so. */
    public Freeze(FreezeBound from, FreezeBound until, ZoneId zone, String reason, List<Exemption> exemptions) {
        this(from, until, zone, reason, exemptions, Optional.empty());
    }

    /** A freeze that comes once. */
    public Freeze(LocalDateTime from, LocalDateTime until, ZoneId zone, String reason, List<Exemption> exemptions) {
        this(FreezeBound.parse(from.toString()), FreezeBound.parse(until.toString()), zone, reason, exemptions);
    }

    /** When what begins in a week, month or year is over: perhaps in the next one. */
    private static LocalDateTime end(FreezeBound from, FreezeBound until, LocalDate cycle) {
        LocalDate any = from.cycleOf(ANY_CYCLE);
        boolean same = from.moment(any, false).isBefore(until.moment(any, true));
        return until.moment(same ? cycle : cycle.plus(1, from.cycle()), true);
    }

    /** The same freeze on these dates only. */
    Freeze within(DateSpan span) {
        return new Freeze(from, until, zone, reason, exemptions, span.given());
    }

    /** Whether it is on at that moment; it is at its beginning and no longer at its end. */
    public boolean isOn(Instant at) {
        return next(at).filter(time -> !at.isBefore(time.begins())).isPresent();
    }

    /** The time in which it is on, or is on next; empty when it is over for ever. */
    public Optional<Occurrence> next(Instant at) {
        if (from.cycle() == ChronoUnit.FOREVER) {
            return occurrence(ANY_CYCLE, at);
        }
        LocalDate day = at.atZone(zone).toLocalDate();
        LocalDate cycle = from.cycleOf(
                dates.flatMap(DateSpan::first).filter(day::isBefore).orElse(day));
        // What began in the last cycle may be on, and where clocks go back over midnight, this one may not have begun.
        return IntStream.rangeClosed(-2, MOST_CYCLES)
                .mapToObj(later -> occurrence(cycle.plus(later, from.cycle()), at))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Occurrence> occurrence(LocalDate cycle, Instant at) {
        LocalDateTime start = from.moment(cycle, false);
        Instant begins = OpeningHours.moment(start, zone);
        Instant ends = OpeningHours.moment(end(cycle), zone);
        boolean meant =
                dates.filter(span -> !span.contains(start.toLocalDate())).isEmpty();
        return meant && begins.isBefore(ends) && at.isBefore(ends)
                ? Optional.of(new Occurrence(begins, ends))
                : Optional.empty();
    }

    /** When what begins in a cycle is over, in local time. */
    LocalDateTime end(LocalDate cycle) {
        return from.cycle() == ChronoUnit.FOREVER ? until.moment(cycle, true) : end(from, until, cycle);
    }

    /** Under which condition a release of the type may pass; empty when it may not. */
    public Optional<Exemption> exemption(ReleaseType type) {
        return exemptions.stream().filter(one -> one.type() == type).findFirst();
    }

    /** The freeze as people read it: {@code every year 12-20 to 01-04 Europe/Berlin: end of the year}. */
    public String text() {
        return phrase().text();
    }

    /** The same in the language of a reader. */
    public Phrase phrase() {
        Phrase time = Phrase.of("gate.window.freeze", from, until, zone);
        Phrase every =
                switch (from.cycle()) {
                    case WEEKS -> Phrase.of("gate.window.everyWeek", time);
                    case MONTHS -> Phrase.of("gate.window.everyMonth", time);
                    case YEARS -> Phrase.of("gate.window.everyYear", time);
                    default -> time;
                };
        return Phrase.of(
                "gate.window.because", dates.map(span -> span.within(every)).orElse(every), reason);
    }

    /**
     * One time in which a freeze is on.
     *
     * @param begins its first moment
     * @param ends the first moment after it
     */
    public record Occurrence(Instant begins, Instant ends) {}

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
