package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A line of a calendar file, such as {@code DTSTART;TZID=Europe/Berlin:20261220T140000} (RFC 5545, 3.1).
 *
 * @param number where it begins in the file; the first line is 1
 * @param name its name in capital letters
 * @param parameters their values by names in capital letters, without quotation marks
 * @param value what is behind the colon
 */
record CalendarLine(int number, String name, Map<String, String> parameters, String value) {
    CalendarLine {
        parameters = Map.copyOf(parameters);
    }

    /** The lines of a file: what begins with a blank goes on with the line before it. */
    static List<CalendarLine> of(String text) {
        List<CalendarLine> lines = new ArrayList<>();
        String[] written = text.replaceFirst("^\uFEFF", "").split("\\r\\n|[\\r\\n]");
        for (int next = 0; next < written.length; ) {
            int number = next + 1;
            StringBuilder line = new StringBuilder(written[next++]);
            while (next < written.length && (written[next].startsWith(" ") || written[next].startsWith("\t"))) {
                line.append(written[next++].substring(1));
            }
            if (!line.toString().isBlank()) {
                lines.add(parse(number, line.toString()));
            }
        }
        return lines;
    }

    private static CalendarLine parse(int number, String line) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            char letter = line.charAt(index);
            quoted ^= letter == '"';
            if (!quoted && (letter == ';' || letter == ':')) {
                parts.add(line.substring(begin, index));
                begin = index + 1;
                if (letter == ':') {
                    Map<String, String> parameters = new LinkedHashMap<>();
                    parts.stream()
                            .skip(1)
                            .map(part -> part.split("=", 2))
                            .forEach(part -> parameters.put(
                                    part[0].toUpperCase(Locale.ROOT), part[part.length - 1].replace("\"", "")));
                    return new CalendarLine(
                            number, parts.get(0).strip().toUpperCase(Locale.ROOT), parameters, line.substring(begin));
                }
            }
        }
        throw wrong(number, "a name, a colon and a value, as in SUMMARY:End of the year", line);
    }

    Optional<String> parameter(String key) {
        return Optional.ofNullable(parameters.get(key));
    }

    /** Its value as people read it, in one line. */
    String text() {
        return value.replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1").strip();
    }

    /** An error that says where it is. */
    IllegalArgumentException wrong(String expected) {
        return wrong(number, expected, name + ":" + value);
    }

    private static IllegalArgumentException wrong(int number, String expected, String found) {
        return new IllegalArgumentException(
                "line " + number + ": expected " + expected + ", found " + Texts.quoted(found.strip()));
    }
}
