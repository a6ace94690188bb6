package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Bound;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Failures;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Mark;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Panel;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Point;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Scale;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Series;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity.Unit;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.report.course.Finding;
import io.jenkins.plugins.releasechecklist.engine.report.course.Findings;
import io.jenkins.plugins.releasechecklist.engine.report.course.TimelineBucket;
import io.jenkins.plugins.releasechecklist.engine.report.course.VerificationTimeline;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The charts of a verification: success rate, latency, and each metric.
 *
 * @param course how it went
 * @param findings what it came to
 * @param figures how numbers are written
 */
record Panels(VerificationTimeline course, Findings findings, NumberFormats figures) {
    /** How much of an error a mark tells. */
    private static final int TOLD = 160;

    /** How many metrics have a chart; the table has them all. */
    private static final int METRICS = 12;

    List<Panel> all() {
        List<Panel> panels = new ArrayList<>();
        if (course.slices().stream().anyMatch(slice -> !slice.samples().isEmpty())) {
            panels.add(successRate());
            panels.add(latency());
        }
        findings.metrics().stream().limit(METRICS).map(this::metric).forEach(panels::add);
        return panels;
    }

    private Panel successRate() {
        Finding finding = findings.of(Measure.SUCCESS_RATE);
        Series series = new Series(
                Messages.Panels_share(), points(slice -> slice.successRate().map(Panels::percent)));
        Failures failures =
                failures(slice -> slice.successRate().map(Panels::percent).orElse(0.0));
        double lowest = Scale.values(List.of(series)).min().orElse(100);
        double bound = finding.objective()
                .flatMap(Objective::limit)
                .map(Panels::percent)
                .orElse(100.0);
        Scale scale = Scale.ofPercentage(Math.min(lowest, bound));
        String summary = finding.value()
                .map(rate -> Messages.Panels_successSummary(
                        figures.percent(rate), findings.samples(), figures.percent(lowest / 100)))
                .orElseGet(Messages::Panels_nothing);
        return new Panel(
                "success-rate",
                Messages.Panels_successRate(),
                told(summary, List.of(finding)),
                "%",
                scale,
                List.of(series),
                failures,
                bounds(List.of(finding), scale, false, Panels::percent));
    }

    private Panel latency() {
        List<Finding> quantiles = Stream.of(Measure.P50, Measure.P95, Measure.P99)
                .map(findings::of)
                .toList();
        List<Series> series = unlike(List.of(quantile("p50", 50), quantile("p95", 95), quantile("p99", 99)));
        Scale scale = Scale.from(series, levels(quantiles));
        Failures failures = failures(slice -> Math.min(
                scale.max(),
                slice.failures().stream().mapToLong(Sample::latencyMillis).max().orElse(0)));
        String summary = quantiles.get(0).value().isEmpty()
                ? Messages.Panels_nothing()
                : Messages.Panels_latencySummary(
                        value(quantiles.get(0)), value(quantiles.get(1)), value(quantiles.get(2)));
        return new Panel(
                "latency",
                Messages.Panels_latency(),
                told(summary, quantiles),
                "ms",
                scale,
                series,
                failures,
                bounds(quantiles, scale, true, UnaryOperator.identity()));
    }

    private Panel metric(Finding metric) {
        Unit unit = metric.unit();
        UnaryOperator<Double> shown = value -> unit.shown(value).doubleValue();
        Series series = new Series(
                metric.name(), points(slice -> slice.mean(metric.name()).map(shown)));
        Scale scale = Scale.from(
                List.of(series), levels(List.of(metric)).stream().map(shown).toList());
        List<Mark> marks = course.slices().stream()
                .filter(slice -> !slice.missed(metric.name()).isEmpty())
                .map(slice -> new Mark(slice.at().toEpochMilli(), scale.min(), missed(slice.missed(metric.name()))))
                .toList();
        String summary = metric.value()
                .map(mean -> Messages.Panels_metricSummary(
                        figures.of(unit, mean),
                        figures.of(unit, means(metric).min().orElse(mean)),
                        figures.of(unit, means(metric).max().orElse(mean))))
                .orElseGet(Messages::Panels_nothing);
        return new Panel(
                "metric-" + metric.name(),
                Messages.Panels_metric(metric.name()),
                told(summary, List.of(metric)),
                switch (unit) {
                    case NUMBER -> "";
                    case PERCENTAGE -> "%";
                    case DURATION -> "ms";
                },
                scale,
                List.of(series),
                new Failures(Messages.Panels_missed(), marks),
                bounds(List.of(metric), scale, false, shown));
    }

