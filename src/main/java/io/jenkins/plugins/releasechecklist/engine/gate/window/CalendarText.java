package io.jenkins.plugins.releasechecklist.engine.gate.window;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A calendar file (iCalendar, RFC 5545) of windows and freezes: an event is a freeze for the reason in its title, or with the category
 * {@code DEPLOYMENT-WINDOW} a time at which the window is open. Events that are cancelled do not count. Those that are shown as free do:
 * most calendars show whole days so unless they are told otherwise.
 *
 * <p>The same text always gives the same schedule, whatever the time is.
 *
 * @param text the file
 */
public record CalendarText(String text) {
    /** How many windows and freezes a file may come to: every record of a gate keeps all of them. */
    private static final int MOST = 300;

    private static final Set<String> READ = Set.of("VEVENT", "VTIMEZONE");

    /**
     * What the file says; no text says nothing.
     *
     * @throws IllegalArgumentException if it is no such file, or says what cannot be kept; the message names the line
     */
    public Schedule schedule() {
        List<CalendarEvent> events = events();
        Map<String, CalendarEvent> series = new HashMap<>();
        events.stream()
                .filter(event -> event.replaced(event.zone()).isEmpty())
                .forEach(event -> series.put(event.uid(), event));
        Map<CalendarEvent, Set<LocalDateTime>> changed = new HashMap<>();
        events.stream().filter(event -> series.containsKey(event.uid())).forEach(event -> {
            CalendarEvent whole = series.get(event.uid());
            event.replaced(whole.zone())
                    .ifPresent(time -> changed.computeIfAbsent(whole, first -> new HashSet<>())
                            .add(time));
        });
        List<OpeningHours> hours = new ArrayList<>();
        List<Freeze> freezes = new ArrayList<>();
        for (CalendarEvent event : events) {
            if (!event.isCancelled()) {
                CalendarSeries times = new CalendarSeries(event, changed.getOrDefault(event, Set.of()));
                hours.addAll(event.isWindow() ? times.hours() : List.of());
                freezes.addAll(event.isWindow() ? List.of() : times.freezes());
            }
            if (hours.size() + freezes.size() > MOST) {
                throw event.wrong("at most " + MOST
                        + " windows and freezes in a calendar, found more: keep what is over elsewhere, and have"
                        + " series repeat by the week, month or year");
            }
        }
        return new Schedule(hours.isEmpty() ? List.of() : List.of(new Window(hours.get(0), hours)), freezes);
    }

    private List<CalendarEvent> events() {
        Deque<CalendarLine> open = new ArrayDeque<>();
        Map<CalendarLine, List<CalendarLine>> parts = new LinkedHashMap<>();
        for (CalendarLine line : CalendarLine.of(text)) {
            boolean begins = line.name().equals("BEGIN");
            if (open.isEmpty() && !(begins && line.text().equalsIgnoreCase("VCALENDAR"))) {
                throw line.wrong("BEGIN:VCALENDAR, with which a calendar file begins");
            } else if (begins) {
                open.push(line);
                parts.put(line, new ArrayList<>());
            } else if (!line.name().equals("END")) {
                parts.get(open.peek()).add(line);
            } else if (!open.pop().text().equalsIgnoreCase(line.text())) {
                throw line.wrong("the end of what began last");
            }
        }
        if (!open.isEmpty()) {
            throw open.peek().wrong("that what begins here ends: the file is not complete");
        }
        CalendarZones zones = zones(parts);
        return parts.entrySet().stream()
                .filter(part -> part.getKey().text().equalsIgnoreCase("VEVENT"))
                .map(part -> new CalendarEvent(part.getKey().number(), part.getValue(), zones))
                .toList();
    }

    private static CalendarZones zones(Map<CalendarLine, List<CalendarLine>> parts) {
        Map<String, String> cities = new HashMap<>();
        List<CalendarLine> own = new ArrayList<>();
        List<CalendarLine> ids = new ArrayList<>();
        parts.forEach((begin, lines) -> {
            Optional<CalendarLine> id = named(lines, "TZID");
            named(lines, "X-LIC-LOCATION")
                    .ifPresent(city -> id.ifPresent(zone -> cities.put(zone.value(), city.text())));
            id.ifPresent(ids::add);
            named(lines, "X-WR-TIMEZONE").ifPresent(own::add);
        });
        CalendarZones known = new CalendarZones(cities, Optional.empty());
        Optional<CalendarLine> local = Stream.concat(own.stream(), ids.size() == 1 ? ids.stream() : Stream.empty())
                .findFirst();
        Optional<ZoneId> zone = local.map(line -> known.named(line.value(), line));
        return new CalendarZones(cities, zone);
    }

    private static Optional<CalendarLine> named(List<CalendarLine> lines, String name) {
        return lines.stream().filter(line -> line.name().equals(name)).findFirst();
    }
}
