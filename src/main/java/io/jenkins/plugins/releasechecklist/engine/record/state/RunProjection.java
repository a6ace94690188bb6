package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run while its events come in. The picture is made anew only after a change. */
final class RunProjection {
    private final Event event;
    private final ReleaseEvent.RunStarted start;
    private final Map<String, CheckResult> checks = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private long endSeq;
    private Optional<Instant> ended = Optional.empty();
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<Phrase> why = Optional.empty();
    private Optional<ReleaseEvent.VerificationBegan> verification = Optional.empty();
    private final List<MetricSample> metrics = new ArrayList<>();
    private Optional<Measured> baseline = Optional.empty();
    private Optional<Judgement> judgement = Optional.empty();
    private Optional<ReleaseEvent.RollbackTargeted> target = Optional.empty();
    private final List<VerdictQuestion> questions = new ArrayList<>();
    private Optional<RunState> picture = Optional.empty();

    RunProjection(Event event, ReleaseEvent.RunStarted start) {
        this.event = event;
        this.start = start;
    }

    /** Takes an event of this run after its start. */
    void apply(Event now) {
        if (now.data() instanceof ReleaseEvent.CheckSettled it) {
            // A check that ran again after a restart replaces its earlier result.
            checks.remove(it.result().name());
            checks.put(it.result().name(), it.result());
        } else if (now.data() instanceof ReleaseEvent.Sampled it) {
            samples.addAll(it.samples());
        } else if (now.data() instanceof ReleaseEvent.VerificationBegan it) {
            // The first beginning counts: after a restart a verification goes on with what it began.
            verification = verification.or(() -> Optional.of(it));
        } else if (now.data() instanceof ReleaseEvent.MetricsSampled it) {
            metrics.addAll(it.samples());
        } else if (now.data() instanceof ReleaseEvent.BaselineMeasured it) {
            baseline = Optional.of(it.measured());
        } else if (now.data() instanceof ReleaseEvent.VerificationJudged it) {
            judgement = Optional.of(it.judgement());
        } else if (now.data() instanceof ReleaseEvent.VerdictAsked it) {
            questions.add(new VerdictQuestion(it, now.at(), Optional.empty()));
        } else if (now.data() instanceof ReleaseEvent.VerdictAnswered it) {
            // The first answer counts.
            state().openQuestion()
                    .map(open -> open.with(new VerdictQuestion.Reply(it, now.actor(), now.at())))
                    .ifPresent(answered -> questions.set(questions.size() - 1, answered));
        } else if (now.data() instanceof ReleaseEvent.RollbackTargeted it) {
            target = Optional.of(it);
        } else if (now.data() instanceof ReleaseEvent.RunFinished it) {
            finish(now, it.outcome(), it.why());
        }
        picture = Optional.empty();
    }

    /** The first end counts; tells whether this is it. */
    boolean finish(Event by, Outcome how, Optional<Phrase> reason) {
        if (outcome.isPresent()) {
            return false;
        }
        endSeq = by.seq();
        ended = Optional.of(by.at());
        outcome = Optional.of(how);
        why = reason;
        picture = Optional.empty();
        return true;
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
                    endSeq,
                    event.at(),
                    ended,
                    outcome,
                    why,
                    List.copyOf(checks.values()),
                    samples,
                    verification,
                    metrics,
                    baseline,
                    judgement,
                    target,
                    questions));
        }
        return picture.get();
    }
}
