package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Point;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Series;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * An axis of values. It ends at round numbers, so that it seldom changes while values come in.
 *
 * @param min where it begins
 * @param max where it ends
 * @param step the distance of its labels
 */
record Scale(double min, double max, double step) {
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
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
        double step = round((highest - lowest) * HEADROOM / STEPS);
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

    /** The next round number that is not below the value. */
    private static double round(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double round : ROUND) {
            if (round * power >= value) {
                return round * power;
            }
        }
        return ROUND[ROUND.length - 1] * power;
    }
}
