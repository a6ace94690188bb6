package io.jenkins.plugins.releasechecklist.engine.gate.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All times of an event of a calendar file, as freezes or as opening hours. Which form repeats in the same way is found by trying: what does
 * not come out at exactly the same times is not used. The clock is never asked, so that a file always means the same.
 */
final class CalendarSeries {
    /** Of a series without an end so many instances are compared. */
    private static final int COMPARED = 1000;

    private static final int LONGEST = 20_000;
    private static final int MOST_FORMS = 31;
    /** What began in this year or before has always been. */
    private static final int ALWAYS = 2000;

    private static final Function<LocalDate, String> WEEKLY = day -> OpeningHours.name(day.getDayOfWeek());
    private static final Function<LocalDate, String> MONTHLY = day -> "day " + day.getDayOfMonth();
    private static final Function<LocalDate, String> FROM_END = day -> day.lengthOfMonth() == day.getDayOfMonth()
            ? "last day"
            : "last " + (day.lengthOfMonth() - day.getDayOfMonth() + 1) + " days";
    private static final Function<LocalDate, String> YEARLY =
            day -> day.toString().substring(5);

    private final CalendarEvent event;
    private final ZoneId zone;
    private final Duration length;
    private final boolean ending;
    private final List<LocalDateTime> starts;
    private final Set<LocalDateTime> gone;
    private final Set<LocalDateTime> added;

    /**
     * Reads when an event takes place.
     *
     * @param changed when it does not, because another event of the file tells of that instance
     */
    CalendarSeries(CalendarEvent event, Collection<LocalDateTime> changed) {
        this.event = event;
        zone = event.zone();
        length = event.length();
        ending = event.rule().map(RepeatRule::isEnding).orElse(true);
        LocalDateTime start = event.start();
        LocalDateTime until = event.until().orElse(LocalDateTime.MAX);
        starts = event.rule()
                .map(RepeatRule::days)
                .orElseGet(() -> Stream.of(start.toLocalDate()))
                .map(day -> day.atTime(start.toLocalTime()))
                .takeWhile(time -> !time.isAfter(until))
                .limit(ending ? LONGEST : COMPARED)
                .toList();
        if (starts.isEmpty() || starts.size() == LONGEST) {
            throw event.wrong("that it takes place once at least, and fewer than " + LONGEST + " times");
        }
        gone = Stream.concat(event.times("EXDATE"), changed.stream()).collect(Collectors.toSet());
        added = event.times("RDATE")
                .filter(time -> !gone.contains(time))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<LocalDateTime> left() {
        return starts.stream().filter(time -> !gone.contains(time));
    }

    private DateSpan span(LocalDate last) {
        return new DateSpan(
                Optional.of(starts.get(0).toLocalDate()).filter(first -> first.getYear() > ALWAYS),
                Optional.of(last).filter(end -> ending));
    }

    private IllegalArgumentException noForm() {
        return event.wrong(
                "an end, COUNT or UNTIL in its RRULE: without an end only what comes every week, every month on the same or the"
                        + " last day, or every year on the same date can be kept");
    }

    /** The freezes that have it on at these times and at no others. */
    List<Freeze> freezes() {
        Stream<Freeze> more = added.stream().map(this::once);
        Optional<List<Freeze>> repeated = starts.size() == 1
                ? Optional.empty()
                : Stream.of(
                                repeated(WEEKLY, WEEKLY),
                                repeated(MONTHLY, MONTHLY),
                                repeated(FROM_END, FROM_END),
                                repeated(FROM_END, MONTHLY),
                                repeated(YEARLY, YEARLY))
                        .flatMap(Optional::stream)
                        .findFirst();
        if (repeated.isEmpty() && !ending) {
            throw noForm();
        }
        return Stream.concat(
                        repeated.map(all -> all.stream().flatMap(this::withoutGone))
                                .orElseGet(() -> left().map(this::once)),
                        more)
                .toList();
    }

    private Freeze once(LocalDateTime start) {
        return freeze(List.of(
                bound(start, LocalDate::toString, false), bound(start.plus(length), LocalDate::toString, true)));
    }

    private Freeze freeze(List<String> bounds) {
        return new Freeze(
                FreezeBound.parse(bounds.get(0)), FreezeBound.parse(bounds.get(1)), zone, event.title(), List.of());
    }

    /** Whole days have no time. */
    private static String bound(LocalDateTime time, Function<LocalDate, String> day, boolean end) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? day.apply(time.toLocalDate().minusDays(end ? 1 : 0))
                : day.apply(time.toLocalDate()) + " " + time.toLocalTime();
    }

