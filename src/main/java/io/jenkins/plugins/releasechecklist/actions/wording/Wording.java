package io.jenkins.plugins.releasechecklist.actions.wording;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Window;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What gates and runs are called and demand, in sentences for the page. */
public final class Wording {
    private Wording() {}

    public static String gate(GateState state) {
        return state.opening()
                .environment()
                .map(Messages::Wording_gateFor)
                .orElseGet(() -> Messages.Wording_gate(state.id()));
    }

    public static String waiting(UnmetCondition waiting, UtcTimeFormat moments) {
        if (waiting instanceof UnmetCondition.ForApproval one) {
            return Messages.Wording_forApproval(one.missing(), one.approval().roleText());
        }
        if (waiting instanceof UnmetCondition.ForItem one) {
            return Messages.Wording_forItem(one.title());
        }
        if (waiting instanceof UnmetCondition.ForWindow one) {
            return Messages.Wording_forWindow(
                    one.window().text(), moments.of(one.opens()).text());
        }
        if (waiting instanceof UnmetCondition.ForFreeze one) {
            return Messages.Wording_forFreeze(
                    one.freeze().reason(), moments.of(one.freeze().ends()).text());
        }
        if (waiting instanceof UnmetCondition.ForCondition one) {
            return one.reason()
                    .map(reason -> Messages.Wording_forConditionSaying(one.condition(), reason))
                    .orElseGet(() -> Messages.Wording_forCondition(one.condition()));
        }
        return waiting.text();
    }

    public static List<String> policy(GatePolicy policy) {
        List<String> sentences = new ArrayList<>();
        for (Approval approval : policy.approvals()) {
            sentences.add(Messages.Wording_approval(approval.count(), approval.roleText()));
        }
        if (!policy.approvals().isEmpty()) {
            sentences.add(policy.veto() ? Messages.Wording_veto() : Messages.Wording_noVeto());
        }
        if (policy.forbidSelfApproval()) {
            sentences.add(Messages.Wording_noSelfApproval());
        }
        if (policy.forbidAuthors()) {
            sentences.add(Messages.Wording_noAuthors());
        }
        if (!policy.requires().isEmpty()) {
            sentences.add(Messages.Wording_requires(String.join(", ", policy.requires())));
        }
        policy.schedule().windows().stream()
                .map(Window::text)
                .map(Messages::Wording_window)
                .forEach(sentences::add);
        policy.schedule().freezes().forEach(freeze -> sentences.add(freeze(freeze)));
        policy.conditions().forEach(condition -> sentences.add(Messages.Wording_condition(condition)));
        policy.approvalLifetime()
                .map(Durations::format)
                .map(Messages::Wording_lifetime)
                .ifPresent(sentences::add);
        policy.timeout().map(limit -> timeout(limit, policy.onTimeout())).ifPresent(sentences::add);
        return sentences;
    }

    private static String freeze(Freeze freeze) {
        return Stream.concat(
                        Stream.of(Messages.Wording_freeze(freeze.text())),
                        freeze.exemptions().stream().map(Wording::exemption))
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

    /** A duration to the second, or to the millisecond when it is shorter than one second. */
    public static String duration(Duration duration) {
        boolean brief = duration.compareTo(Duration.ofSeconds(1)) < 0;
        return Durations.format(duration.truncatedTo(brief ? ChronoUnit.MILLIS : ChronoUnit.SECONDS));
    }
}
