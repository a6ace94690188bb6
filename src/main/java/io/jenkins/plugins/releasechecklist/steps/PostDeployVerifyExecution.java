package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.checks.CheckCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.Assessment;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.probe.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.Verdict;
import io.jenkins.plugins.releasechecklist.engine.probe.Verification;
import io.jenkins.plugins.releasechecklist.engine.probe.VerificationRules;
import io.jenkins.plugins.releasechecklist.engine.probe.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Takes a round of samples at every interval, counted from the recorded beginning, until the outcome is certain or the time is
 * over. Every round is in the record, so a restart goes on with the next one; the rounds missed in between are no samples.
 */
class PostDeployVerifyExecution extends CheckingExecution<PostDeployVerifyStep> {
    private static final long serialVersionUID = 1L;

    PostDeployVerifyExecution(StepContext context, PostDeployVerifyStep step) {
        super(context, step, "postDeployVerify");
    }

    @Override
    void check(StepRun run) throws Exception {
        OnInconclusive onInconclusive =
                Parameters.oneOf("onInconclusive", step().getOnInconclusive(), OnInconclusive.values());
        VerificationTerms terms = VerificationTerms.of(step(), run.state(), run.environment());
        VerificationRules rules = terms.rules();
        Map<String, ProbeCredentials> credentials = CheckCredentials.resolve(terms.checks(), run.build());
        ProbeSite site = new ProbeSite(run, Clock.systemUTC());
        site.channel();
        run.begin(Optional.empty());
        RunState begun = run.recorded().orElseThrow();
        run.log(Messages.PostDeployVerifyExecution_begins(
                run.name(),
                Durations.format(rules.duration()),
                Durations.format(rules.interval()),
                run.link(Messages.checklistLink())));
        Verification verification = new Verification(rules, terms.checks().size());
        begun.samples().forEach(verification::add);
        ProbeTask.Once task = new ProbeTask.Once(terms.checks(), credentials, settings(rules));
        Optional<Assessment> certain = Optional.empty();
        long round = begun.samples().isEmpty() ? 0 : nextRound(begun.started(), rules);
        while (round < rules.plannedRounds() && certain.isEmpty()) {
            waitUntil(begun.started().plus(rules.interval().multipliedBy(round)));
            List<Sample> samples = sample(run, site, task);
            samples.forEach(verification::add);
            round = Math.max(round + 1, nextRound(begun.started(), rules));
            certain = verification.certain((rules.plannedRounds() - Math.min(round, rules.plannedRounds()))
                    * terms.checks().size());
        }
        judge(run, certain.orElseGet(verification::decide), onInconclusive);
    }

    /** The first round that is still to come. */
    private static long nextRound(Instant started, VerificationRules rules) {
        return Duration.between(started, Clock.systemUTC().instant()).dividedBy(rules.interval()) + 1;
    }

    private static void waitUntil(Instant moment) throws InterruptedException {
        Duration left = Duration.between(Clock.systemUTC().instant(), moment);
        if (!left.isNegative()) {
            Thread.sleep(left.toMillis());
        }
    }

    private List<Sample> sample(StepRun run, ProbeSite site, ProbeTask.Once task)
            throws IOException, InterruptedException {
        Masking masking = Masking.of(getContext());
        List<Sample> samples = new ArrayList<>();
        for (Sample sample : site.run(task)) {
            String name = masking.mask(sample.check());
            String error = sample.passed() ? "" : masking.mask(sample.error());
            samples.add(new Sample(sample.at(), name, sample.passed(), sample.latencyMillis(), error));
            if (!sample.passed()) {
                run.log(name + ": " + error);
            }
        }
        run.record().append(run.actor(), new ReleaseEvent.Sampled(run.id(), samples));
        return samples;
    }

    /** An attempt may take as long as the interval, so that rounds do not overlap. */
    private static RunSettings settings(VerificationRules rules) {
        Duration timeout = RunSettings.DEFAULT.timeout().compareTo(rules.interval()) < 0
                ? RunSettings.DEFAULT.timeout()
                : rules.interval();
        return RunSettings.DEFAULT.withTimeout(timeout);
    }

    private void judge(StepRun run, Assessment assessment, OnInconclusive onInconclusive)
            throws IOException, InterruptedException {
        Masking masking = Masking.of(getContext());
        List<String> reasons = masking.mask(assessment.reasons());
        Verdict verdict = assessment.verdict();
        boolean passed =
                verdict == Verdict.PASS || verdict == Verdict.INCONCLUSIVE && onInconclusive == OnInconclusive.PASS;
        String why = Messages.PostDeployVerifyExecution_verdict(verdict, String.join("; ", reasons));
        run.log(why);
        Judgement judgement = new Judgement(
                verdict,
                reasons,
                assessment.statistics().samples(),
                assessment.statistics().successRate().orElse(0),
                assessment.statistics().p95Millis().isPresent()
                        ? Optional.of(assessment.statistics().p95Millis().getAsLong())
                        : Optional.empty(),
                seenVersion(run.state(), run.id()));
        run.record()
                .append(
                        run.actor(),
                        new ReleaseEvent.VerificationJudged(run.id(), judgement),
                        new ReleaseEvent.RunFinished(
                                run.id(),
                                passed ? Outcome.PASSED : Outcome.FAILED,
                                passed ? Optional.empty() : Optional.of(why)));
    }

    /** The version that was there last: the released one when the last look at it passed. */
    private static Optional<String> seenVersion(Release release, String run) {
        return release.run(run).stream()
                .flatMap(recorded -> recorded.samples().stream())
                .filter(sample -> sample.check().equals(VersionProbe.CHECK_NAME))
                .reduce((earlier, later) -> later)
                .filter(Sample::passed)
                .flatMap(sample -> release.version());
    }

    @Override
    Map<String, Object> result(RunState recorded) throws AbortException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", recorded.name());
        result.put("environment", recorded.environment().orElse(null));
        Judgement judgement = recorded.judgement()
                .orElseThrow(() -> new AbortException(recorded.reason().orElse(recorded.name())));
        result.put("verdict", judgement.verdict().name());
        result.put("reasons", new ArrayList<>(judgement.reasons()));
        result.put("samples", judgement.samples());
        result.put("successRate", judgement.successRate());
        result.put("p95Millis", judgement.p95Millis().orElse(null));
        return result;
    }
}
