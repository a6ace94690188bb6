package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.builds.decision.BuildAdmission;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.VoterRules;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.GateOrder;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.check.PlannedChecks;
import io.jenkins.plugins.releasechecklist.steps.gate.GateConditions;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * What a gate demands, put together from the step, the plan and the rules of the administrator. Step and plan can add to each
 * other and to the rules, and weaken nothing.
 */
final class GateTerms {
    private final ReleaseGateStep step;
    private final StepRun run;
    private final Release release;
    private final Optional<String> environment;

    GateTerms(ReleaseGateStep step, StepRun run, Release release) {
        this.step = step;
        this.run = run;
        this.release = release;
        this.environment = run.environment();
    }

    /**
     * How the gate opens for the first time.
     *
     * @param message the question to the approvers
     * @param participants who had a hand in the build
     * @throws AbortException when a parameter is wrong, names a role or an item that is not there, when nobody could approve, when
     *     a required item can only be done after the gate, or when the build may not come to the environment
     */
    ReleaseEvent.GateOpened opening(Optional<String> message, Participants participants) throws AbortException {
        Protection protection = Protection.of(run.build().getParent(), environment, run.name());
        List<String> refusals = new BuildAdmission(run.build().getParent(), Roles.configured())
                .refusals(protection, environment.orElse(run.name()), participants);
        if (!refusals.isEmpty()) {
            throw new AbortException(String.join("; ", refusals));
        }
        List<AttributedPolicy> rules = protection.rules(release.types());
        List<AttributedPolicy> wishes = new ArrayList<>();
        wishes.add(new AttributedPolicy(Messages.GateTerms_plan(), planned()));
        wishes.add(new AttributedPolicy(Messages.GateTerms_step(), own()));
        if (Stream.concat(rules.stream(), wishes.stream())
                .allMatch(one -> one.policy().approvals().isEmpty())) {
            List<Approval> owners = List.of(new Approval(deciders(), 1));
            wishes.add(new AttributedPolicy(Messages.GateTerms_checklist(), GatePolicy.NONE.withApprovals(owners)));
        }
        GatePolicy policy = AttributedPolicy.strictest(rules, wishes);
        checkKnown(policy.voters(), participants);
        checkRequires(policy.requires());
        checkRoles(policy.approvals());
        checkRoles(exempting(policy));
        List<Item> required = release.required(rules, wishes, environment);
        checkRedefined(rules);
        return new ReleaseEvent.GateOpened(
                run.name(),
                1,
                run.id(),
                environment,
                message,
                policy,
                wishes,
                Optional.of(required),
                Optional.of(participants));
    }

    /** What has to be known of those behind a build before a gate is opened for it. Without a security realm nobody is known. */
    private static void checkKnown(VoterRules rules, Participants participants) throws AbortException {
        if (rules.forbidUnknownStarter() && participants.starterUnknown() && hasRealm()) {
            throw new AbortException(Messages.GateTerms_unknown());
        }
        if (rules.forbidAuthors() && participants.problem().isPresent()) {
            throw new AbortException(
                    Messages.GateTerms_authorsUnknown(participants.problem().get()));
        }
    }

    private static boolean hasRealm() {
        return Jenkins.get().getSecurityRealm() != SecurityRealm.NO_AUTHENTICATION;
    }

    /** What an administrator requires is done as the guide says, and a checklist that says it otherwise leads people astray. */
    private void checkRedefined(List<AttributedPolicy> rules) throws AbortException {
        for (AttributedPolicy rule : rules) {
            for (Item item : release.required(List.of(rule), List.of(), environment)) {
                Optional<Item> shown = release.checklist().item(item.id());
                if (shown.filter(own -> own.equals(item)
                                || own.demandsTheSameAs(item)
                                || own.signedOnly().equals(item))
                        .isEmpty()) {
                    throw new AbortException(Messages.GateTerms_redefined(
                            item.id(), rule.source(), release.template().title()));
                }
            }
        }
    }

