package io.jenkins.plugins.releasechecklist.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every verification of up to seven rounds, round by round: what is decided early is what the end decides, whatever the remaining
 * rounds show and whichever of them are missed. Each prefix is folded anew, as after a crash.
 */
class EveryContinuationTest {
    /** What one round can show. */
    private enum Round {
        PASS,
        SLOW,
        FAIL,
        HALF,
        OTHER_VERSION,
        UNREAD_VERSION,
        HIGH,
        UNMEASURED,
        MISSED
    }

    private record Model(String name, int rounds, Verifying demands, List<Round> alphabet, List<String> checks) {
        @Override
        public String toString() {
            return name;
        }

        private Verification fold(List<Round> seen) {
            Verification verification = demands.rounds(rounds).begin();
            for (int i = 0; i < seen.size(); i++) {
                add(verification, i, seen.get(i));
            }
            return verification;
        }

        private void add(Verification verification, int at, Round round) {
            if (round == Round.MISSED) {
                return;
            }
            if (demands.watchesVersion()) {
                verification.add(
                        switch (round) {
                            case OTHER_VERSION -> Verifying.version(at, "expected version 2.4.0, got 2.3.1");
                            case UNREAD_VERSION -> Verifying.version(at, "no answer within 30s");
                            default -> Verifying.version(at, "");
                        });
            }
            for (int check = 0; check < checks.size(); check++) {
                boolean fails = round == Round.FAIL || round == Round.HALF && check == 0;
                verification.add(
                        fails
                                ? Verifying.failed(checks.get(check), at)
                                : Verifying.passed(checks.get(check), at, round == Round.SLOW ? 900 : 10));
            }
            if (demands.watchesMetric()) {
                verification.add(
                        round == Round.UNMEASURED
                                ? Verifying.unmeasured(at)
                                : Verifying.measured(at, round == Round.HIGH ? 2 : 0));
            }
        }

        /**
         * The verdicts that a verification which began so can end with. Where nothing counts streaks, the order of what was seen
         * changes nothing, and one order is as good as all.
         */
        private Set<Verdict> explore(List<Round> before, int[] early, Map<List<Round>, Set<Verdict>> known) {
            List<Round> seen = ordered() ? before : before.stream().sorted().toList();
            Set<Verdict> found = known.get(seen);
            if (found == null) {
                found = ends(seen, early, known);
                known.put(seen, found);
            }
            return found;
        }

        private boolean ordered() {
            return demands.watchesVersion()
                    || demands.watchesMetric()
                    || demands.rules().consecutiveFailures() > 0;
        }

        private Set<Verdict> ends(List<Round> seen, int[] early, Map<List<Round>, Set<Verdict>> known) {
            Verification verification = fold(seen);
            int remaining = rounds - seen.size();
            Optional<Assessment> certain = verification.certain(remaining);
            if (remaining == 0) {
                return EnumSet.of(certain.orElseThrow().verdict());
            }
            Set<Verdict> ends = EnumSet.noneOf(Verdict.class);
            for (Round next : alphabet) {
                List<Round> longer = new ArrayList<>(seen);
                longer.add(next);
                ends.addAll(explore(longer, early, known));
            }
            certain.ifPresent(assessment -> {
                early[0]++;
                assertThat(ends)
                        .as("%s of %d rounds: %s", seen, rounds, assessment)
                        .containsOnly(assessment.verdict());
            });
            return ends;
        }
    }

    static Stream<Model> models() {
        List<Round> plain = List.of(Round.PASS, Round.FAIL, Round.MISSED);
        List<Round> slow = List.of(Round.PASS, Round.SLOW, Round.FAIL, Round.MISSED);
        List<Model> models = new ArrayList<>();
        for (String rate : List.of(">= 0%", ">= 50%", "> 60%", ">= 75%", ">= 80%", ">= 99%", ">= 100%")) {
            models(models, "success rate " + rate, () -> Verifying.demanding(rate), plain, 1);
            models(models, "success rate " + rate + " of 2 checks", () -> Verifying.demanding(rate), plain(), 2);
            for (Measure quantile : List.of(Measure.P50, Measure.P95)) {
                models(
                        models,
                        rate + " and " + quantile,
                        () -> Verifying.demanding(rate).and(quantile, "<= 100ms"),
                        slow,
                        1);
            }
        }
        for (int limit : List.of(1, 2, 3)) {
            models(
                    models,
                    limit + " in a row",
                    () -> Verifying.demanding(">= 0%").endingAfter(limit),
                    plain,
                    1);
        }
        List<Round> versions = List.of(Round.PASS, Round.OTHER_VERSION, Round.UNREAD_VERSION, Round.MISSED);
        models(models, "version", () -> Verifying.demanding(">= 50%").withVersion(), versions, 1);
        models(
                models,
                "version and failures",
                () -> Verifying.demanding(">= 50%").withVersion(),
                List.of(Round.PASS, Round.FAIL, Round.OTHER_VERSION),
                1);
        models(models, "version alone", () -> Verifying.demanding(">= 99%").withVersion(), versions, 0);
        List<Round> metrics = List.of(Round.PASS, Round.HIGH, Round.UNMEASURED, Round.MISSED);
        for (int limit : List.of(0, 1)) {
            models(
                    models,
                    "metric, may be missed " + limit + " times",
                    () -> Verifying.demanding(">= 50%").with(Verifying.metric("<= 1", limit)),
                    metrics,
                    1);
        }
        models(
                models,
                "the last 2 values of a metric",
                () -> Verifying.demanding(">= 50%").with(Verifying.metric("<= 1", 2, false)),
                metrics,
                1);
        models(
                models,
                "dry run",
                () -> Verifying.demanding(">= 50%").with(Verifying.metric("<= 1", 0, true)),
                metrics,
                1);
        models(
                models,
                "all latencies",
                () -> Verifying.demanding(">= 50%").and(Measure.P50, "no worse than baseline"),
                slow,
                1);
        models(
                models,
                "metric alone",
                () -> Verifying.demanding(">= 50%").with(Verifying.metric("<= 1", 0)),
                metrics,
                0);
        models(
                models,
                "baseline is missing",
                () -> Verifying.demanding(">= baseline - 2%").and(Measure.P95, "<= baseline"),
                slow,
                1);
        return models.stream();
    }

    private static List<Round> plain() {
        return List.of(Round.PASS, Round.HALF, Round.FAIL, Round.MISSED);
    }

    private static void models(
            List<Model> models, String name, Supplier<Verifying> demands, List<Round> alphabet, int checks) {
        List<String> names = Stream.of("health", "shop").limit(checks).toList();
        for (int rounds = 1; rounds <= 7; rounds++) {
            models.add(new Model(
                    name + ", " + rounds + " rounds", rounds, demands.get().withChecks(checks), alphabet, names));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void decidesEarlyOnlyWhatTheEndDecidesAsWell(Model model) {
        int[] early = {0};
        assertThat(model.explore(List.of(), early, new HashMap<>())).isNotEmpty();
        boolean canEndEarly = model.rounds() > 1 && model.name().startsWith("success rate >= 99%,");
        assertThat(early[0]).as("verdicts before the end").isGreaterThanOrEqualTo(canEndEarly ? 1 : 0);
    }
}
