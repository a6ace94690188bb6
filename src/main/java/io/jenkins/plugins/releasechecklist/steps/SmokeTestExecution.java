package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.checks.CheckCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.record.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs the checks and records every result. Checks only read, so after a restart they simply run again. */
class SmokeTestExecution extends CheckingExecution<SmokeTestStep> {
    private static final long serialVersionUID = 1L;

    SmokeTestExecution(StepContext context, SmokeTestStep step) {
        super(context, step, "smokeTest");
    }

    @Override
    void check(StepRun run) throws Exception {
        RunSettings settings = settings();
        Release release = run.state();
        List<Check> checks = Planned.checks("smokeTest", release, run.environment(), step().getChecks());
        ProbeSite site = new ProbeSite(run, Clock.systemUTC());
        ProbeTask.UntilPassed task =
                new ProbeTask.UntilPassed(checks, CheckCredentials.resolve(checks, run.build()), settings);
        site.channel();
        run.begin(Optional.empty());
        run.log(Messages.SmokeTestExecution_begins(checks.size(), run.name(), run.link(Messages.checklistLink())));
        List<CheckResult> results = site.run(task);
        record(run, results);
    }

    private void record(StepRun run, List<CheckResult> results) throws IOException, InterruptedException {
        Masking masking = Masking.of(getContext());
        List<ReleaseEvent> events = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (CheckResult result : results) {
            CheckResult shown = new CheckResult(
                    unlike(names, masking.mask(result.name())),
                    result.kind(),
                    masking.mask(result.target()),
                    result.status(),
                    result.latency(),
                    result.attempts(),
                    result.passed() ? "" : masking.mask(result.error()));
            events.add(new ReleaseEvent.CheckSettled(run.id(), shown));
            run.log(line(shown));
            if (!shown.passed()) {
                failed.add(shown.name() + ": " + shown.error());
            }
        }
        Optional<String> reason = failed.isEmpty()
                ? Optional.empty()
                : Optional.of(Messages.SmokeTestExecution_failed(failed.size(), results.size(), failed.get(0)));
        reason.ifPresent(run::log);
        events.add(new ReleaseEvent.RunFinished(run.id(), failed.isEmpty() ? Outcome.PASSED : Outcome.FAILED, reason));
        run.record().append(run.actor(), events.toArray(ReleaseEvent[]::new));
    }

    /** Names that differ in a secret alone are alike once it is masked, and a result of the same name would replace another. */
    private static String unlike(Set<String> others, String name) {
        String own = name;
        for (int number = 2; !others.add(own); number++) {
            own = name + "-" + number;
        }
        return own;
    }

    private static String line(CheckResult result) {
        String latency = Durations.format(Duration.ofMillis(result.latency().toMillis()));
        return result.passed()
                ? Messages.SmokeTestExecution_passedCheck(result.name(), result.kind(), latency, result.attempts())
                : Messages.SmokeTestExecution_failedCheck(
                        result.name(), result.kind(), result.error(), result.attempts());
    }

    private RunSettings settings() throws AbortException {
        RunSettings settings = RunSettings.DEFAULT.withConcurrency(step().getConcurrency());
        Optional<Duration> timeout = Parameters.duration("timeout", step().getTimeout());
        Optional<Duration> retryFor = Parameters.duration("retryFor", step().getRetryFor());
        return settings.withTimeout(timeout.orElse(settings.timeout()))
                .withRetryFor(retryFor.orElse(settings.retryFor()));
    }

    @Override
    Map<String, Object> result(RunState recorded) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", recorded.name());
        result.put("environment", recorded.environment().orElse(null));
        result.put("passed", recorded.isPassed());
        List<Map<String, Object>> checks = new ArrayList<>();
        for (CheckResult check : recorded.checks()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", check.name());
            row.put("kind", check.kind());
            row.put("status", check.status().name());
            row.put("latencyMillis", check.latency().toMillis());
            row.put("attempts", check.attempts());
            row.put("error", check.errorIfAny().orElse(null));
            checks.add(row);
        }
        result.put("checks", checks);
        return result;
    }
}
