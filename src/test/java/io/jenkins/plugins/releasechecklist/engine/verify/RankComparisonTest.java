package io.jenkins.plugins.releasechecklist.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankComparisonTest {
    /** Latencies with the noise of a usual system: most near the middle, a few far above. */
    private static List<Double> latencies(long seed, int count, double middle) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> Math.rint(middle * Math.exp(0.2 * random.nextGaussian())))
                .limit(count)
                .boxed()
                .toList();
    }

    private static RankComparison compare(String pass, List<Double> before, List<Double> now) {
        return RankComparison.of("p50", Criterion.parse(pass), Quantity.Unit.DURATION, before, now);
    }

    private static Verification verification(String pass, List<Double> before) {
        return new Verification(
                Verifying.demanding(">= 99%").and(Measure.P50, pass).rounds(40).rules(),
                1,
                (measure, name) -> before.isEmpty() ? Optional.empty() : Optional.of(100.0),
                name -> before);
    }

    private static Assessment verify(String pass, List<Double> before, List<Double> now) {
        Verification verification = verification(pass, before);
        IntStream.range(0, now.size())
                .forEach(round ->
                        verification.add(Verifying.passed(round, now.get(round).longValue())));
        return verification.decide();
    }

    @Test
    void passesTwentyRunsWithNoiseAlone() {
        for (int run = 0; run < 20; run++) {
            assertThat(verify("no worse than baseline by 5%", latencies(run, 40, 100), latencies(1000 + run, 40, 100)))
                    .extracting(Assessment::verdict)
                    .as("run %d", run)
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void findsTwentyRegressionsOfThirtyPercent() {
        for (int run = 0; run < 20; run++) {
            assertThat(verify("no worse than baseline by 5%", latencies(run, 40, 100), latencies(1000 + run, 40, 130)))
                    .extracting(Assessment::verdict)
                    .as("run %d", run)
                    .isEqualTo(Verdict.FAIL);
        }
    }

    /** What Prometheus divides by zero is no reason to lose the verdict. */
    @Test
    void ranksInfinitiesAsWell() {
        List<Double> before = Stream.concat(
                        Collections.nCopies(3, Double.POSITIVE_INFINITY).stream(), latencies(1, 30, 100).stream())
                .toList();
        assertThat(compare("no lower than baseline by 10%", before, latencies(2, 30, 60))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(compare("no lower than baseline by 10%", before, before).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void tellsBothDistributionsAndWhy() {
        List<Double> before =
                IntStream.rangeClosed(91, 110).mapToObj(Double::valueOf).toList();
        List<Double> now =
                IntStream.rangeClosed(121, 160).mapToObj(Double::valueOf).toList();
        assertThat(verify("no worse than baseline by 10%", before, now).reasons())
                .containsExactly(
                        "p50 is worse (no worse than baseline by 10%): in 100% of all pairs the new value is the worse,"
                                + " and the chance of so much by accident is below 0.0001; a quarter, half and three quarters of 20"
                                + " samples before were up to 95ms, 100ms, 105ms, of 40 now up to 130ms, 140ms, 150ms");
        assertThat(verify("no worse than baseline by 80%", before, now).verdict())
                .isEqualTo(Verdict.PASS);
    }

    /** Ranks are dear with many samples: a verdict asks for them in its failures, doubts, reasons and statistics. */
    @Test
    void ranksOnceForAVerdict() {
        AtomicInteger ranked = new AtomicInteger();
        Verification verification = new Verification(
                Verifying.demanding(">= 99%")
                        .and(Measure.P50, "no worse than baseline")
                        .rounds(40)
                        .rules(),
                1,
                (measure, name) -> Optional.of(100.0),
                name -> {
                    ranked.incrementAndGet();
                    return latencies(1, 40, 100);
                });
        IntStream.range(0, 39).forEach(round -> verification.add(Verifying.passed(round, 100)));
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
        assertThat(ranked).hasValue(1);
        verification.add(Verifying.passed(39, 900));
        assertThat(verification.decide()).isNotNull();
        assertThat(ranked).hasValue(2);
    }

    @Test
    void saysNothingBeforeTheEnd() {
        Verification verification = verification("no worse than baseline", latencies(1, 40, 10));
        IntStream.range(0, 39).forEach(round -> verification.add(Verifying.passed(round, 900)));
        assertThat(verification.certain(1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9, 40", "40, 9", "0, 40"})
    void isInconclusiveAboutFewValues(int before, int now) {
        RankComparison few = compare("no worse than baseline", latencies(1, before, 100), latencies(2, now, 100));
        assertThat(few.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(few.sentence().text())
                .isEqualTo("p50 cannot be compared (no worse than baseline): " + before + " samples before and " + now
                        + " now, expected 10 or more on both sides");
    }

    @Test
    void isInconclusiveWithoutABaseline() {
        assertThat(verify("no worse than baseline", List.of(), latencies(1, 40, 100))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 100})
    void takesEqualValuesForEqual(double value) {
        List<Double> all = DoubleStream.generate(() -> value).limit(40).boxed().toList();
        assertThat(compare("no worse than baseline", all, all).verdict()).isEqualTo(Verdict.PASS);
        assertThat(compare("no worse than baseline", all, all).chance()).isGreaterThan(0.4);
    }

    @Test
    void forgivesATinyDifferenceHoweverCertainItIs() {
        RankComparison tiny = compare("no worse than baseline", latencies(1, 4000, 1000), latencies(2, 4000, 1020));
        assertThat(tiny.chance()).isLessThan(RankComparison.ALPHA);
        assertThat(tiny.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void knowsMetricsThatMustNotFall() {
        List<Double> before = latencies(1, 40, 100);
        List<Double> less = latencies(2, 40, 60);
        RankComparison fell = compare("no lower than baseline by 10%", before, less);
        assertThat(fell.verdict()).isEqualTo(Verdict.FAIL);
        RankComparison rose = compare("no lower than baseline by 10%", less, before);
        assertThat(rose.verdict()).isEqualTo(Verdict.PASS);
        assertThat(compare("no higher than baseline by 10%", before, less).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void correctsForManyComparisonsByTheMethodOfHolm() {
        List<RankComparison> all = DoubleStream.of(0.04, 0.01, 0.03, 0.005)
                .mapToObj(chance -> new RankComparison(
                        "m",
                        Criterion.parse("no worse than baseline"),
                        Quantity.Unit.NUMBER,
                        List.of(),
                        List.of(),
                        1,
                        chance,
                        1))
                .toList();
        assertThat(RankComparison.together(all))
                .extracting(RankComparison::chance)
                .containsExactly(0.06, 0.03, 0.06, 0.02);
    }

    @Test
    void comparesACanaryWithWhatRunsBesideIt() {
        for (DoubleUnaryOperator canary : List.<DoubleUnaryOperator>of(value -> value, value -> value * 1.5)) {
            Verification verification = Verifying.demanding(">= 99%")
                    .withChecks(0)
                    .with(
                            Verifying.metric("canary", "no worse than stable by 10%", false),
                            Verifying.metric("stable", "<= 1", true))
                    .rounds(40)
                    .begin();
            List<Double> stable = latencies(1, 40, 100);
            List<Double> values = latencies(2, 40, 100);
            for (int round = 0; round < 40; round++) {
                verification.add(Verifying.measured("stable", round, stable.get(round)));
                verification.add(Verifying.measured("canary", round, canary.applyAsDouble(values.get(round))));
            }
            boolean worse = canary.applyAsDouble(1) > 1;
            Assessment assessment = verification.decide();
            assertThat(assessment.verdict()).isEqualTo(worse ? Verdict.FAIL : Verdict.PASS);
            assertThat(assessment.statistics().metrics().get(0).verdict()).isEqualTo(assessment.verdict());
        }
    }

    @Test
    void refusesToCompareWithWhatIsNotMeasured() {
        for (String other : List.of("stabel", "canary")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Verifying.demanding(">= 99%")
                            .with(Verifying.metric("canary", "no worse than " + other, false))
                            .rules())
                    .withMessage("metrics: expected the other metric of 'no worse than " + other
                            + "', or baseline in its place, found none of that name");
        }
    }
}
