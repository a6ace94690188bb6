package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.gate.window.OpeningHours;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.text.TimeZoneName;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the deployment window of an environment. It stands beside the gate, not inside, and is not part of the policy. */
final class WindowReader {
    private static final String END_OF_DAY = "24:00";
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final String OPENING_TEXT = "a time of day from 00:00 to 23:59";
    private static final String CLOSING_TEXT = "a time of day from 00:00 to " + END_OF_DAY;
    private static final ValueReader<String> OPENING = time(OPENING_TEXT, TIME);
    private static final ValueReader<String> CLOSING =
            time(CLOSING_TEXT, Pattern.compile(TIME.pattern() + "|" + END_OF_DAY));
    private static final ValueReader<ZoneId> ZONE =
            Scalars.parsed("a time zone such as Europe/Berlin", TimeZoneName::require);
    private static final ValueReader<List<DayOfWeek>> DAYS = Scalars.oneOf(
                    "a day", List.of(DayOfWeek.values()), OpeningHours::name)
            .listOf("days")
            .atLeastOne()
            .eachOnce();
    private static final ValueReader<Window> HOURS = Fields.reader(PlanMapping.WINDOW, WindowReader::hours);
    private static final ValueReader<Window> WINDOW_TEXT = Scalars.parsed(
            "a window such as MON-FRI 09:00-16:00 Europe/Berlin, a mapping with the keys "
                    + String.join(", ", PlanMapping.WINDOW.keys()) + ", or a list of windows",
            Window::parse);
    private static final ValueReader<List<Window>> WINDOWS = ((ValueReader<Window>)
                    (node, problems) -> (node instanceof PlanNode.Mapping ? HOURS : WINDOW_TEXT).read(node, problems))
            .listOf("windows")
            .atLeastOne();

    /**
     * Reads a deployment window: text such as {@code MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin}, a mapping such as
     * {@code {days: [MON, TUE], from: "09:00", to: "16:00", zone: Europe/Berlin}}, or a list of them, any of which may be open.
     * Days that are left out mean every day. The zone has to be said: a default would be another one on another controller.
     */
    static final ValueReader<Window> WINDOW = WindowReader::window;

    private WindowReader() {}

    /** A time of day in the form; what lacks only a zero or the minutes, as {@code 9:00} or {@code 9}, is suggested in full. */
    private static ValueReader<String> time(String what, Pattern form) {
        return (node, problems) -> {
            Optional<String> text = Optional.of(node)
                    .filter(PlanNode.Scalar.class::isInstance)
                    .map(scalar -> ((PlanNode.Scalar) scalar).text().strip());
            Optional<String> time = text.filter(written -> form.matcher(written).matches());
            if (time.isEmpty()) {
                problems.expected(
                        what,
                        node,
                        text.map(written -> written.length() <= 2 ? written + ":00" : written)
                                .map(written -> written.matches("\\d:.*") ? "0" + written : written)
                                .filter(written -> form.matcher(written).matches()));
            }
            return time;
        };
    }

    private static Optional<Window> window(PlanNode node, Problems problems) {
        if (node instanceof PlanNode.Mapping) {
            return HOURS.read(node, problems);
        }
        if (node instanceof PlanNode.Sequence) {
            return WINDOWS.read(node, problems).filter(any -> !any.isEmpty()).map(Window::anyOf);
        }
        return WINDOW_TEXT.read(node, problems);
    }

    private static Optional<Window> hours(Fields fields) {
        Optional<Set<DayOfWeek>> days = fields.has("days")
                ? fields.value("days", DAYS).map(EnumSet::copyOf)
                : Optional.of(EnumSet.allOf(DayOfWeek.class));
        Optional<String> from = fields.required("from", OPENING_TEXT, OPENING);
        Optional<String> to = fields.required("to", CLOSING_TEXT, CLOSING);
        Optional<ZoneId> zone = fields.required("zone", "a time zone such as Europe/Berlin", ZONE);
        if (days.isPresent() && from.isPresent() && zone.isPresent() && from.equals(to)) {
            fields.contradicts("to", "another time than from", to.get());
            return Optional.empty();
        }
        return fields.built(
                () -> new Window(
                        days.orElseThrow(),
                        LocalTime.parse(from.orElseThrow()),
                        LocalTime.parse(
                                to.filter(time -> !time.equals(END_OF_DAY)).orElse("00:00")),
                        zone.orElseThrow()),
                days,
                from,
                to,
                zone);
    }
}
