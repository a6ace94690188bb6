package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Times of the day at which a {@link Window} is open, week by week, in local time. Where the clocks change, local time decides: what falls
 * into a skipped hour happens at the jump, so that hours which lie in it whole are left out on that day. Of an hour that comes twice, the first one
 * counts, so that nothing opens twice on a day.
 *
 * @param days the days on which the hours begin, at least one
 * @param from when they begin
 * @param to when they end; before {@code from}: on the next day. Midnight for both: the whole day
 * @param zone whose local time is meant
 * @param dates the only dates on which the hours begin; empty: any
 */
public record OpeningHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone, Optional<DateSpan> dates) {
    /** Days to look at for the next change: yesterday, today and even tomorrow may be past, the one after them is not. */
    private static final int MOST_DAYS = 4;

    public OpeningHours {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("A window needs at least one day, found none");
        }
        if (from.equals(to) && !isMidnight(to)) {
            throw new IllegalArgumentException(
                    "A window has to close at another time than it opens, found " + from + " for both");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** Hours of every week. */
    public OpeningHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
        this(days, from, to, zone, Optional.empty());
    }

    private static boolean isMidnight(LocalTime time) {
        return time.equals(LocalTime.MIDNIGHT);
    }

    /** Whether they are on at that moment; they are at their beginning and no longer at their end. */
    boolean isOpen(Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        // Where clocks go back over midnight, the next day has begun once already.
        return Stream.of(day.minusDays(1), day, day.plusDays(1)).anyMatch(one -> isWithin(at, one));
    }

    /** The next moment after the given one at which they may begin or end; empty when they are over for ever. */
    Optional<Instant> nextChange(Instant at) {
        return days(at.atZone(zone).toLocalDate().minusDays(1))
                .limit(MOST_DAYS)
                .flatMap(day -> Stream.of(moment(day, from), closing(day)))
                .filter(at::isBefore)
                .min(Instant::compareTo);
    }

    /** The next moment at or after the given one at which they are on; empty when they are over for ever. */
    Optional<Instant> nextOpen(Instant at) {
        return isOpen(at)
                ? Optional.of(at)
                : days(at.atZone(zone).toLocalDate())
                        .filter(day -> moment(day, from).isBefore(closing(day)))
                        .map(day -> moment(day, from))
                        .filter(opening -> !opening.isBefore(at))
                        .findFirst();
    }

    /** The days from the given one on which the hours begin. */
    Stream<LocalDate> days(LocalDate from) {
        LocalDate first = dates.flatMap(DateSpan::first).filter(from::isBefore).orElse(from);
        LocalDate last = dates.flatMap(DateSpan::last).orElse(LocalDate.MAX);
        return Stream.iterate(first, day -> day.plusDays(1))
                .takeWhile(day -> !day.isAfter(last))
                .filter(this::isOn);
    }

    private boolean isOn(LocalDate day) {
        return days.contains(day.getDayOfWeek())
                && dates.filter(span -> !span.contains(day)).isEmpty();
    }

    private boolean isWithin(Instant at, LocalDate day) {
        return isOn(day) && !at.isBefore(moment(day, from)) && at.isBefore(closing(day));
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

    /** The days and times as people read them: {@code MON-THU 09:00-16:00}; ranges of at least three days are one. */
    Phrase phrase() {
        List<String> parts = new ArrayList<>();
        List<DayOfWeek> sorted = days.stream().toList();
        for (int first = 0; first < sorted.size(); ) {
            int last = first;
            while (last + 1 < sorted.size()
                    && sorted.get(last + 1) == sorted.get(last).plus(1)) {
                last++;
            }
            last = last - first < 2 ? first : last;
            parts.add(name(sorted.get(first)) + (last > first ? "-" + name(sorted.get(last)) : ""));
            first = last + 1;
        }
        String all = String.join(", ", parts);
        Phrase times = from.equals(to)
                ? Phrase.of("gate.window.allDay", all)
                : Phrase.of("gate.window.hours", all, from, isMidnight(to) ? "24:00" : to);
        return dates.map(span -> span.within(times)).orElse(times);
    }

    /** The day as a window names it: {@code MON}. */
    public static String name(DayOfWeek day) {
        return day.name().substring(0, 3);
    }
}
