package io.jenkins.plugins.releasechecklist.actions.verification;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Findings;
import io.jenkins.plugins.releasechecklist.engine.report.course.TimelineBucket;
import io.jenkins.plugins.releasechecklist.engine.report.course.VerificationTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
     * @param min where the axis of values begins
     * @param max where it ends
     * @param step the distance of its labels
     * @param series lines
     * @param failures single failures, drawn as marks; all have the same name
     * @param bounds what is demanded, and baselines
     */
    public record Panel(
            String id,
            String title,
            String summary,
            String unit,
            double min,
            double max,
            double step,
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
    public record Bound(double value, String text, boolean demanded) {}

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
