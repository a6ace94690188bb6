package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.NamedCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.check.JUnitReports;
import io.jenkins.plugins.releasechecklist.steps.check.PlannedChecks;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeSite;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeTask;
import io.jenkins.plugins.releasechecklist.steps.check.SettledChecks;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs the checks and records every result as it comes, then the cases of JUnit reports. Checks only read, so after a restart those
 * without a result simply run again.
 */
class SmokeTestExecution extends CheckingExecution<SmokeTestStep> {
    private static final long serialVersionUID = 1L;

    SmokeTestExecution(StepContext context, SmokeTestStep step) {
        super(context, step, "smokeTest");
    }

    @Override
    Optional<Instant> check(StepRun run) throws Exception {
        RunSettings settings = settings();
        Optional<String> junit = Parameters.given(step().getJunit()).map(Parameters::reports);
        List<Check> checks = checks(run);
        if (checks.isEmpty()) {
            run.begin(Optional.empty());
        } else {
            probe(run, checks, settings, junit.isEmpty());
        }
        if (junit.isPresent()) {
            new JUnitReports(run, junit.get()).record();
            finish(run);
        }
        return Optional.empty();
    }

    /** The checks in their order, no two of the same name. */
    private List<Check> checks(StepRun run) throws IOException {
        Release release = run.state();
        return NamedCheck.unique(
                Parameters.given(step().getJunit()).isPresent()
                        ? PlannedChecks.checksIfAny(release, run.environment(), step().getChecks())
                        : PlannedChecks.checks("smokeTest", release, run.environment(), step().getChecks()));
    }

    /** @param last whether nothing follows that counts for the run */
    private void probe(StepRun run, List<Check> checks, RunSettings settings, boolean last) throws Exception {
        ProbeSite site = new ProbeSite(run);
        ProbeAccess equipment = site.equipment(checks);
        site.channel();
        run.begin(Optional.empty());
        SettledChecks results = SettledChecks.of(run, checks);
        int open = results.open().size();
        run.log(
                open == checks.size()
                        ? Messages.SmokeTestExecution_begins(
                                checks.size(), run.name(), run.link(Messages.checklistLink()))
                        : Messages.SmokeTestExecution_goesOn(open, checks.size(), run.name()));
        List<CheckResult> rest = site.run(new ProbeTask.UntilPassed(results.open(), equipment, settings, results));
        if (last) {
            results.ended(rest, SmokeTestExecution::failure);
        } else {
            results.settled(rest);
        }
    }

    /** Ends the run by what the record holds of it. */
    static void finish(StepRun run) throws IOException {
        List<CheckResult> results = run.recorded().orElseThrow().checks();
        Optional<Phrase> why = failure(results);
        why.map(Phrase::text).ifPresent(run::log);
        run.finish(why.isEmpty() ? Outcome.PASSED : Outcome.FAILED, why);
    }

    /** Why a run with these results did not pass; empty if it did. */
    static Optional<Phrase> failure(List<CheckResult> results) {
        List<CheckResult> failed = results.stream()
                .filter(result -> !result.passed() && result.status() != CheckResult.Status.SKIPPED)
                .toList();
        return failed.stream()
                .findFirst()
                .map(first -> Phrase.of(
                        "record.event.checksFailed", failed.size(), results.size(), first.name(), first.why()));
    }

    private RunSettings settings() throws AbortException {
        RunSettings settings = RunSettings.DEFAULT.withConcurrency(step().getConcurrency());
        Optional<Duration> timeout = Parameters.duration("timeout", step().getTimeout());
        Optional<Duration> retryFor = Parameters.duration("retryFor", step().getRetryFor());
        return settings.withTimeout(timeout.orElse(settings.timeout()))
                .withRetryFor(retryFor.orElse(settings.retryFor()));
    }

    @Override
    Map<String, Object> result(RunState recorded) throws IOException, InterruptedException {
        StepRun run = run();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", recorded.name());
        result.put("environment", recorded.environment().orElse(null));
        result.put("passed", recorded.isPassed());
        result.put("checks", rows(SettledChecks.of(run, checks(run)).inOrder(recorded.checks())));
        return result;
    }

    /** Results as a script can use them. */
    static List<Map<String, Object>> rows(List<CheckResult> checks) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (CheckResult check : checks) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", check.name());
            row.put("kind", check.kind());
            row.put("status", check.status().name());
            row.put("latencyMillis", check.latency().toMillis());
            row.put("attempts", check.attempts());
            row.put("error", check.errorIfAny().orElse(null));
            rows.add(row);
        }
        return rows;
    }
}
