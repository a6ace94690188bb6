package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity.Unit;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a deployed system is verified. */
public final class VerifyReader {
    public static final List<String> KEYS = List.of(
            "duration", "interval", "successRate", "p50", "p95", "p99", "consecutiveFailures", "version", "metrics");
    static final ValueReader<VerifyPlan> VERIFY = VerifyReader::read;

    private static final ValueReader<Criterion> SUCCESS_RATE =
            Scalars.parsed("a percentage such as \">= 99%\"", VerifyReader::successRate);
    private static final ValueReader<Criterion> LATENCY = Scalars.parsed(
            "a duration such as \"<= 800ms\"", text -> Criterion.parse(text).require(Unit.DURATION, true));
    private static final ValueReader<Integer> FAILURES = Scalars.wholeNumber(1, 1_000_000);

    private VerifyReader() {}

    private static Optional<VerifyPlan> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a verification", KEYS, problems).map(fields -> {
            Optional<Duration> duration = fields.value("duration", Scalars.POSITIVE_DURATION);
            Optional<Duration> interval = fields.value("interval", Scalars.POSITIVE_DURATION);
            Map<Measure, Criterion> criteria = new EnumMap<>(Measure.class);
            fields.value("successRate", SUCCESS_RATE).ifPresent(it -> criteria.put(Measure.SUCCESS_RATE, it));
            fields.value("p50", LATENCY).ifPresent(it -> criteria.put(Measure.P50, it));
            fields.value("p95", LATENCY).ifPresent(it -> criteria.put(Measure.P95, it));
            fields.value("p99", LATENCY).ifPresent(it -> criteria.put(Measure.P99, it));
            Optional<Integer> failures = fields.value("consecutiveFailures", FAILURES);
            Optional<VersionProbe> version = fields.value("version", VersionReader.VERSION);
            List<MetricProbe> metrics = fields.list("metrics", new MetricReader().listOf("metrics"));
            if (VerifyPlan.isTooLong(interval, duration)) {
                String longest = "at most the duration (" + Durations.format(duration.get()) + ")";
                fields.contradicts("interval", longest, Durations.format(interval.get()));
                return new VerifyPlan(duration, Optional.empty(), criteria, failures, version, metrics);
            }
            return new VerifyPlan(duration, interval, criteria, failures, version, metrics);
        });
    }

    private static Criterion successRate(String text) {
        Criterion criterion = Criterion.parse(text).require(Unit.PERCENTAGE, false);
        if (criterion.bound() instanceof Criterion.Bound.Fixed fixed
                && fixed.quantity().amount().compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("expected at most 100%, found '" + text + "'");
        }
        return criterion;
    }
}
