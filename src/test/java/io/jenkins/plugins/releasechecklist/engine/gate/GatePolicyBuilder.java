package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Builds a {@link GatePolicy} for a test from another one, part by part. */
public final class GatePolicyBuilder {
    private List<Approval> approvals;
    private VoterRules voters;
    private List<String> requires;
    private Schedule schedule;
    private Optional<Duration> timeout;
    private OnTimeout onTimeout;
    private Optional<Duration> approvalLifetime;
    private Reminders reminders;
    private List<String> conditions;
    private boolean exclusive;
    private List<AttributedRule> demands;

    private GatePolicyBuilder(GatePolicy policy) {
        approvals = policy.approvals();
        voters = policy.voters();
        requires = policy.requires();
        schedule = policy.schedule();
        timeout = policy.timeout();
        onTimeout = policy.onTimeout();
        approvalLifetime = policy.approvalLifetime();
        reminders = policy.reminders();
        conditions = policy.conditions();
        exclusive = policy.exclusive();
        demands = policy.demands();
    }

    /** A builder that begins with this policy. */
    public static GatePolicyBuilder of(GatePolicy policy) {
        return new GatePolicyBuilder(policy);
    }

    public GatePolicyBuilder approvals(List<Approval> newApprovals) {
        approvals = newApprovals;
        return this;
    }

    public GatePolicyBuilder veto(boolean newVeto) {
        voters = voters.withVeto(newVeto);
        return this;
    }

    public GatePolicyBuilder forbidSelfApproval(boolean forbid) {
        voters = voters.withForbidSelfApproval(forbid);
        return this;
    }

    public GatePolicyBuilder forbidAuthors(boolean forbid) {
        return voters(voters.and(new VoterRules(false, false, forbid, false, false)));
    }

    public GatePolicyBuilder voters(VoterRules rules) {
        voters = rules;
        return this;
    }

    public GatePolicyBuilder requires(List<String> names) {
        requires = names;
        return this;
    }

    public GatePolicyBuilder schedule(Schedule newSchedule) {
        schedule = newSchedule;
        return this;
    }

    public GatePolicyBuilder timeout(Optional<Duration> newTimeout) {
        timeout = newTimeout;
        return this;
    }

    public GatePolicyBuilder onTimeout(OnTimeout then) {
        onTimeout = then;
        return this;
    }

    public GatePolicyBuilder approvalLifetime(Optional<Duration> lifetime) {
        approvalLifetime = lifetime;
        return this;
    }

    public GatePolicyBuilder reminders(Reminders newReminders) {
        reminders = newReminders;
        return this;
    }

    public GatePolicyBuilder conditions(List<String> ids) {
        conditions = ids;
        return this;
    }

    public GatePolicyBuilder exclusive(boolean alone) {
        exclusive = alone;
        return this;
    }

    public GatePolicyBuilder demands(List<AttributedRule> newDemands) {
        demands = newDemands;
        return this;
    }

    /**
     * Makes the policy.
     *
     * @throws IllegalArgumentException if a duration is not longer than zero
     */
    public GatePolicy build() {
        return new GatePolicy(
                approvals,
                voters,
                requires,
                schedule,
                timeout,
                onTimeout,
                approvalLifetime,
                reminders,
                conditions,
                exclusive,
                demands);
    }
}