    private GatePolicy planned() throws AbortException {
        EnvironmentPlan plan = PlannedChecks.environment(release, environment);
        return plan.gate().orElse(GatePolicy.NONE).withSchedule(Schedule.of(plan.window()));
    }

    private GatePolicy own() throws AbortException {
        return new GatePolicy(
                step.getApprovals() == null
                        ? List.of()
                        : InlineValues.approvals(Parameters.map(step.getApprovals()), "approvals"),
                VoterRules.NONE.withVeto(step.isVeto()).withForbidSelfApproval(step.isForbidSelfApproval()),
                Parameters.given(step.getRequires()).map(Parameters::list).orElse(List.of()),
                Schedule.of(Optional.ofNullable(step.getWindow())
                        .map(window -> InlineValues.window(Parameters.map(window), "window"))),
                Parameters.duration("timeout", step.getTimeout()),
                Parameters.oneOf("onTimeout", step.getOnTimeout(), OnTimeout.values()),
                GatePolicy.NONE.approvalLifetime(),
                GatePolicy.NONE.reminders(),
                GateConditions.applyingTo(run),
                GatePolicy.NONE.demands());
    }

    /** Where nobody says who decides, the owners of the decision do, as the guide names them. */
    private List<String> deciders() throws AbortException {
        // What a plan adds to a template must not choose other people.
        Checklist first = release.followsTemplate() ? release.template() : release.checklist();
        return Stream.of(first, release.checklist())
                .flatMap(checklist -> checklist
                        .completedBy(step -> step.covers("releaseGate", environment))
                        .or(() -> checklist.completedBy(step -> step.step().equals("releaseGate")))
                        .stream())
                .findFirst()
                .map(Item::owners)
                .orElseThrow(() -> new AbortException(Messages.GateTerms_nobody()));
    }

    /** What a freeze asks for in addition. */
    private List<Approval> exempting(GatePolicy policy) {
        return policy.schedule().freezes().stream()
                .flatMap(freeze -> release.types().stream().flatMap(type -> freeze.exemption(type).stream()))
                .flatMap(exemption -> exemption.role().stream())
                .map(role -> new Approval(List.of(role), 1))
                .toList();
    }

    /** A role that nobody holds would make the gate wait for ever. In a trial without security there are no roles. */
    private static void checkRoles(List<Approval> approvals) throws AbortException {
        if (!hasRealm()) {
            return;
        }
        Set<String> known = Roles.configured().names();
        for (Approval approval : approvals) {
            if (approval.anyOf().stream().noneMatch(known::contains)) {
                throw Parameters.notSetUp("role", approval.anyOf().get(0), List.copyOf(known));
            }
        }
    }

    private void checkRequires(List<String> requires) throws AbortException {
        List<String> known = release.checklist().names();
        for (String name : requires) {
            if (!known.contains(name)) {
                throw new AbortException(Parameters.unknown("requires", name, known));
            }
        }
        if (environment.isPresent()) {
            checkOrder(environment.get(), requires);
        }
    }

    /** What is not done yet and comes after the gate would keep it closed for ever. */
    private void checkOrder(String where, List<String> requires) throws AbortException {
        GateOrder order =
                new GateOrder(release.checklist(), release.plan().orElseGet(() -> Plan.of(release.checklist())));
        List<Item> open = requires.stream()
                .flatMap(name -> order.demandedBy(name).stream()
                        .filter(item -> item.id().equals(name)
                                || release.types().stream().anyMatch(item::isRequiredFor)))
                .filter(item ->
                        release.item(item.id()).filter(state -> !state.isDone()).isPresent())
                .distinct()
                .toList();
        List<String> late = order.outOfReach(where, open).stream()
                .map(item -> "'" + item.id() + "' (" + item.title() + ")")
                .toList();
        if (!late.isEmpty()) {
            throw new AbortException(Messages.GateTerms_outOfReach(where, String.join(", ", late)));
        }
    }
}
