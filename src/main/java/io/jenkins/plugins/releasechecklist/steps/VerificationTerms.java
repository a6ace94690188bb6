package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.VerificationRules;
import io.jenkins.plugins.releasechecklist.engine.probe.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verification looks at and what it demands, from the step and the plan.
 *
 * @param checks sampled in every round; the check of the version among them
 * @param rules what the samples have to show
 */
record VerificationTerms(List<Check> checks, VerificationRules rules) {

    static VerificationTerms of(PostDeployVerifyStep step, Release release, Optional<String> environment)
            throws AbortException {
        EnvironmentPlan plan = Planned.environment(release, environment);
        Optional<VerifyPlan> planned = plan.verify();
        if (planned.filter(verify -> !verify.metrics().isEmpty()).isPresent()) {
            throw new AbortException(Messages.VerificationTerms_metrics(environment.orElse("?")));
        }
        Optional<VersionProbe> version = step.getVersion() == null
                ? planned.flatMap(VerifyPlan::version)
                : Optional.of(InlineValues.version(Structured.map(step.getVersion()), "version"));
        List<Check> checks = new ArrayList<>();
        if (version.isEmpty() || !step.getChecks().isEmpty() || !plan.checks().isEmpty()) {
            checks.addAll(Planned.checks("postDeployVerify", release, environment, step.getChecks()));
        }
        if (version.isPresent()) {
            String expected =
                    release.version().orElseThrow(() -> new AbortException(Messages.VerificationTerms_noVersion()));
            // First, so that it keeps its name should another check be called the same.
            checks.add(0, version.get().expecting(expected));
        }
        VerificationRules rules = VerificationRules.of(
                Parameters.duration("duration", step.getDuration()).or(() -> planned.flatMap(VerifyPlan::duration)),
                Parameters.duration("interval", step.getInterval()).or(() -> planned.flatMap(VerifyPlan::interval)),
                criterion("successRate", step.getSuccessRate()).or(() -> planned.flatMap(VerifyPlan::successRate)),
                criterion("p95", step.getP95()).or(() -> planned.flatMap(VerifyPlan::p95)),
                version.isPresent());
        return new VerificationTerms(checks, rules);
    }

    private static Optional<Criterion> criterion(String name, String text) throws AbortException {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Criterion.parse(text));
        } catch (IllegalArgumentException e) {
            throw new AbortException(name + ": " + e.getMessage());
        }
    }
}
