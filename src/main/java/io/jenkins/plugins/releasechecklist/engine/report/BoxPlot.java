package io.jenkins.plugins.releasechecklist.engine.report;

import static io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes.escaped;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion.Bound;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion.Operator;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity.Unit;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricTolerance;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VerificationBegan;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.record.state.VerdictQuestion;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import io.jenkins.plugins.releasechecklist.engine.verify.Latencies;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All values of one thing beside those that a verification compared them with, as two boxes on one axis, with words for those who do
 * not see it. Infinite values have no place on it, nor have those that are as good as that.
 *
 * @param id unique in the document
 * @param title what is compared, and how
 * @param unit what the values count
 * @param boxes the others first, each with a value at least
 * @param tolerated the median of the others, made as much worse as is tolerated; nothing where nothing is tolerated
 */
public record BoxPlot(String id, Phrase title, Unit unit, List<Box> boxes, Optional<Double> tolerated)
        implements Block {
    private static final double LEFT = 26;
    private static final double WIDTH = 268;
    private static final double LARGEST = 1e12;
    private static final int LONGEST_NAME = 20;
    private static final int STEPS = 4;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /**
     * Values of one kind.
     *
     * @param name whose they are
     * @param sorted the smallest first
     */
    public record Box(Phrase name, List<Double> sorted) {
        /** The value that so many of a hundred do not exceed, by nearest rank, as in the reasons of a verdict. */
        private double quantile(int percent) {
            return sorted.get((int) Latencies.rank(percent, sorted.size()) - 1);
        }
    }

    public BoxPlot {
        title = title.map(text -> VisibleText.oneLine(text, "the title of a chart"));
        boxes = List.copyOf(boxes);
    }

    /** What a verification compared as a whole, or compares so far; nothing of what has no values on both sides. */
    public static List<BoxPlot> of(RunState run) {
        return run.verification().stream()
                .flatMap(begun -> begun.objectives().stream().flatMap(objective -> of(run, begun, objective).stream()))
                .toList();
    }

    private static Optional<BoxPlot> of(RunState run, VerificationBegan begun, Objective objective) {
        Criterion pass = Criterion.parse(objective.pass());
        if (pass.distribution().isEmpty()) {
            return Optional.empty();
        }
        Bound.Distribution other = pass.distribution().get();
        boolean before = other.of().equals(Bound.BASELINE);
        boolean metric = objective.measure() == Measure.METRIC;
        Box others = box(
                before ? Phrase.of("report.before") : Phrase.plain(other.of()),
                before
                        ? begun.before().getOrDefault(objective.name(), List.of()).stream()
                        : values(run, begun, other.of()));
        Box now = box(
                before ? Phrase.of("report.now") : Phrase.plain(objective.name()),
                metric ? values(run, begun, objective.name()) : latencies(run));
        if (others.sorted().isEmpty() || now.sorted().isEmpty()) {
            return Optional.empty();
        }
        double median = others.quantile(50);
        double shifted = other.shifted(median, pass.operator() == Operator.AT_LEAST);
        return Optional.of(new BoxPlot(
                "compared-" + run.run() + "-" + begun.objectives().indexOf(objective),
                Phrase.of("report.compared", objective.name(), pass),
                metric ? pass.counts() : Unit.DURATION,
                List.of(others, now),
                Optional.of(shifted).filter(value -> value != median)));
    }

    private static Box box(Phrase name, Stream<Double> values) {
        return new Box(
                name.map(text -> VisibleText.oneLine(text, "the name of a metric")),
                values.filter(value -> Math.abs(value) < LARGEST).sorted().toList());
    }

    private static Stream<Double> latencies(RunState run) {
        Instant from = lookedFrom(run);
        return Latencies.of(VersionProbe.counted(run.samples()).stream()
                        .filter(sample -> !sample.at().isBefore(from))
                        .toList())
                .sorted()
                .stream()
                .map(Long::doubleValue);
    }

    private static Stream<Double> values(RunState run, VerificationBegan begun, String metric) {
        Instant from = lookedFrom(run);
        List<MetricSample> all = run.metrics().stream()
                .filter(sample -> sample.metric().equals(metric) && !sample.at().isBefore(from))
                .toList();
        Duration delay = begun.tolerances().stream()
                .filter(tolerance -> tolerance.metric().equals(metric))
                .findFirst()
                .map(MetricTolerance::initialDelay)
                .orElse(Duration.ZERO);
        return all.stream()
                .filter(sample -> sample.measured()
                        && !sample.at().isBefore(all.get(0).at().plus(delay)))
                .map(MetricSample::value);
    }

    /** Another look is judged by what it sees itself. */
    private static Instant lookedFrom(RunState run) {
        return run.lastQuestion()
                .filter(VerdictQuestion::isToLookAgain)
                .flatMap(VerdictQuestion::reply)
                .map(VerdictQuestion.Reply::at)
                .orElse(Instant.MIN);
    }

    /** The same in words, in the language of the reader. */
    String text(Function<Phrase, String> said) {
        return said.apply(title) + ". "
                + String.join(
                        ". ", boxes.stream().map(box -> said.apply(spread(box))).toList());
    }

    private Phrase spread(Box box) {
        return Phrase.of(
                "report.spread",
                label(box, box.name()),
                unit.text(box.quantile(25)),
                unit.text(box.quantile(75)),
                unit.text(box.quantile(5)),
                unit.text(box.quantile(95)));
    }

    private Phrase label(Box box, Phrase name) {
        return Phrase.of("report.box", name, box.sorted().size(), unit.text(box.quantile(50)));
    }

    /**
     * The chart as a figure: no style of its own, no script, no address.
     *
     * @param said the words in the language of the reader
     */
    public String html(Function<Phrase, String> said) {
        Axis axis = Axis.of(Stream.concat(
                        boxes.stream().flatMap(box -> Stream.of(box.quantile(5), box.quantile(95))), tolerated.stream())
                .toList());
        Phrase legend = Phrase.of("report.legend");
        StringBuilder svg = new StringBuilder("<figure class=\"boxes\"><figcaption>")
                .append(escaped(said.apply(title)))
                .append("<br><small>")
                .append(escaped(said.apply(tolerated
                        .map(value -> Phrase.of("report.legendTolerated", legend, unit.text(value)))
                        .orElse(legend))))
                .append("</small></figcaption><svg viewBox=\"0 0 320 104\" role=\"img\" aria-labelledby=\"")
                .append(escaped(id))
                .append("\"><desc id=\"")
                .append(escaped(id))
                .append("\">")
                .append(escaped(text(said)))
                .append("</desc>");
        tolerated.ifPresent(value -> line(svg, "limit", axis.at(value), 18, axis.at(value), 84));
        for (int i = 0; i < boxes.size(); i++) {
            draw(svg, axis, boxes.get(i), 14 + 38 * i, said);
        }
        line(svg, "axis", LEFT, 84, LEFT + WIDTH, 84);
        for (double tick : axis.ticks()) {
            line(svg, "axis", axis.at(tick), 84, axis.at(tick), 88);
            svg.append("<text text-anchor=\"middle\" x=\"%s\" y=\"100\">%s</text>"
                    .formatted(number(axis.at(tick)), escaped(unit.text(tick))));
        }
        return svg.append("</svg></figure>\n").toString();
    }

    private void draw(StringBuilder svg, Axis axis, Box box, double top, Function<Phrase, String> said) {
        String name = said.apply(box.name());
        Phrase shown = name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? box.name()
                : Phrase.plain(name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…");
        double left = axis.at(box.quantile(25));
        svg.append("<text x=\"%s\" y=\"%s\">%s</text>"
                .formatted(number(LEFT), number(top), escaped(said.apply(label(box, shown)))));
        line(svg, "whisker", axis.at(box.quantile(5)), top + 13, axis.at(box.quantile(95)), top + 13);
        svg.append("<rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"14\"/>"
                .formatted(number(left), number(top + 6), number(Math.max(1, axis.at(box.quantile(75)) - left))));
        line(svg, "median", axis.at(box.quantile(50)), top + 6, axis.at(box.quantile(50)), top + 20);
    }

    private static void line(StringBuilder svg, String kind, double fromX, double fromY, double toX, double toY) {
        svg.append("<path class=\"%s\" d=\"M%s %sL%s %s\"/>"
                .formatted(kind, number(fromX), number(fromY), number(toX), number(toY)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** The next round number that is not below the value, which is more than 0. */
    public static double round(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double round : ROUND) {
            if (round * power >= value) {
                return round * power;
            }
        }
        return ROUND[ROUND.length - 1] * power;
    }

    /** Values from left to right, between round numbers. */
    private record Axis(double from, double until, double step) {
        static Axis of(List<Double> values) {
            double lowest = values.stream().min(Double::compare).orElseThrow();
            double highest = values.stream().max(Double::compare).orElseThrow();
            double span = highest > lowest ? highest - lowest : Math.max(Math.abs(lowest), 1);
            double step = round(span / STEPS);
            double until = Math.ceil(highest / step) * step;
            double from = Math.floor(lowest / step) * step;
            return new Axis(from, until > from ? until : from + step, step);
        }

        /** Counted, as very large values do not change by a step. */
        double[] ticks() {
            return IntStream.rangeClosed(0, (int) Math.round((until - from) / step))
                    .mapToDouble(i -> from + i * step)
                    .toArray();
        }

        double at(double value) {
            return LEFT + WIDTH * (value - from) / (until - from);
        }
    }
}
