package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run while its events come in. The picture is made anew only after a change. */
final class RunFold {
    private final Event event;
    private final ReleaseEvent.RunStarted start;
    private final Map<String, CheckResult> checks = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private Optional<Instant> ended = Optional.empty();
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Optional<Judgement> judgement = Optional.empty();
    private Optional<ReleaseEvent.RollbackTargeted> target = Optional.empty();
    private Optional<RunState> picture = Optional.empty();

    RunFold(Event event, ReleaseEvent.RunStarted start) {
        this.event = event;
        this.start = start;
    }

    /** A check that ran again after a restart replaces its earlier result. */
    void settle(CheckResult result) {
        checks.remove(result.name());
        checks.put(result.name(), result);
        picture = Optional.empty();
    }

    void sample(List<Sample> more) {
        samples.addAll(more);
        picture = Optional.empty();
    }

    void judge(Judgement verdict) {
        judgement = Optional.of(verdict);
        picture = Optional.empty();
    }

    void target(ReleaseEvent.RollbackTargeted where) {
        target = Optional.of(where);
        picture = Optional.empty();
    }

    /** The first end counts. */
    void finish(Instant at, Outcome how, Optional<String> why) {
        if (outcome.isEmpty()) {
            ended = Optional.of(at);
            outcome = Optional.of(how);
            reason = why;
            picture = Optional.empty();
        }
    }

    RunState state() {
        if (picture.isEmpty()) {
            picture = Optional.of(new RunState(
                    start.run(),
                    start.step(),
                    start.name(),
                    start.environment(),
                    start.item(),
                    event.seq(),
                    event.at(),
                    ended,
                    outcome,
                    reason,
                    List.copyOf(checks.values()),
                    samples,
                    judgement,
                    target));
        }
        return picture.get();
    }
}
