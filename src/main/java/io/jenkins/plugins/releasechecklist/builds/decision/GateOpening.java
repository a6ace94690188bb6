package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.AbortException;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.VoterRules;
import io.jenkins.plugins.releasechecklist.engine.plan.GateOrder;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * A gate before it opens: whether the build may come to it at all, and what it will demand. What plan and Jenkinsfile wish can add to each
 * other and to the rules of the administrators, and weaken nothing.
 *
 * @param job whose build it is
 * @param gate its id
 * @param environment what it is in front of; empty when it belongs to none
 * @param release as it is known
 * @param participants who had a hand in the build
 */
public record GateOpening(
        hudson.model.Item job, String gate, Optional<String> environment, Release release, Participants participants) {
    private Protection protection() {
        return Protection.of(job, environment, gate);
    }

    /**
     * Why the build may not come, whatever people say of it.
     *
     * @throws AbortException if a rule could not be read
     */
    public List<String> refusals() throws AbortException {
        return new BuildAdmission(job, Roles.configured())
                .refusals(protection(), environment.orElse(gate), participants);
    }

    /**
     * How the gate opens for the first time, under the rules of this moment.
     *
     * @param run the id of the run that waits
     * @param message the question to the approvers
     * @param asked what plan and Jenkinsfile ask for
     * @throws AbortException when they name a role or an item that is not there, when nobody could approve, when a required item can
     *     only be done after the gate, or when a rule could not be read
     */
    public ReleaseEvent.GateOpened demanding(String run, Optional<String> message, List<AttributedPolicy> asked)
            throws AbortException {
        List<AttributedPolicy> rules = protection().rules(release.types());
        List<AttributedPolicy> wishes = new ArrayList<>(asked);
        if (Stream.concat(rules.stream(), wishes.stream())
                .allMatch(one -> one.policy().approvals().isEmpty())) {
            List<Approval> owners = List.of(new Approval(deciders(), 1));
            wishes.add(new AttributedPolicy(Phrase.of("gate.checklist"), GatePolicy.NONE.withApprovals(owners)));
        }
        GatePolicy policy = AttributedPolicy.strictest(rules, wishes);
        checkKnown(policy.voters(), participants);
        checkRequires(policy.requires());
        checkRoles(policy.approvals());
        checkRoles(exempting(policy));
        List<Item> required = release.required(rules, wishes, environment);
        checkRedefined(rules);
        return new ReleaseEvent.GateOpened(
                gate, 1, run, environment, message, policy, wishes, Optional.of(required), Optional.of(participants));
    }

    /** What has to be known of those behind a build before a gate is opened for it. Without a security realm nobody is known. */
    private static void checkKnown(VoterRules rules, Participants participants) throws AbortException {
        if (rules.forbidUnknownStarter() && participants.starterUnknown() && hasRealm()) {
            throw new AbortException(Messages.GateOpening_unknown());
        }
        if (rules.forbidAuthors() && participants.problem().isPresent()) {
            throw new AbortException(
                    Messages.GateOpening_authorsUnknown(participants.problem().get()));
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
                    throw new AbortException(Messages.GateOpening_redefined(
                            item.id(), rule.by(), release.template().title()));
                }
            }
        }
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
                .orElseThrow(() -> new AbortException(Messages.GateOpening_nobody()));
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
                String role = approval.anyOf().get(0);
                throw new AbortException(
                        known.isEmpty()
                                ? Messages.GateOpening_noRoles(role)
                                : Suggestions.unknown("role", role, List.copyOf(known)));
            }
        }
    }

    private void checkRequires(List<String> requires) throws AbortException {
        List<String> known = release.checklist().names();
        for (String name : requires) {
            if (!known.contains(name)) {
                throw new AbortException(Suggestions.unknown("requires", name, known));
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
                .flatMap(name -> order.demandedBy(name, where).stream()
                        .filter(item ->
                                item.isCalled(name) || release.types().stream().anyMatch(item::isRequiredFor)))
                .filter(item ->
                        release.item(item.id()).filter(state -> !state.isDone()).isPresent())
                .distinct()
                .toList();
        List<String> late = order.outOfReach(where, open).stream()
                .map(item -> "'" + item.id() + "' (" + item.title() + ")")
                .toList();
        if (!late.isEmpty()) {
            throw new AbortException(Messages.GateOpening_outOfReach(where, String.join(", ", late)));
        }
    }
}