    private DoubleStream means(Finding metric) {
        return course.slices().stream()
                .flatMap(slice -> slice.mean(metric.name()).stream())
                .mapToDouble(Double::doubleValue);
    }

    private Series quantile(String name, int percent) {
        return new Series(
                name, points(slice -> slice.latencies().quantile(percent).map(Long::doubleValue)));
    }

    /** Lines that cover each other, as quantiles of few samples do, become one line with all their names. */
    private static List<Series> unlike(List<Series> all) {
        Map<List<Point>, String> names = new LinkedHashMap<>();
        all.forEach(series -> names.merge(series.points(), series.name(), (one, other) -> one + ", " + other));
        return names.entrySet().stream()
                .map(entry -> new Series(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** One point for each slice, and one without a value in the middle of each interruption. */
    private List<Point> points(Function<TimelineBucket, Optional<Double>> value) {
        List<Point> points = new ArrayList<>();
        int stretch = 0;
        for (TimelineBucket slice : course.slices()) {
            if (slice.stretch() != stretch) {
                points.add(new Point(points.get(points.size() - 1).at() + 1, Optional.empty()));
                stretch = slice.stretch();
            }
            points.add(new Point(slice.at().toEpochMilli(), value.apply(slice)));
        }
        return points;
    }

    private Failures failures(Function<TimelineBucket, Double> height) {
        List<Mark> marks = course.slices().stream()
                .filter(slice -> !slice.failures().isEmpty())
                .map(slice -> new Mark(slice.at().toEpochMilli(), height.apply(slice), failed(slice)))
                .toList();
        return new Failures(Messages.Panels_failed(), marks);
    }

    private static String failed(TimelineBucket slice) {
        Sample first = slice.failures().get(0);
        String told = brief(first.check() + ": " + Wording.said(first.why()));
        return slice.samples().size() == 1
                ? told
                : Messages.Panels_failures(
                        slice.failures().size(), slice.samples().size(), told);
    }

    private static String missed(List<MetricSample> samples) {
        return brief(Wording.said(samples.get(0).why()));
    }

    private static String brief(String text) {
        return text.length() <= TOLD ? text : text.substring(0, TOLD) + "…";
    }

    /** What is demanded, and baselines. Those at the same height are told together, or their words would cover each other. */
    private List<Bound> bounds(List<Finding> all, Scale scale, boolean named, UnaryOperator<Double> unit) {
        Map<List<Object>, Bound> together = new LinkedHashMap<>();
        for (Finding finding : all) {
            String name = finding.measure().name().toLowerCase(Locale.ROOT);
            finding.objective().stream()
                    .flatMap(objective -> Stream.concat(
                            objective.limit().stream()
                                    .map(limit -> new Bound(unit.apply(limit), demanded(objective, name, named), true)),
                            objective.baseline().stream()
                                    .map(before -> new Bound(
                                            unit.apply(before), baseline(finding, before, name, named), false))))
                    .map(bound -> bound.within(scale))
                    .forEach(bound -> together.merge(List.of(bound.value(), bound.demanded()), bound, Bound::and));
        }
        return List.copyOf(together.values());
    }

    private String demanded(Objective objective, String name, boolean named) {
        String demanded = figures.demanded(objective);
        return named ? Messages.Panels_demandedOf(name, demanded) : Messages.Panels_demanded(demanded);
    }

    private String baseline(Finding finding, double value, String name, boolean named) {
        String before = figures.of(finding, value);
        return named ? Messages.Panels_baselineOf(name, before) : Messages.Panels_baseline(before);
    }

    private static List<Double> levels(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.objective().stream())
                .flatMap(objective -> Stream.concat(objective.limit().stream(), objective.baseline().stream()))
                .toList();
    }

    private String told(String summary, List<Finding> findings) {
        StringBuilder text = new StringBuilder(summary);
        findings.stream()
                .filter(finding -> finding.objective().isPresent())
                .map(finding -> Messages.Panels_demandedOf(
                        figures.name(finding.measure(), finding.name()),
                        figures.demanded(finding.objective().orElseThrow())))
                .forEach(demanded -> text.append("; ").append(demanded));
        return course.gaps().isEmpty()
                ? text.toString()
                : Messages.Panels_interrupted(text, course.gaps().size());
    }

    private String value(Finding finding) {
        return finding.value().map(it -> figures.of(finding, it)).orElse("");
    }

    private static double percent(double share) {
        return BigDecimal.valueOf(share)
                .movePointRight(2)
                .setScale(2, RoundingMode.FLOOR)
                .doubleValue();
    }
}
