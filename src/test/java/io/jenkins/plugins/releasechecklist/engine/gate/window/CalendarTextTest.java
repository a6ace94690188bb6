package io.jenkins.plugins.releasechecklist.engine.gate.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTextTest {
    private static final String NIGHT =
            "DTSTART;TZID=Europe/Berlin:20260102T220000|DTEND;TZID=Europe/Berlin:20260103T020000";
    private static final String DAY = "DTSTART;VALUE=DATE:20260102|DTEND;VALUE=DATE:20260103";

    private static Schedule read(String lines) {
        return new CalendarText("BEGIN:VCALENDAR|X-WR-TIMEZONE:Europe/Berlin|".replace("|", "\r\n")
                        + lines.replace("|", "\r\n") + "\r\nEND:VCALENDAR\r\n")
                .schedule();
    }

    private static Schedule event(String lines) {
        return read("BEGIN:VEVENT|UID:1|SUMMARY:why|" + lines + "|END:VEVENT");
    }

    private static List<String> freezes(String lines) {
        Schedule schedule = event(lines);
        assertThat(schedule.windows()).isEmpty();
        return schedule.freezes().stream().map(Freeze::text).toList();
    }

    private static String window(String lines) {
        Schedule schedule = event(lines + "|CATEGORIES:DEPLOYMENT-WINDOW");
        assertThat(schedule.freezes()).isEmpty();
        assertThat(schedule.windows()).hasSize(1);
        return schedule.windows().get(0).text();
    }

    private static Schedule file(String name) throws IOException {
        try (InputStream file = CalendarTextTest.class.getResourceAsStream(name)) {
            return new CalendarText(new String(file.readAllBytes(), StandardCharsets.UTF_8)).schedule();
        }
    }

    private static List<String> texts(Schedule schedule) {
        return Stream.concat(
                        schedule.windows().stream().map(Window::text),
                        schedule.freezes().stream().map(Freeze::text))
                .toList();
    }

    @Test
    void readsWhatGoogleExports() throws IOException {
        assertThat(texts(file("google.ics")))
                .containsExactly(
                        "TUE, THU 09:00-11:30 from 2026-01-06 Europe/Berlin",
                        "2026-12-20 to 2027-01-03 Europe/Berlin: End of the year; nobody on call, see wiki",
                        "2026-11-05T13:00 to 2026-11-05T17:30 UTC: Move of the data centre",
                        "every week FRI 14:00 to FRI 18:00 Europe/Berlin from 2026-01-02 until 2026-05-28: No releases on Friday afternoons",
                        "every week FRI 14:00 to FRI 18:00 Europe/Berlin from 2026-05-30: No releases on Friday afternoons",
                        "2026-05-29T10:00 to 2026-05-29T18:00 Europe/Berlin: No releases on Friday, all day");
    }

    @Test
    void readsWhatOutlookExports() throws IOException {
        assertThat(texts(file("outlook.ics")))
                .containsExactly(
                        "SAT 22:00-02:00 on 2026-12-05 Europe/Berlin",
                        "2026-12-24 to 2026-12-26 Europe/Berlin: Christmas",
                        "every month last day to last day Europe/Berlin from 2026-01-31: Accounts are closed");
    }

    @Test
    void readsWhatAppleExports() throws IOException {
        assertThat(texts(file("apple.ics")))
                .containsExactly(
                        "every year 12-20T12:00 to 01-04T08:00 America/New_York from 2025-12-20: Holidays",
                        "2026-07-03 to 2026-07-04 America/New_York: Independence Day");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "DTSTART:20261220T130000Z|DTEND:20261220T140000Z > 2026-12-20T13:00 to 2026-12-20T14:00 UTC: why",
                "DTSTART:20261220T130000|DURATION:PT1H30M > 2026-12-20T13:00 to 2026-12-20T14:30 Europe/Berlin: why",
                "DTSTART;TZID=Europe/Berlin:20261220T130000|DTEND;TZID=Europe/London:20261220T130000 > 2026-12-20T13:00 to 2026-12-20T14:00 Europe/Berlin: why",
                "DTSTART;VALUE=DATE:20261220|DURATION:P1W > 2026-12-20 to 2026-12-26 Europe/Berlin: why",
                "DTSTART;VALUE=DATE:20261220 > 2026-12-20 to 2026-12-20 Europe/Berlin: why",
                "DTSTART;TZID=/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires:20261220T000000|DURATION:P1DT2H"
                        + " > 2026-12-20 to 2026-12-21T02:00 America/Argentina/Buenos_Aires: why",
                "DTSTART;TZID=Pacific Standard Time:20261220T130000|DURATION:PT1H > 2026-12-20T13:00 to 2026-12-20T14:00 America/Los_Angeles: why",
                "dtstart;tzid=\"Europe/Berlin\":20261220T130000|DURATION:PT1H|TRANSP:TRANSPARENT > 2026-12-20T13:00 to 2026-12-20T14:00 Europe/Berlin: why",
            })
    void readsTimes(String lines, String freeze) {
        assertThat(freezes(lines)).containsExactly(freeze);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "RRULE:FREQ=WEEKLY > every week FRI 22:00 to SAT 02:00 Europe/Berlin from 2026-01-02: why",
                "RRULE:FREQ=WEEKLY;WKST=SU;BYDAY=FR > every week FRI 22:00 to SAT 02:00 Europe/Berlin from 2026-01-02: why",
                "RRULE:FREQ=WEEKLY;UNTIL=20261231T000000Z > every week FRI 22:00 to SAT 02:00 Europe/Berlin from 2026-01-02 until 2026-12-25: why",
                "RRULE:FREQ=WEEKLY;UNTIL=20261225 > every week FRI 22:00 to SAT 02:00 Europe/Berlin from 2026-01-02 until 2026-12-25: why",
                "RRULE:FREQ=WEEKLY;COUNT=10 > every week FRI 22:00 to SAT 02:00 Europe/Berlin from 2026-01-02 until 2026-03-06: why",
                "RRULE:FREQ=MONTHLY > every month day 2 22:00 to day 3 02:00 Europe/Berlin from 2026-01-02: why",
                "RRULE:FREQ=YEARLY > every year 01-02T22:00 to 01-03T02:00 Europe/Berlin from 2026-01-02: why",
            })
    void keepsWhatRepeatsAsPeopleSayIt(String rule, String freeze) {
        assertThat(freezes(NIGHT + "|" + rule)).containsExactly(freeze);
    }

    @Test
    void aSeriesWithoutAFormIsKeptTimeByTime() {
        assertThat(freezes(DAY
                        + "|RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3|EXDATE;VALUE=DATE:20260116|RDATE;VALUE=DATE:20260301"))
                .containsExactly(
                        "2026-01-02 to 2026-01-02 Europe/Berlin: why",
                        "2026-01-30 to 2026-01-30 Europe/Berlin: why",
                        "2026-03-01 to 2026-03-01 Europe/Berlin: why");
    }

    @Test
    void quarterEndsComeEveryYear() {
        assertThat(freezes("DTSTART;VALUE=DATE:20260331|RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"))
                .containsExactly(
                        "every year 03-31 to 03-31 Europe/Berlin from 2026-03-31: why",
                        "every year 06-30 to 06-30 Europe/Berlin from 2026-03-31: why",
                        "every year 09-30 to 09-30 Europe/Berlin from 2026-03-31: why",
                        "every year 12-31 to 12-31 Europe/Berlin from 2026-03-31: why");
    }

    @Test
    void lastDaysOfAMonthMayGoOverItsEnd() {
        assertThat(freezes("DTSTART;VALUE=DATE:20260129|DURATION:P5D|RRULE:FREQ=MONTHLY;BYMONTHDAY=-3"))
                .containsExactly("every month last 3 days to day 2 Europe/Berlin from 2026-01-29: why");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=WEEKLY;INTERVAL=2",
                "FREQ=MONTHLY;BYDAY=1FR",
                "FREQ=MONTHLY;BYMONTHDAY=30",
                "FREQ=WEEKLY;BYMONTH=12",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
            })
    void anEndlessSeriesWithoutAFormIsRefused(String rule) {
        assertThatThrownBy(() -> event(DAY + "|RRULE:" + rule))
                .hasMessageStartingWith("line 3, event 'why': expected an end, COUNT or UNTIL in its RRULE");
        assertThat(freezes(DAY + "|RRULE:" + rule + ";COUNT=5")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "DTSTART;VALUE=DATE:20260105|RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE > MON-WED all day from 2026-01-05 Europe/Berlin",
                "DTSTART:20260105T090000|DURATION:PT7H|RRULE:FREQ=DAILY;COUNT=5 > MON-FRI 09:00-16:00 from 2026-01-05 until 2026-01-09 Europe/Berlin",
                "DTSTART:20260102T180000|DTEND:20260105T060000|RRULE:FREQ=WEEKLY"
                        + " > SAT, SUN all day from 2026-01-02, MON 00:00-06:00 from 2026-01-02, FRI 18:00-24:00 from 2026-01-02 Europe/Berlin",
                "DTSTART:20260105T220000|DURATION:PT4H|RRULE:FREQ=MONTHLY;COUNT=2 > MON 22:00-02:00 on 2026-01-05, THU 22:00-02:00 on 2026-02-05 Europe/Berlin",
                "DTSTART:20260105T090000|DURATION:PT7H|RRULE:FREQ=DAILY;COUNT=5|EXDATE:20260107T090000"
                        + " > MON-FRI 09:00-16:00 from 2026-01-05 until 2026-01-06, MON-FRI 09:00-16:00 from 2026-01-08 until 2026-01-09 Europe/Berlin",
            })
    void readsWindows(String lines, String window) {
        assertThat(window(lines)).isEqualTo(window);
    }

    @Test
    void aWindowHasItsCategoryOrItsTitle() {
        String day = "DTSTART;VALUE=DATE:20260105";
        assertThat(event(day + "|CATEGORIES:Work,Deployment window").windows()).hasSize(1);
        assertThat(read("BEGIN:VEVENT|SUMMARY:Deployment window: shop|" + day + "|END:VEVENT")
                        .windows())
                .hasSize(1);
        assertThat(read("BEGIN:VEVENT|SUMMARY:Deployment window closed|" + day + "|END:VEVENT")
                        .windows())
                .isEmpty();
    }

    @Test
    void whatIsCancelledDoesNotCount() {
        assertThat(event(DAY + "|STATUS:CANCELLED")).isEqualTo(Schedule.ALWAYS);
        assertThat(read("BEGIN:VEVENT|UID:1|SUMMARY:a|" + DAY + "|RRULE:FREQ=WEEKLY;COUNT=4|END:VEVENT|"
                                + "BEGIN:VEVENT|UID:1|SUMMARY:b|DTSTART;VALUE=DATE:20260109|RECURRENCE-ID;VALUE=DATE:20260109|STATUS:CANCELLED|END:VEVENT")
                        .freezes())
                .extracting(Freeze::text)
                .containsExactly(
                        "every week FRI to FRI Europe/Berlin from 2026-01-02 until 2026-01-08: a",
                        "every week FRI to FRI Europe/Berlin from 2026-01-10 until 2026-01-23: a");
    }

    @Test
    void otherPartsAreNotRead() {
        assertThat(read("BEGIN:VTODO|SUMMARY:x|DTSTART:never|END:VTODO|"
                                + "BEGIN:VEVENT|SUMMARY:a|BEGIN:VALARM|TRIGGER:-PT15M"
                                + "|DURATION:PT15M|SUMMARY:alarm|END:VALARM|DTSTART;VALUE=DATE:20260102|END:VEVENT")
                        .freezes())
                .extracting(Freeze::text)
                .containsExactly("2026-01-02 to 2026-01-02 Europe/Berlin: a");
        assertThat(new CalendarText(" \n").schedule()).isEqualTo(Schedule.ALWAYS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "DTSTART:20261320 > line 6: expected a day such as 20261220, or a time such as 20261220T140000 or 20261220T140000Z, found 'DTSTART:20261320'",
                "DTSTART:20260229 > line 6: expected a day such as 20261220, or a time such as 20261220T140000 or 20261220T140000Z, found 'DTSTART:20260229'",
                "DTSTART;TZID=Europe/Berln:20261220T140000|DURATION:PT1H > line 6: expected a time zone such as Europe/Berlin, UTC or +02:00,"
                        + " found 'Europe/Berln'; did you mean 'Europe/Berlin'?",
                "DTSTART:20261220T140000 > line 3, event 'why': expected a line DTEND or DURATION that has it end after it begins",
                "DTSTART:20261220T140000|DTEND:20261220T130000 > line 3, event 'why': expected a line DTEND or DURATION that has it end after it begins",
                "DTSTART:20261220T140000|DURATION:1 hour > line 7: expected a duration such as PT4H, P2D or P1W, found 'DURATION:1 hour'",
                "DTEND:20261220T140000 > line 3, event 'why': expected a line DTSTART that says when it begins, found none",
                "nonsense > line 6: expected a name, a colon and a value, as in SUMMARY:End of the year, found 'nonsense'",
                "DTSTART:20261220|RRULE:FREQ=HOURLY > line 7: expected FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, found 'RRULE:FREQ=HOURLY'",
                "DTSTART:20261220|RRULE:FREQ=YEARLY;BYWEEKNO=20 > line 7: expected a rule that repeats by days, weeks, months or years, such as"
                        + " FREQ=WEEKLY;BYDAY=FR;UNTIL=20271231T000000Z, without BYWEEKNO=20, found 'RRULE:FREQ=YEARLY;BYWEEKNO=20'",
                "DTSTART:20261220|RRULE:FREQ=DAILY;INTERVAL=2;COUNT=301 > line 3, event 'why': expected at most 300 windows and freezes in a calendar, found"
                        + " more: keep what is over elsewhere, and have series repeat by the week, month or year",
                "DTSTART:20261220|RRULE:FREQ=DAILY;UNTIL=20261201 > line 3, event 'why': expected that it takes place once at least, and fewer than 20000 times",
                "DTSTART:20261220|RECURRENCE-ID;RANGE=THISANDFUTURE:20261220 > line 7: expected a change of a single instance, without RANGE: make two events"
                        + " of it, found 'RECURRENCE-ID:20261220'",
            })
    void saysWhatIsWrongAndWhere(String lines, String message) {
        assertThatThrownBy(() -> event(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "hello > line 1: expected a name, a colon and a value, as in SUMMARY:End of the year, found 'hello'",
                "title:x > line 1: expected BEGIN:VCALENDAR, with which a calendar file begins, found 'TITLE:x'",
                "BEGIN:VCALENDAR|BEGIN:VEVENT|SUMMARY:a > line 2: expected that what begins here ends: the file is not complete, found 'BEGIN:VEVENT'",
                "BEGIN:VCALENDAR|BEGIN:VEVENT|END:VCALENDAR > line 3: expected the end of what began last, found 'END:VCALENDAR'",
                "BEGIN:VCALENDAR|BEGIN:VEVENT|DTSTART:20260102T140000|END:VEVENT|END:VCALENDAR > line 3: expected a time zone: days and times without one need"
                        + " a line such as X-WR-TIMEZONE:Europe/Berlin behind BEGIN:VCALENDAR, found 'DTSTART:20260102T140000'",
                "BEGIN:VCALENDAR|X-WR-TIMEZONE:Berlin|END:VCALENDAR > line 2: expected a time zone such as Europe/Berlin, UTC or +02:00, found 'Berlin';"
                        + " did you mean 'Europe/Berlin'?",
            })
    void refusesWhatIsNoWholeFile(String text, String message) {
        assertThatThrownBy(() -> new CalendarText(text.replace("|", "\n")).schedule())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void foldedLinesGoOn() {
        assertThat(event("DTSTART;VALUE=DATE:2026|  0102".replace("|  ", "\r\n ") + "|DESCRIPTION:a\r\n\tb")
                        .freezes())
                .extracting(Freeze::text)
                .containsExactly("2026-01-02 to 2026-01-02 Europe/Berlin: why");
    }
}
