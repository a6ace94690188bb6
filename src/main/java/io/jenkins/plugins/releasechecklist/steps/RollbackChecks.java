package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheck;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.NamedCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionCheck;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.RollbackTargeted;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.BlockStepExecution.BodyOutcome;
import io.jenkins.plugins.releasechecklist.steps.check.PlannedChecks;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeSite;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeTask;
import io.jenkins.plugins.releasechecklist.steps.check.SettledChecks;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks whether the version that was brought back runs, by the checks that the environment is tested with anyway. They only read,
 * so after a restart those without a result simply run again.
 */
final class RollbackChecks {
    private final StepRun run;
    private final RollbackReleaseStep step;
    private final RollbackTargeted target;

    RollbackChecks(StepRun run, RollbackReleaseStep step, RollbackTargeted target) {
        this.run = run;
        this.step = step;
        this.target = target;
    }

    /** Runs them. Where nothing can be looked at, the rollback passes nevertheless, and it is said why. */
    BodyOutcome verify() throws Exception {
        if (!step.isVerify()) {
            return unverified(Phrase.of("record.event.unwanted"));
        }
        Optional<VersionCheck> version = version();
        List<Check> checks = checks(version);
        if (checks.isEmpty()) {
            return unverified(Phrase.of("record.event.noChecks", target.environment()));
        }
        SettledChecks results = SettledChecks.of(run, checks);
        try {
            probe(version, checks, results);
        } catch (AbortException e) {
            return unverified(Phrase.plain(SecretMasker.of(run.context()).mask(e.getMessage())));
        }
        List<CheckResult> recorded = run.recorded().orElseThrow().checks();
        return SmokeTestExecution.failure(recorded)
                .map(why -> BodyOutcome.failed(Optional.of(
                        Phrase.of("record.event.restoredFailing", target.version(), target.environment(), why))))
                .orElseGet(() -> BodyOutcome.passed(
                        Phrase.of("record.event.restored", target.version(), target.environment(), recorded.size())));
    }

    /** Results in the order of the checks, not in that in which they came. */
    List<CheckResult> inOrder(List<CheckResult> results) throws IOException, InterruptedException {
        return results.isEmpty()
                ? results
                : SettledChecks.of(run, checks(version())).inOrder(results);
    }

    private void probe(Optional<VersionCheck> version, List<Check> checks, SettledChecks results) throws Exception {
        List<Check> requests = new ArrayList<>(checks);
        version.ifPresent(check -> requests.addAll(check.requests()));
        ProbeSite site = new ProbeSite(run);
        ProbeAccess equipment = site.equipment(requests);
        site.channel();
        run.log(Messages.RollbackChecks_begins(
                target.version(), target.environment(), results.open().size()));
        RunSettings settings = RunSettings.DEFAULT.withRetryFor(
                Parameters.duration("retryFor", step.getRetryFor()).orElse(RunSettings.DEFAULT.retryFor()));
        results.settled(site.run(new ProbeTask.UntilPassed(results.open(), equipment, settings, results)));
    }

    /** It passes although nobody could look, for this reason. */
    BodyOutcome unverified(Phrase why) {
        return BodyOutcome.passed(
                Phrase.of("record.event.restoredUnverified", target.version(), target.environment(), why));
    }

    /** The version first, so that it keeps its name should another check be called the same. */
    private List<Check> checks(Optional<VersionCheck> version) throws IOException {
        List<Check> checks = new ArrayList<>(version.stream().toList());
        checks.addAll(
                step.getChecks().isEmpty()
                        ? PlannedChecks.real(environment())
                        : ReleaseCheck.toChecks(step.getChecks()));
        return NamedCheck.unique(checks);
    }

    /** It has to tell the version that was brought back. */
    private Optional<VersionCheck> version() throws IOException {
        return environment().verify().flatMap(VerifyPlan::version).map(probe -> probe.expecting(target.version()));
    }

    /** A plan that does not know the environment is no reason to do without the rollback. */
    private EnvironmentPlan environment() throws IOException {
        return run.state()
                .plan()
                .map(Plan::environments)
                .orElse(Map.of())
                .getOrDefault(target.environment(), EnvironmentPlan.EMPTY);
    }
}
