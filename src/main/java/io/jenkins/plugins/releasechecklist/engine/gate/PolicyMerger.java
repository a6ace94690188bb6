package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Puts the wishes of a release beside the rules of the administrators: the strictest wins, always (SPEC section 7). Approvals
 * are the union with the larger count, windows and freezes hold together, timeouts and lifetimes take the shorter, and what
 * one forbids is forbidden. A wish can only add.
 */
public final class PolicyMerger {
    private PolicyMerger() {}

    /**
     * The policy that satisfies everybody, with where each part of it comes from.
     *
     * @param rules what administrators demand: a veto that one of them demands stays
     * @param wishes what plan and Jenkinsfile ask for: a veto that one of them gives up is given up
     */
    public static GatePolicy of(List<AttributedPolicy> rules, List<AttributedPolicy> wishes) {
        List<AttributedPolicy> all =
                Stream.concat(rules.stream(), wishes.stream()).toList();
        List<GatePolicy> policies = all.stream().map(AttributedPolicy::policy).toList();
        GatePolicyBuilder strictest = GatePolicy.NONE.toBuilder()
                .approvals(policies.stream().map(GatePolicy::approvals).reduce(List.of(), PolicyMerger::approvals))
                .veto(rules.stream().anyMatch(rule -> rule.policy().veto())
                        || wishes.stream().allMatch(wish -> wish.policy().veto()))
                .forbidSelfApproval(policies.stream().anyMatch(GatePolicy::forbidSelfApproval))
                .forbidAuthors(policies.stream().anyMatch(GatePolicy::forbidAuthors))
                .requires(policies.stream()
                        .flatMap(policy -> policy.requires().stream())
                        .toList())
                .schedule(policies.stream().map(GatePolicy::schedule).reduce(Schedule.ALWAYS, Schedule::and))
                .timeout(shortest(policies, GatePolicy::timeout))
                .onTimeout(
                        policies.stream().anyMatch(policy -> policy.onTimeout() == OnTimeout.FAIL)
                                ? OnTimeout.FAIL
                                : OnTimeout.NO_GO)
                .approvalLifetime(shortest(policies, GatePolicy::approvalLifetime))
                .reminders(policies.stream().map(GatePolicy::reminders).reduce(Reminders.NONE, Reminders::and))
                .conditions(policies.stream()
                        .flatMap(policy -> policy.conditions().stream())
                        .toList());
        GatePolicy policy = strictest.build();
        List<AttributedRule> demands = new ArrayList<>();
        rules.stream()
                .filter(rule -> rule.policy().veto())
                .forEach(rule -> demands.add(new AttributedRule("one No-go ends the gate", rule.source())));
        all.forEach(one ->
                parts(policy, one.policy()).forEach(part -> demands.add(new AttributedRule(part, one.source()))));
        return strictest.demands(demands).build();
    }

    /** The union of both lists of approvals, with the larger count where both name the same roles. */
    static List<Approval> approvals(List<Approval> rules, List<Approval> wishes) {
        Map<List<String>, Approval> strictest = new LinkedHashMap<>();
        Stream.concat(rules.stream(), wishes.stream())
                .forEach(approval -> strictest.merge(
                        approval.anyOf(), approval, (one, other) -> one.count() >= other.count() ? one : other));
        return List.copyOf(strictest.values());
    }

    private static Optional<Duration> shortest(
            List<GatePolicy> policies, Function<GatePolicy, Optional<Duration>> part) {
        return policies.stream().flatMap(policy -> part.apply(policy).stream()).min(Duration::compareTo);
    }

    /** The parts of the outcome that somebody is behind; whoever asked for less than what counts is not. */
    private static List<String> parts(GatePolicy outcome, GatePolicy part) {
        List<String> rules = new ArrayList<>();
        part.approvals().stream()
                .filter(outcome.approvals()::contains)
                .forEach(approval -> rules.add(new UnmetCondition.ForApproval(approval, approval.count()).text()));
        if (part.forbidSelfApproval()) {
            rules.add("no self-approval");
        }
        if (part.forbidAuthors()) {
            rules.add("no approval by authors of the changes");
        }
        part.requires().forEach(name -> rules.add("requires " + name));
        part.schedule().windows().forEach(window -> rules.add("window " + window.text()));
        part.schedule().freezes().forEach(freeze -> rules.add("freeze " + freeze.text()));
        part.timeout()
                .filter(time -> outcome.timeout().equals(Optional.of(time)))
                .ifPresent(time -> rules.add("decision within " + Durations.format(time)));
        part.approvalLifetime()
                .filter(time -> outcome.approvalLifetime().equals(Optional.of(time)))
                .ifPresent(time -> rules.add("a Go counts for " + Durations.format(time)));
        part.reminders().after().forEach(time -> rules.add("reminder after " + Durations.format(time)));
        part.reminders()
                .escalation()
                .filter(later -> outcome.reminders().escalation().equals(Optional.of(later)))
                .ifPresent(later ->
                        rules.add("escalation to " + later.role() + " after " + Durations.format(later.after())));
        part.conditions().forEach(condition -> rules.add("condition " + condition));
        return rules;
    }
}
