package io.jenkins.plugins.releasechecklist.engine.report.course;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds runs of verifications as tests need them; rounds are numbered from 0, 15 seconds apart. */
public final class Runs {
    public static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    public static final Duration INTERVAL = Duration.ofSeconds(15);

    private final List<Sample> samples = new ArrayList<>();
    private final List<MetricSample> metrics = new ArrayList<>();
    private final List<Objective> objectives = new ArrayList<>();
    private boolean begun = true;
    private Optional<Judgement> judgement = Optional.empty();
    private Optional<Measured> baseline = Optional.empty();

    public static Instant round(int number) {
        return NOON.plus(INTERVAL.multipliedBy(number));
    }

    public Runs pass(int round, String check, long millis) {
        samples.add(new Sample(round(round), check, true, millis, ""));
        return this;
    }

    public Runs fail(int round, String check, String error) {
        samples.add(new Sample(round(round), check, false, 3, error));
        return this;
    }

    public Runs measure(int round, String metric, double value) {
        metrics.add(new MetricSample(round(round), metric, value, ""));
        return this;
    }

    public Runs miss(int round, String metric, String error) {
        metrics.add(new MetricSample(round(round), metric, 0, error));
        return this;
    }

    public Runs demand(Measure measure, String name, String pass, Double limit, Double before) {
        objectives.add(new Objective(measure, name, pass, Optional.ofNullable(limit), Optional.ofNullable(before)));
        return this;
    }

    public Runs mayFail(String name, String pass, double limit, long few) {
        objectives.add(new Objective(
                Measure.SUCCESS_RATE, name, pass, Optional.of(limit), Optional.empty(), Optional.of(few)));
        return this;
    }

    /** As the first versions of the plugin recorded verifications. */
    public Runs ofOldVersion() {
        begun = false;
        return this;
    }

    public Runs judged(Judgement how) {
        judgement = Optional.of(how);
        return this;
    }

    public Runs measuredBaseline(Measured measured) {
        baseline = Optional.of(measured);
        return this;
    }

    public RunState state() {
        Optional<Outcome> outcome = judgement.map(it -> Outcome.PASSED);
        return new RunState(
                "v1",
                "postDeployVerify",
                "verify",
                Optional.of("production"),
                Optional.empty(),
                1,
                outcome.isPresent() ? 2 : 0,
                NOON,
                outcome.map(it -> NOON.plusSeconds(600)),
                outcome,
                Optional.empty(),
                List.of(),
                samples,
                begun
                        ? Optional.of(new ReleaseEvent.VerificationBegan(
                                "v1", Duration.ofMinutes(10), INTERVAL, objectives, Optional.empty()))
                        : Optional.empty(),
                metrics,
                baseline,
                judgement,
                Optional.empty(),
                List.of());
    }
}
