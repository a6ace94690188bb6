package io.jenkins.plugins.releasechecklist.config.environment;

import io.jenkins.plugins.releasechecklist.config.form.DurationText;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.Reminders;
import io.jenkins.plugins.releasechecklist.engine.gate.Schedule;
import java.util.Optional;

/**
 * A protected environment in the terms of a gate. A veto is there only if it is demanded; without a rule it is for plan and
 * Jenkinsfile to say.
 *
 * @param rule what the administrator demands
 */
record EnvironmentPolicy(ProtectedEnvironment rule) {
    /** What is demanded of a gate of a release of the type. */
    GatePolicy of(ReleaseType type) {
        return GatePolicy.NONE.toBuilder()
                .approvals(rule.getApprovals().stream()
                        .filter(approval -> approval.covers(type))
                        .map(RequiredApproval::toApproval)
                        .toList())
                .veto(rule.isVeto())
                .forbidSelfApproval(rule.isForbidSelfApproval())
                .forbidAuthors(rule.isForbidAuthors())
                .requires(rule.getRequires())
                .schedule(schedule())
                .timeout(DurationText.parse(rule.getTimeout(), "timeout"))
                .approvalLifetime(DurationText.parse(rule.getApprovalLifetime(), "lifetime of approvals"))
                .reminders(reminders())
                .build();
    }

    private Schedule schedule() {
        return new Schedule(
                rule.getWindows().stream().map(DeploymentWindow::toWindow).toList(),
                rule.getFreezes().stream().map(FreezePeriod::toFreeze).toList());
    }

    private Reminders reminders() {
        return new Reminders(
                DurationText.list(rule.getReminders(), "reminders"),
                Optional.ofNullable(rule.getEscalation()).map(Escalation::toEscalation));
    }
}
