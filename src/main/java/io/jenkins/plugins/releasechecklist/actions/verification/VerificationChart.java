package io.jenkins.plugins.releasechecklist.actions.verification;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.BoxPlot;
import io.jenkins.plugins.releasechecklist.engine.report.course.Findings;
import io.jenkins.plugins.releasechecklist.engine.report.course.TimelineBucket;
import io.jenkins.plugins.releasechecklist.engine.report.course.VerificationTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What the charts of a verification draw, ready to be drawn: everything is computed, worded and limited in size here. All times
 * are milliseconds since 1970 (UTC).
 *
 * @param from where the axis of time begins
 * @param until where it ends: as planned while the verification runs, so that nothing moves while it fills
 * @param bands interruptions
 * @param panels one chart each
 */
public record VerificationChart(long from, long until, List<Band> bands, List<Panel> panels) {
    public VerificationChart {
        bands = List.copyOf(bands);
        panels = List.copyOf(panels);
    }

    /**
     * A time without samples.
     *
     * @param from when the last samples before it were taken
     * @param until when the first samples after it were taken
     * @param text what happened, in words
     */
    public record Band(long from, long until, String text) {}

    /**
     * One chart.
     *
     * @param id unique in the verification
     * @param title what it shows
     * @param summary what it shows, for those who cannot see it
     * @param unit what follows a number, such as {@code %}; may be empty
     * @param scale the axis of values
     * @param series lines
     * @param failures single failures, drawn as marks; all have the same name
     * @param bounds what is demanded, and baselines
     */
    public record Panel(
            String id,
            String title,
            String summary,
            String unit,
            @JsonUnwrapped Scale scale,
            List<Series> series,
            Failures failures,
            List<Bound> bounds) {
        public Panel {
            series = List.copyOf(series);
            bounds = List.copyOf(bounds);
        }
    }

    /**
     * A line. A point without a value interrupts it.
     *
     * @param name what the legend says
     * @param points in order
     */
    public record Series(String name, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /**
     * A point of a line, written as an array of two.
     *
     * @param at when
     * @param value how much; nothing where the line is interrupted
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"at", "value"})
    public record Point(long at, Optional<Double> value) {}

    /**
     * What went wrong.
     *
     * @param name what the legend says
     * @param marks in order
     */
    public record Failures(String name, List<Mark> marks) {
        public Failures {
            marks = List.copyOf(marks);
        }
    }

    /**
     * A failure.
     *
     * @param at when
     * @param value at what height it is drawn
     * @param text what was wrong
     */
    public record Mark(long at, double value, String text) {}

    /**
     * A level that values are compared with.
     *
     * @param value at what height it is drawn
     * @param text what it is
     * @param demanded whether it is demanded; otherwise it is a baseline
     */
    public record Bound(double value, String text, boolean demanded) {
        /** The same on an axis: a level beyond it is drawn at its end, and says so. */
        Bound within(Scale scale) {
            return value > scale.max() ? new Bound(scale.max(), Messages.Panels_beyond(text), demanded) : this;
        }

        /** Two at the same height. */
        Bound and(Bound other) {
            return new Bound(value, text + ", " + other.text, demanded);
        }
    }

    /**
     * An axis of values. It ends at round numbers, so that it seldom changes while values come in.
     *
     * @param min where it begins
     * @param max where it ends
     * @param step the distance of its labels
     */
    public record Scale(double min, double max, double step) {
        private static final int STEPS = 4;
        private static final double HEADROOM = 1.05;

        /** A level that is so many times higher than everything measured would press the lines flat. */
        private static final double TOO_HIGH = 4;

        /** An axis of percentages that shows what is near to 100. */
        static Scale ofPercentage(double lowest) {
            double[] begins = {95, 90, 80, 50};
            for (double begin : begins) {
                if (lowest > begin) {
                    return new Scale(begin, 100, (100 - begin) / 5);
                }
            }
            return new Scale(0, 100, 25);
        }

        /** An axis for the values and for those levels that are not far above them. */
        static Scale from(List<Series> series, List<Double> levels) {
            double highest = Math.max(0, values(series).max().orElse(0));
            double lowest = Math.min(0, values(series).min().orElse(0));
            double measured = highest;
            for (double level : levels) {
                if (measured == 0 || level <= measured * TOO_HIGH) {
                    highest = Math.max(highest, level);
                }
                lowest = Math.min(lowest, level);
            }
            if (highest == lowest) {
                return new Scale(0, 1, 0.25);
            }
            double step = BoxPlot.round((highest - lowest) * HEADROOM / STEPS);
            return new Scale(end(lowest, step), -end(-highest, step), step);
        }

        static DoubleStream values(List<Series> series) {
            return series.stream()
                    .flatMap(one -> one.points().stream())
                    .map(Point::value)
                    .flatMap(Optional::stream)
                    .mapToDouble(Double::doubleValue);
        }

        /** The last multiple of the step that leaves a little room below the value; 0 for 0. */
        private static double end(double value, double step) {
            return value == 0 ? 0 : Math.floor(value * HEADROOM / step) * step;
        }
    }

    /** The charts of a run so far. */
    public static VerificationChart of(RunState run, Locale locale) {
        VerificationTimeline course = VerificationTimeline.of(run);
        Instant from =
                course.slices().stream().map(TimelineBucket::at).findFirst().orElse(run.started());
        Instant last = course.slices().isEmpty()
                ? from
                : course.slices().get(course.slices().size() - 1).at();
        Instant until = run.verification()
                .filter(terms -> run.isRunning())
                .map(ReleaseEvent.VerificationBegan::duration)
                .map(from::plus)
                .filter(last::isBefore)
                .orElse(last.equals(from) ? from.plus(Duration.ofSeconds(1)) : last);
        return new VerificationChart(
                from.toEpochMilli(),
                until.toEpochMilli(),
                course.gaps().stream()
                        .map(gap -> new Band(
                                gap.from().toEpochMilli(),
                                gap.until().toEpochMilli(),
                                Messages.Panels_gap(gap.missedRounds())))
                        .toList(),
                new Panels(course, Findings.of(run), new NumberFormats(locale)).all());
    }
}
