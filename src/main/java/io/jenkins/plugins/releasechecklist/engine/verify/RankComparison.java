package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion.Bound;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion.Operator;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * All values of one thing beside those of another: by the rank test of Mann and Whitney, one-sided, because only worse values are a
 * failure. What is tolerated is added to the other values first, so that the question is whether the new ones are worse than that.
 *
 * <p>Worse means both: the chance that equal systems differ so much is below {@link #ALPHA}, with the correction of Holm for all
 * comparisons of a verification; and in {@link #EFFECT} of all pairs of an old and a new value at least, the new one is the worse
 * (the common-language effect size). The first alone would fail a release for a tenth of a millisecond, if only there are enough samples;
 * the second alone for a few unlucky ones.
 *
 * @param name what is compared
 * @param pass the criterion
 * @param unit how values are told
 * @param before the values of the other, in any order
 * @param now the new values, in any order
 * @param effect in which share of all pairs the new value is the worse, ties as half
 * @param chance how probable so much or more is where nothing is worse, corrected for all that are made together
 * @param together how many comparisons are made together, 1 or more
 */
record RankComparison(
        String name,
        Criterion pass,
        Quantity.Unit unit,
        List<Double> before,
        List<Double> now,
        double effect,
        double chance,
        int together) {
    /** What is taken for no accident. */
    static final double ALPHA = 0.01;
    /** In so many of all pairs the new value has to be the worse. */
    static final double EFFECT = 0.6;
    /** So many values on each side say something. */
    static final int FEWEST = 10;

    /** Compares the values; a criterion that has a {@link Criterion#distribution()}. */
    static RankComparison of(String name, Criterion pass, Quantity.Unit unit, List<Double> before, List<Double> now) {
        boolean lower = pass.operator() == Operator.AT_LEAST;
        Bound.Distribution other = pass.distribution().orElseThrow();
        if (before.size() < FEWEST || now.size() < FEWEST) {
            return new RankComparison(name, pass, unit, before, now, 0.5, 1, 1);
        }
        // Where less is worse, both sides are turned over.
        double[] tolerated = before.stream()
                .mapToDouble(value -> (lower ? -1 : 1) * other.shifted(value, lower))
                .toArray();
        double[] seen =
                now.stream().mapToDouble(value -> lower ? -value : value).toArray();
        MannWhitneyUTest.Result result = MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(seen, tolerated);
        double effect = result.getStatistic() / ((double) seen.length * tolerated.length);
        // Where all values are the same, there is nothing to rank.
        double chance = Double.isNaN(result.getPValue()) ? 1 : result.getPValue();
        return new RankComparison(name, pass, unit, before, now, effect, chance, 1);
    }

    /** Comparisons as they are made together, in their order: each chance corrected by the method of Holm. */
    static List<RankComparison> together(List<RankComparison> all) {
        List<RankComparison> sorted = all.stream()
                .sorted(Comparator.comparingDouble(RankComparison::chance))
                .toList();
        List<RankComparison> corrected = new ArrayList<>();
        for (RankComparison it : all) {
            double worst = 0;
            for (int i = 0; i < sorted.size() && sorted.get(i).chance <= it.chance; i++) {
                worst = Math.max(worst, Math.min(1, (sorted.size() - i) * sorted.get(i).chance));
            }
            corrected.add(
                    new RankComparison(it.name, it.pass, it.unit, it.before, it.now, it.effect, worst, all.size()));
        }
        return List.copyOf(corrected);
    }

    Verdict verdict() {
        if (before.size() < FEWEST || now.size() < FEWEST) {
            return Verdict.INCONCLUSIVE;
        }
        return chance < ALPHA && effect >= EFFECT ? Verdict.FAIL : Verdict.PASS;
    }

    /** Why, in a sentence, with both distributions. */
    Phrase sentence() {
        if (verdict() == Verdict.INCONCLUSIVE) {
            return Phrase.of("verify.incomparable", name, pass, before.size(), now.size(), FEWEST);
        }
        Phrase why = Phrase.of(
                "verify.compared",
                Math.round(effect * 100),
                chance < 0.0001 ? Phrase.of("verify.improbable", "0.0001") : String.format(Locale.ROOT, "%.4f", chance),
                together,
                before.size(),
                quartiles(before),
                now.size(),
                quartiles(now));
        return verdict() == Verdict.FAIL
                ? Phrase.of("verify.worse", name, pass, why)
                : Phrase.of("verify.notWorse", name, pass, why);
    }

    private String quartiles(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        List<String> words = new ArrayList<>();
        for (int percent : List.of(25, 50, 75)) {
            words.add(unit.text(sorted.get(Math.max(0, (percent * sorted.size() + 99) / 100 - 1))));
        }
        return String.join(", ", words);
    }
}
