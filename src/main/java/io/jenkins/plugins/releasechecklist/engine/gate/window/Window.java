package io.jenkins.plugins.releasechecklist.engine.gate.window;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A deployment window: it is open while any of its hours are on.
 *
 * @param hours the first of them; in a record its parts are parts of the window, as version 1 wrote them
 * @param or the others, without repetition
 */
public record Window(
        @JsonUnwrapped OpeningHours hours,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OpeningHours> or) {
    public Window {
        or = List.copyOf(or).stream()
                .distinct()
                .filter(other -> !other.equals(hours))
                .toList();
    }

    /** A window with the same hours on some days. */
    public Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
        this(new OpeningHours(days, from, to, zone), List.of());
    }

    @JsonCreator
    static Window read(
            @JsonProperty("days") Set<DayOfWeek> days,
            @JsonProperty("from") LocalTime from,
            @JsonProperty("to") LocalTime to,
            @JsonProperty("zone") ZoneId zone,
            @JsonProperty("dates") Optional<DateSpan> dates,
            @JsonProperty("or") List<OpeningHours> or) {
        return new Window(new OpeningHours(days, from, to, zone, dates), or);
    }

    /**
     * A window that is open while any of these are.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Window anyOf(List<Window> windows) {
        List<OpeningHours> all =
                windows.stream().flatMap(window -> window.anyOf().stream()).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("A window needs at least one time at which it is open, found none");
        }
        return new Window(all.get(0), all);
    }

    /** All of its hours. */
    public List<OpeningHours> anyOf() {
        return Stream.concat(Stream.of(hours), or.stream()).toList();
    }

    /** Whether the window is open at that moment; it is at the opening and no longer at the closing time. */
    public boolean isOpen(Instant at) {
        return anyOf().stream().anyMatch(hours -> hours.isOpen(at));
    }

    /** The next moment after the given one at which the window may open or close; empty when it never does again. */
    Optional<Instant> nextChange(Instant at) {
        return anyOf().stream().flatMap(hours -> hours.nextChange(at).stream()).min(Instant::compareTo);
    }

    /** The next moment at or after the given one at which the window is open; empty when it never is again. */
    public Optional<Instant> nextOpen(Instant at) {
        return anyOf().stream().flatMap(hours -> hours.nextOpen(at).stream()).min(Instant::compareTo);
    }

    /** The window as people read and, but for dates, write it: {@code MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin}. */
    public String text() {
        return phrase().text();
    }

    /** The same in the language of a reader. */
    public Phrase phrase() {
        return Phrase.joined(
                "text.then",
                anyOf().stream()
                        .map(OpeningHours::zone)
                        .distinct()
                        .map(zone -> Phrase.of("gate.window.inZone", hours(zone), zone))
                        .toList());
    }

    private Phrase hours(ZoneId zone) {
        return Phrase.joined(
                "text.list",
                anyOf().stream()
                        .filter(hours -> hours.zone().equals(zone))
                        .map(OpeningHours::phrase)
                        .toList());
    }

    /**
     * Reads a window as people write it.
     *
     * @throws IllegalArgumentException if it is written otherwise; the message says what was expected and found
     */
    public static Window parse(String text) {
        return anyOf(text.lines()
                .flatMap(line -> Stream.of(line.split(";")))
                .filter(line -> !line.isBlank())
                .flatMap(line -> new WindowText(line).hours().stream())
                .map(hours -> new Window(hours, List.of()))
                .toList());
    }
}
