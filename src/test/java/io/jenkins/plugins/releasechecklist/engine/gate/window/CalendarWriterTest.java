package io.jenkins.plugins.releasechecklist.engine.gate.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again as the same. */
class CalendarWriterTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final int QUARTERS = 60 * 24 * 4;

    private static String write(Schedule schedule) {
        CalendarWriter writer = new CalendarWriter("Releases", NOW);
        writer.add("system", schedule, "Deployment window", reason -> reason);
        return writer.text();
    }

    private static Schedule again(Schedule schedule) {
        return new CalendarText(write(schedule)).schedule();
    }

    private static Freeze freeze(String from, String until, String zone) {
        return new Freeze(
                FreezeBound.parse(from), FreezeBound.parse(until), ZoneId.of(zone), "why, and how; \\", List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-20, 2027-01-03",
        "2026-12-20T14:00, 2026-12-20T14:00:01",
        "FRI, SUN",
        "FRI 14:00, MON 06:00",
        "SUN 23:00, MON 01:00",
        "day 1, day 1",
        "day 28 12:00, day 28 13:00",
        "last day, last day",
        "last day 14:00, day 2 09:00",
        "last 3 days, last day",
        "12-20, 01-04",
        "12-20T14:00, 12-24T16:00"
    })
    void aFreezeComesBackAsTheSame(String from, String until) {
        for (String zone : List.of(
                "Europe/Berlin", "America/New_York", "UTC", "+05:30", "Africa/Casablanca", "America/Santiago")) {
            Freeze freeze = freeze(from, until, zone);
            assertThat(again(new Schedule(List.of(), List.of(freeze))).freezes())
                    .containsExactly(freeze);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin",
                "all day UTC",
                "SAT 22:00-02:00, SUN 09:00-24:00 America/New_York; MON 09:00-10:00 Asia/Kathmandu"
            })
    void aWindowComesBackAsTheSame(String text) {
        Window window = Window.parse(text);
        assertThat(again(Schedule.of(Optional.of(window))).windows())
                .singleElement()
                .satisfies(read -> assertThat(read.anyOf()).containsExactlyInAnyOrderElementsOf(window.anyOf()));
    }

    @Test
    void datesComeBackAsTheSame() {
        DateSpan dates = new DateSpan(Optional.of(LocalDate.of(2026, 1, 5)), Optional.of(LocalDate.of(2028, 1, 3)));
        Freeze freeze = freeze("MON", "MON", "Europe/Berlin").within(dates);
        OpeningHours hours = Window.parse("MON 09:00-10:00 Europe/Berlin").hours();
        Window window = new Window(
                new OpeningHours(hours.days(), hours.from(), hours.to(), hours.zone(), Optional.of(dates)), List.of());
        Schedule schedule = new Schedule(List.of(window), List.of(freeze));
        assertThat(again(schedule)).isEqualTo(schedule);
    }

    /** A day on which another month ends begins the next one, and no rule of a calendar file says so. */
    @Test
    void whatNoRuleDescribesIsWrittenForThreeYears() {
        Schedule read = again(new Schedule(List.of(), List.of(freeze("day 28", "last day", "UTC"))));
        assertThat(read.freezes()).hasSize(36);
        assertThat(read.freezes().get(1).text()).startsWith("2026-02-28 to 2026-02-28 UTC");
        assertThat(read.freezes().get(25).text()).startsWith("2028-02-28 to 2028-02-29 UTC");
    }

    @Property(tries = 60)
    void isOpenAndFrozenAtTheSameTimes(@ForAll("schedules") Schedule schedule) {
        Schedule read = again(schedule);
        assertThat(states(read)).as(write(schedule)).isEqualTo(states(schedule));
        assertThat(write(schedule)).isEqualTo(write(schedule));
        assertThat(again(schedule)).isEqualTo(read);
    }

    private static String states(Schedule schedule) {
        return IntStream.range(0, QUARTERS)
                .mapToObj(quarter -> NOW.plus(Duration.ofMinutes(15L * quarter)))
                .map(at -> (schedule.isOpen(at) ? "o" : "c")
                        + (schedule.freezes().stream().anyMatch(freeze -> freeze.isOn(at)) ? "f" : "-"))
                .collect(Collectors.joining());
    }

    @Provide
    static Arbitrary<Schedule> schedules() {
        return Combinators.combine(
                        MinuteByMinuteTest.windows().list().ofMaxSize(1),
                        Combinators.combine(
                                        MinuteByMinuteTest.freezes(),
                                        MinuteByMinuteTest.spans().optional())
                                .as((freeze, dates) -> freeze.within(dates.orElse(DateSpan.ALWAYS)))
                                .list()
                                .ofMaxSize(3))
                .as(Schedule::new);
    }

    @Test
    void linesAreShortAndEndAsTheyHaveTo() {
        Freeze long_ = new Freeze(
                FreezeBound.parse("FRI"), FreezeBound.parse("FRI"), ZoneId.of("UTC"), "ä€😀,".repeat(60), List.of());
        String text = write(new Schedule(List.of(), List.of(long_)));
        assertThat(text).endsWith("END:VCALENDAR\r\n");
        assertThat(text.split("\r\n"))
                .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75)
                .noneMatch(line -> line.contains("\n") || line.contains("\uFFFD"));
        assertThat(again(new Schedule(List.of(), List.of(long_)))
                        .freezes()
                        .get(0)
                        .reason())
                .startsWith("ä€😀,ä€😀,");
    }

    @Test
    void anEventKeepsItsIdBesideOthers() {
        Freeze freeze = freeze("FRI", "FRI", "Europe/Berlin");
        String alone = write(new Schedule(List.of(), List.of(freeze)));
        String both = write(new Schedule(List.of(), List.of(freeze("MON", "MON", "UTC"), freeze)));
        assertThat(alone).containsPattern("UID:[0-9a-f]{32}@release-checklist\r\n");
        assertThat(both).contains(alone.substring(alone.indexOf("BEGIN:VEVENT"), alone.indexOf("END:VEVENT")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Europe/Berlin > DTSTART:20000326T020000|TZOFFSETFROM:+0100|TZOFFSETTO:+0200|RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU|END:DAYLIGHT",
                "America/New_York > DTSTART:20001105T020000|TZOFFSETFROM:-0400|TZOFFSETTO:-0500|RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU|END:STANDARD",
                "America/Santiago > RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU|END:STANDARD",
                "Asia/Kathmandu > BEGIN:STANDARD|DTSTART:20000103T000000|TZOFFSETFROM:+0545|TZOFFSETTO:+0545|END:STANDARD",
            })
    void describesTheZone(String zone, String lines) {
        assertThat(write(new Schedule(List.of(), List.of(freeze("FRI", "FRI", zone)))))
                .contains("BEGIN:VTIMEZONE\r\nTZID:" + zone + "\r\n", lines.replace("|", "\r\n"));
    }
}
