package io.jenkins.plugins.releasechecklist.engine.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What somebody demands of a gate.
 *
 * @param by who, in words that follow "by": {@code the release plan}
 * @param policy what; its own demands do not matter
 */
public record AttributedPolicy(@JsonProperty("source") Phrase by, GatePolicy policy) {
    /** A policy of somebody whom nobody translates. */
    public AttributedPolicy(String source, GatePolicy policy) {
        this(Phrase.plain(source), policy);
    }

    /**
     * Puts the wishes of a release beside the rules of the administrators: the strictest wins, always. Approvals are the union
     * with the larger count, windows and freezes hold together, timeouts and lifetimes take the shorter, and what one forbids is
     * forbidden. A wish can only add. The policy says where each part of it comes from.
     *
     * @param rules what administrators demand: a veto that one of them demands stays
     * @param wishes what plan and Jenkinsfile ask for: a veto that one of them gives up is given up
     */
    public static GatePolicy strictest(List<AttributedPolicy> rules, List<AttributedPolicy> wishes) {
        List<AttributedPolicy> all =
                Stream.concat(rules.stream(), wishes.stream()).toList();
        List<GatePolicy> policies = all.stream().map(AttributedPolicy::policy).toList();
        GatePolicy strictest = new GatePolicy(
                policies.stream().map(GatePolicy::approvals).reduce(List.of(), AttributedPolicy::approvals),
                policies.stream()
                        .map(GatePolicy::voters)
                        .reduce(VoterRules.NONE, VoterRules::and)
                        .withVeto(rules.stream()
                                        .anyMatch(rule -> rule.policy().voters().veto())
                                || wishes.stream()
                                        .allMatch(wish -> wish.policy().voters().veto())),
                all(policies, GatePolicy::requires),
                policies.stream().map(GatePolicy::schedule).reduce(Schedule.ALWAYS, Schedule::and),
                shortest(policies, GatePolicy::timeout),
                policies.stream().anyMatch(policy -> policy.onTimeout() == OnTimeout.FAIL)
                        ? OnTimeout.FAIL
                        : OnTimeout.NO_GO,
                shortest(policies, GatePolicy::approvalLifetime),
                policies.stream().map(GatePolicy::reminders).reduce(Reminders.NONE, Reminders::and),
                all(policies, GatePolicy::conditions),
                policies.stream().anyMatch(GatePolicy::exclusive),
                List.of());
        List<AttributedRule> demands = new ArrayList<>();
        rules.stream()
                .filter(rule -> rule.policy().voters().veto())
                .forEach(rule -> demands.add(new AttributedRule(Phrase.of("gate.veto"), rule.by())));
        all.forEach(one ->
                parts(strictest, one.policy()).forEach(part -> demands.add(new AttributedRule(part, one.by()))));
        return strictest.withDemands(demands.stream().distinct().toList());
    }

    /**
     * The same for a gate of whose wishes only the policy is known that came of them: that stays, with where each part of it came
     * from.
     */
    public static GatePolicy strictest(List<AttributedPolicy> rules, GatePolicy before) {
        GatePolicy strictest = strictest(rules, List.of(new AttributedPolicy("", before)));
        return strictest.withDemands(
                Stream.concat(before.demands().stream(), strictest(rules, List.of()).demands().stream())
                        .distinct()
                        .toList());
    }

    /** The union of both lists of approvals, with the larger count where both name the same roles. */
    static List<Approval> approvals(List<Approval> rules, List<Approval> wishes) {
        Map<List<String>, Approval> strictest = new LinkedHashMap<>();
        Stream.concat(rules.stream(), wishes.stream())
                .forEach(approval -> strictest.merge(
                        approval.anyOf(), approval, (one, other) -> one.count() >= other.count() ? one : other));
        return List.copyOf(strictest.values());
    }

    private static List<String> all(List<GatePolicy> policies, Function<GatePolicy, List<String>> part) {
        return policies.stream().flatMap(policy -> part.apply(policy).stream()).toList();
    }

    private static Optional<Duration> shortest(
            List<GatePolicy> policies, Function<GatePolicy, Optional<Duration>> part) {
        return policies.stream().flatMap(policy -> part.apply(policy).stream()).min(Duration::compareTo);
    }

    /** The parts of the outcome that somebody is behind; whoever asked for less than what counts is not. */
    private static List<Phrase> parts(GatePolicy outcome, GatePolicy part) {
        List<Phrase> rules = new ArrayList<>();
        part.approvals().stream()
                .filter(outcome.approvals()::contains)
                .forEach(approval -> rules.add(new UnmetCondition.ForApproval(approval, approval.count()).phrase()));
        rules.addAll(part.voters().phrases());
        part.requires().forEach(name -> rules.add(Phrase.of("gate.requires", name)));
        part.schedule().windows().forEach(window -> rules.add(Phrase.of("gate.window", window.phrase())));
        part.schedule().freezes().forEach(freeze -> rules.add(Phrase.of("gate.freeze", freeze.phrase())));
        part.timeout()
                .filter(time -> outcome.timeout().equals(Optional.of(time)))
                .ifPresent(time -> rules.add(Phrase.of("gate.within", Durations.format(time))));
        part.approvalLifetime()
                .filter(time -> outcome.approvalLifetime().equals(Optional.of(time)))
                .ifPresent(time -> rules.add(Phrase.of("gate.lifetime", Durations.format(time))));
        part.reminders().after().forEach(time -> rules.add(Phrase.of("gate.reminder", Durations.format(time))));
        part.reminders()
                .escalation()
                .filter(later -> outcome.reminders().escalation().equals(Optional.of(later)))
                .ifPresent(later ->
                        rules.add(Phrase.of("gate.escalation", later.role(), Durations.format(later.after()))));
        part.conditions().forEach(condition -> rules.add(Phrase.of("gate.condition", condition)));
        if (part.exclusive()) {
            rules.add(Phrase.of("gate.oneAtATime"));
        }
        return rules;
    }
}
