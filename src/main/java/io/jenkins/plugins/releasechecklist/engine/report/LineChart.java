package io.jenkins.plugins.releasechecklist.engine.report;

import static io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes.escaped;

import io.jenkins.plugins.releasechecklist.engine.report.course.Finding;
import io.jenkins.plugins.releasechecklist.engine.report.course.TimelineBucket;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How something measured went over time, as a line, with its limit as a dashed one.
 *
 * @param title what is drawn, from which value to which; it says the same to those who do not see it
 * @param lines the uninterrupted parts, in order
 * @param limit what is demanded, in the unit of the values; nothing if there is none
 */
record LineChart(String title, List<List<Point>> lines, Optional<Double> limit) implements Block {
    private static final double WIDTH = 300;
    private static final double HEIGHT = 80;
    private static final double EDGE = 6;

    LineChart {
        title = VisibleText.oneLine(title, "the title of a chart");
        lines = List.copyOf(lines);
    }

    /**
     * A value at a time.
     *
     * @param at milliseconds since 1970 (UTC)
     * @param value in the unit of the chart
     */
    record Point(long at, double value) {}

    /** The chart of something that has a limit; nothing with fewer than two values. */
    static Stream<Block> of(Finding finding, List<TimelineBucket> slices, DoubleFunction<String> text) {
        List<List<Point>> lines =
                slices.stream().collect(Collectors.groupingBy(TimelineBucket::stretch)).values().stream()
                        .map(stretch -> stretch.stream()
                                .flatMap(
                                        slice -> value(finding, slice)
                                                .map(value ->
                                                        new Point(slice.at().toEpochMilli(), value))
                                                .stream())
                                .toList())
                        .toList();
        double[] values = lines.stream()
                .flatMap(List::stream)
                .mapToDouble(Point::value)
                .sorted()
                .toArray();
        if (finding.objective().isEmpty() || values.length < 2) {
            return Stream.empty();
        }
        String title = finding.name() + ": " + text.apply(values[0]) + " to " + text.apply(values[values.length - 1])
                + finding.objective()
                        .map(objective -> ", limit " + objective.pass())
                        .orElse("");
        return Stream.of(new LineChart(title, lines, finding.objective().flatMap(objective -> objective.limit())));
    }

    private static Optional<Double> value(Finding finding, TimelineBucket slice) {
        return switch (finding.measure()) {
            case SUCCESS_RATE -> slice.successRate();
            case P50 -> slice.latencies().quantile(50).map(Long::doubleValue);
            case P95 -> slice.latencies().quantile(95).map(Long::doubleValue);
            case P99 -> slice.latencies().quantile(99).map(Long::doubleValue);
            case METRIC -> slice.mean(finding.name());
        };
    }

    /** The chart as a figure: no style of its own, no script, no address. */
    String html() {
        List<Point> points = lines.stream().flatMap(List::stream).toList();
        long from = points.stream().mapToLong(Point::at).min().orElse(0);
        long until =
                Math.max(from + 1, points.stream().mapToLong(Point::at).max().orElse(0));
        double top = DoubleStream.concat(
                        points.stream().mapToDouble(Point::value),
                        limit.stream().mapToDouble(Double::doubleValue))
                .max()
                .orElse(0);
        double height = top > 0 ? top : 1;
        StringBuilder svg = new StringBuilder("<figure><figcaption>" + escaped(title) + "</figcaption>"
                + "<svg viewBox=\"0 0 300 80\" role=\"img\" aria-label=\"" + escaped(title) + "\">");
        limit.ifPresent(bound -> svg.append("<path class=\"limit\" d=\"M0 ")
                .append(number(down(bound / height)))
                .append("H300\"/>"));
        lines.stream()
                .filter(line -> !line.isEmpty())
                .forEach(line -> svg.append("<polyline points=\"")
                        .append(line.stream()
                                .map(point -> number(EDGE + (WIDTH - 2 * EDGE) * (point.at() - from) / (until - from))
                                        + "," + number(down(point.value() / height)))
                                .collect(Collectors.joining(" ")))
                        .append("\"/>"));
        return svg.append("</svg></figure>\n").toString();
    }

    private static double down(double share) {
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * Math.max(0, share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
