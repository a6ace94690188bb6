package io.jenkins.plugins.releasechecklist.actions.wording;

import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as the reader of the page reads them. For one thread. */
public final class UtcTimeFormat {
    private static final Pattern UTC = Pattern.compile("\\b(\\d\\d:\\d\\d:\\d\\d) UTC\\b");

    private final Locale language;
    private final DateTimeFormatter brief;
    private final DateTimeFormatter exact;
    private final DateTimeFormatter clock;
    private final DateTimeFormatter day;
    /** Many things happen in the same minute, and to find words for one takes its time. */
    private final Map<Instant, String> briefly = new HashMap<>();

    private final Map<Instant, String> exactly = new HashMap<>();

    /** Times in the zone and the language of the viewer. */
    public UtcTimeFormat(Viewer viewer) {
        this(viewer.zone(), viewer.locale());
    }

    /** Times in a zone and a language. */
    public UtcTimeFormat(ZoneId zone, Locale locale) {
        language = locale;
        brief = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone);
        clock = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                .withLocale(locale)
                .withZone(zone);
        day = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale)
                .withZone(zone);
        exact = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.LONG)
                .withLocale(locale)
                .withZone(zone);
    }

    /** The language of the reader. */
    public Locale language() {
        return language;
    }

    /** The moment for machines: ISO-8601, UTC, to the millisecond. */
    public String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The moment for people, to the minute. */
    public String brief(Instant at) {
        return briefly.computeIfAbsent(at.truncatedTo(ChronoUnit.MINUTES), brief::format);
    }

    /** The moment for people who want to know, to the second and with the time zone. */
    public String exact(Instant at) {
        return exactly.computeIfAbsent(at.truncatedTo(ChronoUnit.SECONDS), exact::format);
    }

    /**
     * A text of the record, in which times of the day are in UTC, with those of the reader.
     *
     * @param written when it was written: each time in it is the last one before
     */
    public String local(String text, Instant written) {
        return UTC.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(clock(last(LocalTime.parse(found.group(1)), written))));
    }

    private static Instant last(LocalTime time, Instant before) {
        Instant at = before.atOffset(ZoneOffset.UTC).with(time).toInstant();
        return at.isAfter(before) ? at.minus(1, ChronoUnit.DAYS) : at;
    }

    /** The time of the day, to the second. */
    public String clock(Instant at) {
        return clock.format(at);
    }

    /** The day, with its name. */
    public String day(Instant at) {
        return day.format(at);
    }

    /** The moment at which Go is possible next, in its own time zone. */
    String weekday(Schedule.Opening opening) {
        return opening.moment(language);
    }
}
