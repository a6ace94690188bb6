package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When a gate can say Go: while all windows are open and no freeze is on.
 *
 * @param windows all of them have to be open; none: at any time
 * @param freezes none of them may be on, but for the release types that it exempts
 */
public record Schedule(List<Window> windows, List<Freeze> freezes) {
    /** At any time. */
    public static final Schedule ALWAYS = new Schedule(List.of(), List.of());

    /** How many openings and ends are tried before windows that never open together are given up: about two years of days. */
    private static final int MOST_STEPS = 1000;

    public Schedule {
        windows = List.copyOf(windows).stream().distinct().toList();
        freezes = List.copyOf(freezes).stream().distinct().toList();
    }

    /** One window, or none. */
    public static Schedule of(Optional<Window> window) {
        return new Schedule(window.stream().toList(), List.of());
    }

    /** What satisfies both. */
    public Schedule and(Schedule other) {
        return new Schedule(
                Stream.concat(windows.stream(), other.windows.stream()).toList(),
                Stream.concat(freezes.stream(), other.freezes.stream()).toList());
    }

    /** Whether all windows are open. */
    public boolean isOpen(Instant at) {
        return windows.stream().allMatch(window -> window.isOpen(at));
    }

    /**
     * The freezes that are on and that a release may not pass which can be of any of these types.
     *
     * @param asked whether the gate asks for approvals anyway
     */
    public List<Freeze> freezes(Instant at, Set<ReleaseType> types, boolean asked) {
        return freezes.stream()
                .filter(freeze -> freeze.isOn(at)
                        && !types.stream()
                                .allMatch(type -> freeze.exemption(type)
                                        .filter(exemption -> exemption.isPossible(asked))
                                        .isPresent()))
                .toList();
    }

    /** For each freeze that is on, under which conditions a release of these types may pass. */
    public Stream<List<Freeze.Exemption>> exemptions(Instant at, Set<ReleaseType> types) {
        return freezes.stream()
                .filter(freeze -> freeze.isOn(at))
                .map(freeze -> types.stream()
                        .flatMap(type -> freeze.exemption(type).stream())
                        .toList());
    }

    /** For each window the next moment after the given one at which it opens or closes, and for each freeze when it begins and ends next. */
    public Stream<Instant> changes(Instant after) {
        return Stream.concat(
                windows.stream().flatMap(window -> window.nextChange(after).stream()),
                freezes.stream()
                        .flatMap(freeze -> freeze.next(after).stream())
                        .flatMap(time -> Stream.of(time.begins(), time.ends())));
    }

    /**
     * When Go will be possible.
     *
     * @return empty when it is now, or never within the next time
     */
    public Optional<Opening> opening(Instant now, Set<ReleaseType> types, boolean asked) {
        Optional<ZoneId> zone = Stream.concat(
                        windows.stream()
                                .filter(window -> !window.isOpen(now))
                                .map(window -> window.hours().zone()),
                        freezes(now, types, asked).stream().map(Freeze::zone))
                .findFirst();
        return zone.flatMap(local ->
                nextOpen(now, types, asked).map(at -> new Opening(at.atZone(local), Duration.between(now, at))));
    }

    /**
     * The next moment at or after the given one at which Go is possible.
     *
     * @return empty when the windows do not open together within the next time
     */
    public Optional<Instant> nextOpen(Instant at, Set<ReleaseType> types, boolean asked) {
        Instant moment = at;
        for (int step = 0; step < MOST_STEPS; step++) {
            Instant now = moment;
            if (windows.stream().anyMatch(window -> window.nextOpen(now).isEmpty())) {
                return Optional.empty();
            }
            Optional<Instant> later = Stream.concat(
                            windows.stream().flatMap(window -> window.nextOpen(now).stream()),
                            freezes(now, types, asked).stream()
                                    .flatMap(freeze -> freeze.next(now).stream())
                                    .map(Freeze.Occurrence::ends))
                    .filter(now::isBefore)
                    .max(Instant::compareTo);
            if (later.isEmpty()) {
                return Optional.of(now);
            }
            moment = later.get();
        }
        return Optional.empty();
    }

    /**
     * The next moment at which Go is possible.
     *
     * @param at when, in the time zone of a window or freeze that keeps the gate closed until then
     * @param in how long that will take
     */
    public record Opening(ZonedDateTime at, Duration in) {
        /** The moment as people read it: {@code Mon 30 Nov 2026 09:00 Europe/Berlin}. */
        public String moment(Locale language) {
            return DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", language).format(at) + " " + at.getZone();
        }

        /** The moment, and how long that will take: {@code Mon 30 Nov 2026 09:00 Europe/Berlin (in 14h)}. */
        public String text() {
            return moment(Locale.ENGLISH) + " (in " + Durations.rounded(in) + ")";
        }
    }
}
