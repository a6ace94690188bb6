package io.jenkins.plugins.releasechecklist.engine.gate.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A weekly deployment window in local time. Where the clocks change, local time decides: what falls into a skipped hour happens
 * at the jump, so that a window which lies in it whole does not open on that day. Of an hour that comes twice, the first one
 * counts, so that no window opens twice on a day.
 *
 * @param days the days on which the window opens, at least one
 * @param from when it opens
 * @param to when it closes; before {@code from}: on the next day
 * @param zone whose local time is meant
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    /** Days to look at for the next change: yesterday, today and even tomorrow may be past, the one after them is not. */
    private static final int MOST_DAYS = 4;

    public Window {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("A window needs at least one day, found none");
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "A window has to close at another time than it opens, found " + from + " for both");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** Whether the window is open at that moment; it is at the opening and no longer at the closing time. */
    public boolean isOpen(Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        // Where clocks go back over midnight, the next day has begun once already.
        return Stream.of(day.minusDays(1), day, day.plusDays(1)).anyMatch(one -> isWithin(at, one));
    }

    /** The next moment after the given one at which the window may open or close. */
    Instant nextChange(Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return Stream.iterate(day.minusDays(1), one -> one.plusDays(1))
                .filter(one -> days.contains(one.getDayOfWeek()))
                .limit(MOST_DAYS)
                .flatMap(one -> Stream.of(moment(one, from), closing(one)))
                .filter(at::isBefore)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** The next moment at or after the given one at which the window is open. */
    public Instant nextOpen(Instant at) {
        if (isOpen(at)) {
            return at;
        }
        LocalDate day = at.atZone(zone).toLocalDate();
        while (!opensOn(day) || moment(day, from).isBefore(at)) {
            day = day.plusDays(1);
        }
        return moment(day, from);
    }

    private boolean isWithin(Instant at, LocalDate day) {
        return days.contains(day.getDayOfWeek()) && !at.isBefore(moment(day, from)) && at.isBefore(closing(day));
    }

    private boolean opensOn(LocalDate day) {
        return days.contains(day.getDayOfWeek()) && moment(day, from).isBefore(closing(day));
    }

    private Instant closing(LocalDate day) {
        return moment(to.isAfter(from) ? day : day.plusDays(1), to);
    }

    private Instant moment(LocalDate day, LocalTime time) {
        return moment(day.atTime(time), zone);
    }

    /** When a local time is: one in a skipped hour is at the jump, and of an hour that comes twice the first one counts. */
    static Instant moment(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }

    /** The window as people read it: {@code MON, TUE 09:00-16:00 Europe/Berlin}. */
    public String text() {
        String names = days.stream().map(day -> day.name().substring(0, 3)).collect(Collectors.joining(", "));
        return names + " " + from + "-" + to + " " + zone;
    }
}
