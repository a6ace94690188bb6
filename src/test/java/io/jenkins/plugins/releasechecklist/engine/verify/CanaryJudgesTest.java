package io.jenkins.plugins.releasechecklist.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * The rank comparison beside the rule of Kayenta's judge (Mann-Whitney with a confidence of 0.98 and a tolerance of 0.25 of the
 * Hodges-Lehmann estimate), on the same twenty sets of samples of which is known whether the second half is worse. The table in the
 * documentation is what this test finds.
 */
class CanaryJudgesTest {
    /** The quantile of the normal distribution for a two-sided confidence of 0.98. */
    private static final double Z = 2.3263;

    private record Samples(String name, boolean worse, List<Double> before, List<Double> now) {}

    private final Random random = new Random(20261130);

    private DoubleSupplier noise(double middle) {
        return () -> middle * Math.exp(0.2 * random.nextGaussian());
    }

    private DoubleSupplier heavy(double middle) {
        return () -> middle * Math.pow(1 - random.nextDouble(), -0.4);
    }

    private DoubleSupplier mixed(double low, double high) {
        return () -> (random.nextBoolean() ? low : high) + random.nextGaussian();
    }

    /** How a source answers that was away now and then. */
    private List<Double> gaps(List<Double> values) {
        List<Double> some = new ArrayList<>(values);
        some.removeIf(value -> random.nextInt(3) == 0);
        return some;
    }

    private static List<Double> take(int count, DoubleSupplier source) {
        return DoubleStream.generate(source).limit(count).boxed().toList();
    }

    private List<Samples> sets() {
        List<Samples> sets = new ArrayList<>();
        for (int count : List.of(12, 40, 100)) {
            sets.add(new Samples("equal, " + count, false, take(count, noise(100)), take(count, noise(100))));
        }
        sets.add(new Samples("equal, 40 beside 200", false, take(200, noise(100)), take(40, noise(100))));
        sets.add(new Samples("equal, heavy tail", false, take(40, heavy(100)), take(40, heavy(100))));
        sets.add(new Samples("equal, two modes", false, take(40, mixed(50, 150)), take(40, mixed(50, 150))));
        sets.add(new Samples("equal, with gaps", false, gaps(take(60, noise(100))), gaps(take(60, noise(100)))));
        sets.add(new Samples(
                "wider, same median", false, take(40, noise(100)), take(40, () -> 100 + 60 * random.nextGaussian())));
        sets.add(new Samples("2% slower, 1000", false, take(1000, noise(100)), take(1000, noise(102))));
        sets.add(new Samples(
                "3% slower, hardly any noise",
                false, take(40, () -> 100 + random.nextGaussian()), take(40, () -> 103 + random.nextGaussian())));
        sets.add(new Samples("4% slower, 400", false, take(400, noise(100)), take(400, noise(104))));
        sets.add(new Samples("20% faster", false, take(40, noise(100)), take(40, noise(80))));
        sets.add(new Samples("30% slower, 12", true, take(12, noise(100)), take(12, noise(130))));
        sets.add(new Samples("30% slower, 40", true, take(40, noise(100)), take(40, noise(130))));
        sets.add(new Samples("30% slower, 10 beside 40", true, take(10, noise(100)), take(40, noise(130))));
        sets.add(new Samples("30% slower, heavy tail", true, take(100, heavy(100)), take(100, heavy(130))));
        sets.add(new Samples("30% slower, with gaps", true, gaps(take(60, noise(100))), gaps(take(60, noise(130)))));
        sets.add(new Samples("20% slower, 100", true, take(100, noise(100)), take(100, noise(120))));
        sets.add(new Samples("twice as slow, two modes", true, take(40, mixed(50, 150)), take(40, mixed(100, 300))));
        sets.add(new Samples(
                "every third answer hangs",
                true,
                take(60, noise(100)),
                take(60, () -> random.nextInt(3) == 0 ? 3000 : noise(100).getAsDouble())));
        return sets;
    }

    private static boolean ours(Samples samples) {
        RankComparison comparison = RankComparison.of(
                "m",
                Criterion.parse("no worse than baseline by 5%"),
                Quantity.Unit.NUMBER,
                samples.before(),
                samples.now());
        return comparison.verdict() == Verdict.FAIL;
    }

    /** High where even the lower end of the confidence interval of the shift is above the tolerance. */
    private static boolean kayenta(Samples samples) {
        double[] shifts = samples.now().stream()
                .flatMapToDouble(now -> samples.before().stream().mapToDouble(before -> now - before))
                .sorted()
                .toArray();
        double n = samples.now().size();
        double m = samples.before().size();
        double estimate = shifts[shifts.length / 2];
        int rank = (int) Math.max(0, Math.floor(n * m / 2 - Z * Math.sqrt(n * m * (n + m + 1) / 12)) - 1);
        return shifts[rank] > 0.25 * Math.abs(estimate);
    }

    @Test
    void raisesFewerFalseAlarmsAndMissesNoMore() {
        List<Samples> sets = sets();
        assertThat(sets).hasSize(20);
        StringBuilder table = new StringBuilder();
        for (Samples samples : sets) {
            table.append("| ").append(samples.name()).append(" | ").append(samples.worse() ? "worse" : "fine");
            table.append(" | ").append(ours(samples) ? "worse" : "fine");
            table.append(" | ").append(kayenta(samples) ? "worse" : "fine").append(" |\n");
        }
        assertThat(List.of(falseAlarms(sets, true), misses(sets, true), falseAlarms(sets, false), misses(sets, false)))
                .as("false alarms and misses, ours and Kayenta's\n" + table)
                .containsExactly(0L, 0L, 1L, 0L);
    }

    private static long falseAlarms(List<Samples> sets, boolean ours) {
        return sets.stream()
                .filter(it -> !it.worse() && (ours ? ours(it) : kayenta(it)))
                .count();
    }

    private static long misses(List<Samples> sets, boolean ours) {
        return sets.stream()
                .filter(it -> it.worse() && !(ours ? ours(it) : kayenta(it)))
                .count();
    }
}
