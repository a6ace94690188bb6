package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.gate.Window;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a deployment window: {@code {days: [MON, TUE], from: "09:00", to: "16:00", zone: Europe/Berlin}}. Days that
 * are left out mean every day. The zone has to be said: a default would be another one on another controller.
 */
public final class WindowReader {
    public static final List<String> KEYS = List.of("days", "from", "to", "zone");
    static final ValueReader<Window> WINDOW = WindowReader::read;

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final String TIME_TEXT = "a time of day from 00:00 to 23:59";
    private static final ValueReader<LocalTime> TIME_OF_DAY = Scalars.formed(
            TIME_TEXT,
            text -> Optional.of(text)
                    .filter(time -> TIME.matcher(time).matches())
                    .map(LocalTime::parse));
    private static final ValueReader<DayOfWeek> DAY = Scalars.oneOf(
            "a day", List.of(DayOfWeek.values()), day -> day.name().substring(0, 3));

    private WindowReader() {}

    private static Optional<Window> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a window", KEYS, problems).flatMap(fields -> {
            Optional<Set<DayOfWeek>> days = days(fields);
            Optional<LocalTime> from = fields.required("from", TIME_TEXT, TIME_OF_DAY);
            Optional<LocalTime> to = fields.required("to", TIME_TEXT, TIME_OF_DAY);
            Optional<ZoneId> zone = fields.required("zone", "a time zone such as Europe/Berlin", WindowReader::zone);
            if (days.isEmpty() || from.isEmpty() || to.isEmpty() || zone.isEmpty()) {
                return Optional.empty();
            }
            if (from.equals(to)) {
                fields.contradicts("to", "another time than from", to.get().toString());
                return Optional.empty();
            }
            return Optional.of(new Window(days.get(), from.get(), to.get(), zone.get()));
        });
    }

    private static Optional<Set<DayOfWeek>> days(Fields fields) {
        if (!fields.has("days")) {
            return Optional.of(EnumSet.allOf(DayOfWeek.class));
        }
        return fields.value("days", DAY.listOf("days").atLeastOne().eachOnce()).map(EnumSet::copyOf);
    }

    private static Optional<ZoneId> zone(PlanNode node, Problems problems) {
        Optional<String> text = Scalars.TEXT.read(node, problems);
        return text.flatMap(name -> {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException unknown) {
                problems.expected(
                        "a time zone such as Europe/Berlin, UTC or +02:00",
                        node,
                        Problems.closest(name, ZoneId.getAvailableZoneIds()));
                return Optional.empty();
            }
        });
    }
}
