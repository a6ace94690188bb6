package io.jenkins.plugins.releasechecklist.actions.job.view;

import io.jenkins.plugins.releasechecklist.engine.history.Deployment;
import io.jenkins.plugins.releasechecklist.engine.history.Period;
import io.jenkins.plugins.releasechecklist.engine.history.Trend;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the charts of the trends draw, ready to be drawn. All times are milliseconds since 1970 (UTC).
 *
 * @param from where the axis of time begins
 * @param until where it ends
 * @param panels one chart each; those without anything to draw are left out
 */
public record TrendChart(long from, long until, List<Panel> panels) {
    public TrendChart {
        panels = List.copyOf(panels);
    }

    /** The charts of a trend. */
    public static TrendChart of(Trend trend, Period period, ZoneId zone, Locale locale) {
        Instant from = trend.steps().get(0).from();
        Instant until = trend.steps().get(trend.steps().size() - 1).until();
        List<Panel> panels = new ArrayList<>();
        if (!trend.deployments().isEmpty()) {
            panels.add(counts(trend, period, zone, locale));
        }
        spans("leadTime", Messages.TrendChart_leadTime(), trend, Deployment::leadTime)
                .ifPresent(panels::add);
        spans("recovery", Messages.TrendChart_recovery(), trend, Deployment::recovery)
                .ifPresent(panels::add);
        return new TrendChart(from.toEpochMilli(), until.toEpochMilli(), panels);
    }

    private static Panel counts(Trend trend, Period period, ZoneId zone, Locale locale) {
        List<String> names = trend.steps().stream()
                .map(step -> name(step, period, zone, locale))
                .toList();
        List<Integer> good = trend.steps().stream()
                .map(step -> step.deployments() - step.failures())
                .toList();
        List<Integer> failed = trend.steps().stream().map(Trend.Step::failures).toList();
        int failures = failed.stream().mapToInt(Integer::intValue).sum();
        String title = period == Period.YEAR ? Messages.TrendChart_months() : Messages.TrendChart_weeks();
        return new Panel(
                "counts",
                title,
                Messages.TrendChart_countsSummary(title, trend.deployments().size(), failures),
                Optional.of(new Bars(names, Messages.TrendChart_good(), good, Messages.TrendChart_failed(), failed)),
                Optional.empty());
    }

    private static Optional<Panel> spans(
            String id, String title, Trend trend, Function<Deployment, Optional<Duration>> value) {
        Map<Deployment, Duration> known = new LinkedHashMap<>();
        trend.deployments().forEach(one -> value.apply(one).ifPresent(span -> known.put(one, span)));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Duration longest = Collections.max(known.values());
        ChronoUnit unit = unit(longest);
        List<Point> points = new ArrayList<>();
        known.forEach((one, span) -> points.add(new Point(
                one.at().toEpochMilli(),
                (double) span.toMillis() / unit.getDuration().toMillis(),
                Messages.TrendChart_point(one.version().orElse("#" + one.build()), Durations.rounded(span)),
                one.failed())));
        return Optional.of(new Panel(
                id,
                title,
                Messages.TrendChart_spansSummary(
                        title,
                        known.size(),
                        Durations.rounded(Collections.min(known.values())),
                        Durations.rounded(longest)),
                Optional.empty(),
                Optional.of(new Points(name(unit), points, Messages.TrendChart_good(), Messages.TrendChart_failed()))));
    }

    /** The name of a week, by its first day, or of a month. */
    static String name(Trend.Step step, Period period, ZoneId zone, Locale locale) {
        DateTimeFormatter format = period == Period.YEAR
                ? DateTimeFormatter.ofPattern("LLL yyyy", locale)
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
        return format.format(step.from().atZone(zone));
    }

    /**
     * One chart: either bars or points.
     *
     * @param id unique among them
     * @param title what it shows
     * @param summary what it shows, for those who cannot see it
     */
    public record Panel(String id, String title, String summary, Optional<Bars> bars, Optional<Points> points) {}

    /**
     * Bars on bars.
     *
     * @param names what they are about, from left to right
     * @param goodName what the lower ones are
     * @param good how high they are
     * @param failedName what the upper ones are
     * @param failed how high those are
     */
    public record Bars(
            List<String> names, String goodName, List<Integer> good, String failedName, List<Integer> failed) {
        public Bars {
            names = List.copyOf(names);
            good = List.copyOf(good);
            failed = List.copyOf(failed);
        }
    }

    /**
     * A point for each release.
     *
     * @param unit of the values
     * @param points in the order of time
     * @param goodName what the ordinary ones are
     * @param failedName what the marked ones are
     */
    public record Points(String unit, List<Point> points, String goodName, String failedName) {
        public Points {
            points = List.copyOf(points);
        }
    }

    /**
     * A point.
     *
     * @param at when
     * @param value how much
     * @param text the same in words
     * @param failed whether it is marked
     */
    public record Point(long at, double value, String text, boolean failed) {}

    /** What the axis of durations counts. */
    private static ChronoUnit unit(Duration longest) {
        return Stream.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES)
                .filter(unit -> longest.compareTo(unit.getDuration().multipliedBy(3)) >= 0)
                .findFirst()
                .orElse(ChronoUnit.SECONDS);
    }

    private static String name(ChronoUnit unit) {
        return switch (unit) {
            case DAYS -> Messages.TrendChart_days();
            case HOURS -> Messages.TrendChart_hours();
            case MINUTES -> Messages.TrendChart_minutes();
            default -> Messages.TrendChart_seconds();
        };
    }
}
