package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.text.TimeZoneName;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One line of a window as people write it: days, or none for every day, times, and again, with the time zone at the end, such as
 * {@code MON-THU 09:00-12:00, 13:00-16:00, FRI 09:00-12:00 Europe/Berlin}.
 */
record WindowText(String line) {
    private static final List<String> DAYS =
            Stream.of(DayOfWeek.values()).map(OpeningHours::name).toList();
    private static final String ANY_DAY = "(" + String.join("|", DAYS) + ")";
    private static final Pattern DAY = Pattern.compile(ANY_DAY + "(?:-" + ANY_DAY + ")?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME =
            Pattern.compile("((?:[01][0-9]|2[0-3]):[0-5][0-9])-((?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)");
    private static final String END_OF_DAY = "24:00";
    private static final String EXPECTED = "expected days and times and, at the end, a time zone, such as "
            + "MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin";

    /** The hours of the line; refuses what cannot be read. */
    List<OpeningHours> hours() {
        List<String> words = words();
        List<OpeningHours> hours = new ArrayList<>();
        if (words.size() < 2) {
            throw wrong(words.isEmpty() ? "nothing" : Texts.quoted(line.strip()));
        }
        String last = words.get(words.size() - 1);
        if (DAY.matcher(last).matches() || Character.isDigit(last.charAt(0))) {
            throw new IllegalArgumentException("expected a time zone such as Europe/Berlin at the end of "
                    + Texts.quoted(line.strip()) + ", found " + Texts.quoted(last));
        }
        ZoneId zone = TimeZoneName.require(last);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        boolean timed = true;
        for (String word : words.subList(0, words.size() - 1)) {
            Matcher times = TIME.matcher(word);
            Matcher some = DAY.matcher(word);
            if (times.matches()) {
                hours.add(hours(days, times.group(1), times.group(2), zone));
                timed = true;
            } else if (some.matches()) {
                days = timed ? EnumSet.noneOf(DayOfWeek.class) : days;
                days.addAll(days(index(some.group(1)), index(some.group(2) == null ? some.group(1) : some.group(2))));
                timed = false;
            } else {
                throw wrong(Texts.quoted(word) + closest(word) + " in " + Texts.quoted(line.strip()));
            }
        }
        if (!timed) {
            throw wrong("no time after the days in " + Texts.quoted(line.strip()));
        }
        return hours;
    }

    /** Commas only help the eye; a hyphen may stand between blanks. */
    private List<String> words() {
        String plain = line.replaceAll("\\s*\u2013\\s*", "-")
                .replaceAll("\\s*-\\s+", "-")
                .replaceAll("(?i)\\ball[ -]day\\b", "00:00-" + END_OF_DAY)
                .replace(',', ' ')
                .strip();
        return plain.isEmpty() ? List.of() : Arrays.asList(plain.split("\\s+"));
    }

    private static int index(String day) {
        return DAYS.indexOf(day.toUpperCase(Locale.ROOT));
    }

    /** All days from the first to the last one, also over the end of a week. */
    private static Set<DayOfWeek> days(int first, int last) {
        Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(last + 1));
        for (int index = first; index != last; index = (index + 1) % DAYS.size()) {
            days.add(DayOfWeek.of(index + 1));
        }
        return days;
    }

    private static OpeningHours hours(Set<DayOfWeek> days, String from, String to, ZoneId zone) {
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "expected a window that closes at another time than it opens, or 00:00-24:00 for the whole day, found "
                            + from + "-" + to);
        }
        return new OpeningHours(
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
                LocalTime.parse(from),
                to.equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(to),
                zone);
    }

    private static String closest(String word) {
        String times = word.replaceAll("(?<=^|-)(\\d{1,2})(?=-|$)", "$1:00").replaceAll("(?<=^|-)(\\d:)", "0$1");
        return Stream.concat(
                        Stream.of(times).filter(time -> TIME.matcher(time).matches()),
                        DAYS.stream().filter(word.toUpperCase(Locale.ROOT)::startsWith))
                .findFirst()
                .map(day -> " (did you mean " + day + "?)")
                .orElse("");
    }

    private static IllegalArgumentException wrong(String found) {
        return new IllegalArgumentException(EXPECTED + ", found " + found);
    }
}
