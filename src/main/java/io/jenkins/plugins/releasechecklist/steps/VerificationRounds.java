package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.Baselines;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.Baselines.Baseline;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.NamedCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRound;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.record.state.VerdictQuestion;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.verify.Assessment;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verification;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeSite;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeTask;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a round of samples at every interval, counted from the recorded beginning, until the time is over or the outcome is
 * certain. Every round is in the record, so a restart goes on with the next one; the rounds missed in between are no samples.
 */
final class VerificationRounds {
    /** How often the version is looked at again when the last look could not read it. */
    private static final int MORE_LOOKS = 3;

    private final StepRun run;
    private final VerificationTerms terms;
    private final VerificationRules rules;
    private final boolean judged;
    private final Clock clock = Clock.systemUTC();
    private final ProbeSite site;
    private final ProbeTask.Once task;
    private final Instant started;
    private final Verification verification;
    private long round;
    private Optional<Assessment> certain = Optional.empty();

    /**
     * Begins to observe, or goes on with it after a restart.
     *
     * @param judged whether something is demanded, rather than a baseline measured
     */
    VerificationRounds(StepRun run, VerificationTerms terms, boolean judged) throws IOException, InterruptedException {
        this.run = run;
        this.terms = terms;
        this.judged = judged;
        Optional<VerdictQuestion.Reply> again = run.recorded()
                .flatMap(RunState::lastQuestion)
                .filter(VerdictQuestion::isToLookAgain)
                .flatMap(VerdictQuestion::reply);
        this.rules =
                again.flatMap(reply -> reply.said().more()).map(terms::again).orElse(terms.rules());
        this.site = new ProbeSite(run);
        this.task = new ProbeTask.Once(terms.sampled(), rules.metrics(), site.equipment(terms.requests()), settings());
        site.channel();
        run.begin(Optional.empty());
        ReleaseEvent.VerificationBegan begun = begin();
        RunState recorded = run.recorded().orElseThrow();
        this.started =
                again.map(VerdictQuestion.Reply::at).orElse(recorded.started().plus(rules.initialDelay()));
        this.verification = new Verification(
                rules,
                terms.checks().size(),
                (measure, name) -> baseline(begun.objectives(), measure, name),
                name -> begun.before().getOrDefault(name, List.of()));
        // Whoever has it look again has it judged by what it sees from then on.
        List<Sample> samples = recorded.samples().stream()
                .filter(sample -> !sample.at().isBefore(started))
                .toList();
        List<MetricSample> metrics = recorded.metrics().stream()
                .filter(sample -> !sample.at().isBefore(started))
                .toList();
        samples.forEach(verification::add);
        metrics.forEach(verification::add);
        boolean resumed = !samples.isEmpty() || !metrics.isEmpty();
        this.round = resumed ? nextRound() : 0;
        // What was recorded before a crash may have decided already.
        this.certain = judged && resumed && round < rules.plannedRounds()
                ? verification.certain(rules.plannedRounds() - round)
                : Optional.empty();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Takes the rounds that are due.
     *
     * @return when the next one is due; empty when the time is over or the outcome is certain
     */
    Optional<Instant> takeDue() throws IOException, InterruptedException {
        long planned = rules.plannedRounds();
        while (certain.isEmpty()
                && (round < planned || round < planned + MORE_LOOKS && judged && verification.wantsAnotherLook())) {
            Instant due = started.plus(rules.interval().multipliedBy(round));
            if (clock.instant().isBefore(due)) {
                return Optional.of(due);
            }
            take();
            round = Math.max(round + 1, nextRound());
            certain = judged && round < planned ? verification.certain(planned - round) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Everything that was seen. */
    Verification verification() {
        return verification;
    }

    /** What it comes to, which may have been certain before the time was over. */
    Assessment assessment() {
        return certain.orElseGet(verification::decide);
    }

    /** Records once what is demanded and with what it is compared: a restart does not look for another baseline. */
    private ReleaseEvent.VerificationBegan begin() throws IOException {
        Optional<Baseline> baseline = judged && rules.needsBaseline()
                ? Baselines.of(run.build(), run.state(), run.environment())
                : Optional.empty();
        ReleaseEvent.VerificationBegan terms = ReleaseEvent.VerificationBegan.of(
                run.id(),
                rules,
                judged
                        ? rules.objectives(
                                this.terms.checks().size(),
                                (measure, name) -> baseline.flatMap(
                                        known -> known.measured().of(measure, name)))
                        : List.of(),
                baseline.map(Baseline::from),
                baseline.map(Baseline::values).map(rules::compared).orElse(Map.of()));
        boolean first = run.record()
                .update(state ->
                        state.run(run.id()).flatMap(RunState::verification).isPresent()
                                ? Change.none(false)
                                : Change.by(run.actor(), true, terms))
                .answer();
        if (first) {
            tell(terms);
        }
        return run.recorded().flatMap(RunState::verification).orElseThrow();
    }

    private void tell(ReleaseEvent.VerificationBegan terms) {
        run.log(Messages.Rounds_begins(
                run.name(),
                Durations.format(rules.duration()),
                Durations.format(rules.interval()),
                run.link(Messages.checklistLink())));
        terms.objectives().forEach(objective -> objective.warning().ifPresent(run::log));
        if (judged) {
            rules.fewRounds().ifPresent(run::log);
            rules.tolerance(this.terms.checks().size()).ifPresent(run::log);
        }
        if (judged && rules.needsBaseline()) {
            run.log(terms.baselineFrom().map(Messages::Rounds_baseline).orElseGet(this::noBaseline));
        }
    }

    private String noBaseline() {
        return Baselines.gone(run.build(), run.environment())
                .map(why -> why + ". " + Messages.Rounds_noBaseline())
                .orElseGet(Messages::Rounds_noBaseline);
    }

    private static Optional<Double> baseline(List<Objective> objectives, Measure measure, String name) {
        return objectives.stream()
                .filter(objective ->
                        objective.measure() == measure && objective.name().equals(name))
                .findFirst()
                .flatMap(Objective::baseline);
    }

    /** The first round that is still to come. */
    private long nextRound() {
        return Duration.between(started, clock.instant()).dividedBy(rules.interval()) + 1;
    }

    private void take() throws IOException, InterruptedException {
        SecretMasker masking = SecretMasker.of(run.context());
        List<Sample> samples = new ArrayList<>();
        List<MetricSample> metrics = new ArrayList<>();
        Instant before = clock.instant();
        List<String> checksOpen = new ArrayList<>(
                NamedCheck.unique(terms.sampled()).stream().map(Check::name).toList());
        List<String> metricsOpen =
                new ArrayList<>(rules.metrics().stream().map(MetricProbe::name).toList());
        for (ProbeRound round : site.run(task)) {
            for (Sample sample : round.samples()) {
                takeOut(checksOpen, sample.check());
                samples.add(new Sample(
                        within(before, sample.at()),
                        masking.mask(sample.check()),
                        sample.passed(),
                        sample.latencyMillis(),
                        masking.maskError(sample.why()),
                        masking.mask(sample.instead())));
            }
            for (MetricSample sample : round.metrics()) {
                takeOut(metricsOpen, sample.metric());
                metrics.add(new MetricSample(
                        within(before, sample.at()), sample.metric(), sample.value(), masking.maskError(sample.why())));
            }
        }
        List<ReleaseEvent> events = new ArrayList<>();
        if (!samples.isEmpty()) {
            events.add(new ReleaseEvent.Sampled(run.id(), samples));
        }
        if (!metrics.isEmpty()) {
            events.add(new ReleaseEvent.MetricsSampled(run.id(), metrics));
        }
        run.record().append(run.actor(), events.toArray(ReleaseEvent[]::new));
        samples.forEach(verification::add);
        metrics.forEach(verification::add);
        samples.stream()
                .filter(sample -> !sample.passed())
                .forEach(sample -> run.log(sample.check() + ": " + sample.error()));
        metrics.stream()
                .filter(sample -> !sample.measured())
                .forEach(sample -> run.log(sample.metric() + ": " + sample.error()));
    }

    private static void takeOut(List<String> open, String name) throws AbortException {
        if (!open.remove(name)) {
            throw new AbortException(Messages.Rounds_unexpected(Texts.clip(name)));
        }
    }

    /** The moment, unless the clock of an agent is wrong. */
    private Instant within(Instant before, Instant at) {
        return at.isBefore(before) || at.isAfter(clock.instant()) ? before : at;
    }

    /** An attempt may take as long as the interval, so that rounds do not overlap. */
    private RunSettings settings() {
        return RunSettings.DEFAULT.withTimeout(shorter(RunSettings.DEFAULT.timeout(), rules.interval()));
    }
}