    private Optional<List<Freeze>> repeated(Function<LocalDate, String> from, Function<LocalDate, String> until) {
        Set<List<String>> bounds = starts.stream()
                .map(start -> List.of(bound(start, from, false), bound(start.plus(length), until, true)))
                .limit(COMPARED)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (bounds.size() > (ending ? Math.min(MOST_FORMS, starts.size() / 2) : MOST_FORMS)) {
            return Optional.empty();
        }
        DateSpan span = span(starts.get(starts.size() - 1).toLocalDate());
        List<Freeze> freezes = new ArrayList<>();
        try {
            bounds.forEach(pair -> freezes.add(freeze(pair).within(span)));
        } catch (IllegalArgumentException e) {
            // There is no such freeze, as one that is not over before it comes again.
            return Optional.empty();
        }
        List<Freeze.Occurrence> wanted = starts.stream()
                .map(start -> new Freeze.Occurrence(
                        OpeningHours.moment(start, zone), OpeningHours.moment(start.plus(length), zone)))
                .filter(time -> time.begins().isBefore(time.ends()))
                .toList();
        return wanted.isEmpty() || !new HashSet<>(wanted).equals(times(freezes, wanted))
                ? Optional.empty()
                : Optional.of(freezes);
    }

    /** When the freezes are on, from the first to the last of the wanted times. */
    private static Set<Freeze.Occurrence> times(List<Freeze> freezes, List<Freeze.Occurrence> wanted) {
        Instant first = wanted.get(0).begins();
        Instant last = wanted.get(wanted.size() - 1).begins();
        return freezes.stream()
                .flatMap(freeze -> Stream.iterate(
                                freeze.next(first),
                                Optional::isPresent,
                                time -> freeze.next(time.get().ends()))
                        .map(Optional::get)
                        .takeWhile(time -> !time.begins().isAfter(last)))
                .filter(time -> !time.begins().isBefore(first))
                .collect(Collectors.toSet());
    }

    private Stream<Freeze> withoutGone(Freeze freeze) {
        Stream<DateSpan> spans = Stream.of(freeze.dates().orElse(DateSpan.ALWAYS));
        for (LocalDateTime time : gone) {
            LocalDate date = time.toLocalDate();
            boolean begins =
                    freeze.from().moment(freeze.from().cycleOf(date), false).equals(time);
            spans = begins ? spans.flatMap(span -> span.without(date)) : spans;
        }
        return spans.map(freeze::within);
    }

    /** The opening hours that are on at these times and at no others. */
    List<OpeningHours> hours() {
        Map<List<LocalTime>, Set<LocalDate>> removed = pieces(gone.stream().filter(starts::contains));
        LocalDate last = starts.get(starts.size() - 1).toLocalDate();
        List<OpeningHours> hours = new ArrayList<>();
        pieces(starts.stream()).forEach((times, dates) -> {
            TreeSet<LocalDate> wanted = new TreeSet<>(dates);
            OpeningHours all = hours(times, wanted, span(wanted.last()));
            // The instances that were not looked at may have parts before the last one that was.
            LocalDate end = ending ? wanted.last() : last;
            Set<LocalDate> found =
                    all.days(wanted.first()).takeWhile(day -> !day.isAfter(end)).collect(Collectors.toSet());
            if (found.equals(wanted.headSet(end, true))) {
                Stream<DateSpan> spans = Stream.of(span(wanted.last()));
                for (LocalDate day : removed.getOrDefault(times, Set.of())) {
                    spans = spans.flatMap(span -> span.without(day));
                }
                spans.forEach(span -> hours.add(hours(times, wanted, span)));
            } else if (ending) {
                wanted.removeAll(removed.getOrDefault(times, Set.of()));
                wanted.forEach(day -> hours.add(hours(times, Set.of(day), DateSpan.of(day))));
            } else {
                throw noForm();
            }
        });
        pieces(added.stream())
                .forEach(
                        (times, dates) -> dates.forEach(day -> hours.add(hours(times, Set.of(day), DateSpan.of(day)))));
        return hours;
    }

    private OpeningHours hours(List<LocalTime> times, Collection<LocalDate> dates, DateSpan span) {
        Set<DayOfWeek> days = dates.stream()
                .map(LocalDate::getDayOfWeek)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)));
        return new OpeningHours(days, times.get(0), times.get(1), zone, span.given());
    }

    /** The dates by the times from and to that are meant on them: what takes a day or longer has a piece for each day. */
    private Map<List<LocalTime>, Set<LocalDate>> pieces(Stream<LocalDateTime> times) {
        Map<List<LocalTime>, Set<LocalDate>> pieces = new TreeMap<>(
                (one, other) -> (one.get(0) + "-" + one.get(1)).compareTo(other.get(0) + "-" + other.get(1)));
        times.forEach(start -> {
            LocalDateTime end = start.plus(length);
            boolean whole = length.compareTo(Duration.ofDays(1)) < 0;
            for (LocalDateTime from = start; from.isBefore(end); ) {
                LocalDateTime midnight = from.toLocalDate().plusDays(1).atStartOfDay();
                LocalDateTime to = whole || end.isBefore(midnight) ? end : midnight;
                pieces.computeIfAbsent(List.of(from.toLocalTime(), to.toLocalTime()), first -> new HashSet<>())
                        .add(from.toLocalDate());
                from = to;
            }
        });
        return pieces;
    }
}
