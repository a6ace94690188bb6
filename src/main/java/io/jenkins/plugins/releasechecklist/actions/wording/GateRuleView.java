package io.jenkins.plugins.releasechecklist.actions.wording;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule of a gate with those who demand it.
 *
 * @param text the rule as a sentence
 * @param sources who demands it; nobody where it holds for every gate
 */
public record GateRuleView(String text, List<String> sources) {
    private static final Map<String, Supplier<String>> VOTERS = Map.of(
            "no self-approval", Messages::Wording_noSelfApproval,
            "no approval by authors of the changes", Messages::Wording_noAuthors,
            "somebody known has to start the build", Messages::Wording_noUnknownStarter,
            "no override by those who may not vote", Messages::Wording_noOverrideByExcluded);

    public GateRuleView {
        sources = List.copyOf(sources);
    }

    /** The rules of a gate, each once. Sources are found by the words in which records keep a rule. */
    public static List<GateRuleView> of(GatePolicy policy, Checklist checklist) {
        Map<String, String> sentences = sentences(policy, checklist);
        Stream<GateRuleView> known = sentences.entrySet().stream()
                .map(sentence -> new GateRuleView(sentence.getValue(), sources(policy, sentence.getKey())));
        Stream<GateRuleView> others = policy.demands().stream()
                .map(AttributedRule::what)
                .filter(rule -> !sentences.containsKey(rule.text()))
                .distinct()
                .map(rule -> new GateRuleView(Wording.said(rule), sources(policy, rule.text())));
        return Stream.concat(known, others).toList();
    }

    private static List<String> sources(GatePolicy policy, String rule) {
        return policy.demands().stream()
                .filter(demand -> demand.rule().equals(rule))
                .map(AttributedRule::by)
                .distinct()
                .map(Wording::said)
                .toList();
    }

    private static Map<String, String> sentences(GatePolicy policy, Checklist checklist) {
        Map<String, String> found = new LinkedHashMap<>();
        policy.approvals()
                .forEach(approval -> found.put(
                        new UnmetCondition.ForApproval(approval, approval.count()).text(),
                        Messages.Wording_approval(approval.count(), Wording.anyOf(approval.anyOf()))));
        if (!policy.approvals().isEmpty()) {
            found.put(
                    "one No-go ends the gate",
                    policy.voters().veto() ? Messages.Wording_veto() : Messages.Wording_noVeto());
        }
        policy.voters()
                .phrases()
                .forEach(rule -> found.put(rule.text(), VOTERS.get(rule.text()).get()));
        policy.requires()
                .forEach(name -> found.put("requires " + name, Messages.Wording_requires(title(checklist, name))));
        policy.schedule()
                .windows()
                .forEach(window ->
                        found.put("window " + window.text(), Messages.Wording_window(Wording.said(window.phrase()))));
        policy.schedule().freezes().forEach(freeze -> found.put("freeze " + freeze.text(), freeze(freeze)));
        policy.conditions().forEach(one -> found.put("condition " + one, Messages.Wording_condition(one)));
        if (policy.exclusive()) {
            found.put("one release at a time", Messages.Wording_exclusive());
        }
        policy.approvalLifetime()
                .map(Durations::format)
                .ifPresent(time -> found.put("a Go counts for " + time, Messages.Wording_lifetime(time)));
        policy.timeout()
                .ifPresent(time ->
                        found.put("decision within " + Durations.format(time), timeout(time, policy.onTimeout())));
        return found;
    }

    private static String title(Checklist checklist, String name) {
        return checklist
                .section(name)
                .map(Section::title)
                .or(() -> checklist.item(name).map(Item::title))
                .orElse(name);
    }

    private static String freeze(Freeze freeze) {
        return Stream.concat(
                        Stream.of(Messages.Wording_freeze(Wording.said(freeze.phrase()))),
                        freeze.exemptions().stream().map(GateRuleView::exemption))
                .collect(Collectors.joining(" "));
    }

    private static String exemption(Freeze.Exemption exemption) {
        String type = exemption.type().id();
        return exemption
                .role()
                .map(role -> Messages.Wording_exemptionByRole(type, exemption.moreApprovals(), role))
                .orElseGet(() -> Messages.Wording_exemption(type, exemption.moreApprovals()));
    }

    private static String timeout(Duration limit, OnTimeout then) {
        String text = Durations.format(limit);
        return then == OnTimeout.FAIL ? Messages.Wording_timeoutFails(text) : Messages.Wording_timeoutNoGo(text);
    }
}
