package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.config.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.Strictest;
import io.jenkins.plugins.releasechecklist.engine.gate.Window;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import java.time.Duration;
import java.util.LinkedHashSet;
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
    private final Release release;
    private final Optional<String> environment;

    GateTerms(ReleaseGateStep step, Release release, Optional<String> environment) {
        this.step = step;
        this.release = release;
        this.environment = environment;
    }

    /**
     * The policy of the gate.
     *
     * @throws AbortException when a parameter is wrong, names a role or an item that is not there, or when nobody could approve
     */
    GatePolicy policy() throws AbortException {
        EnvironmentPlan plan = Planned.environment(release, environment);
        GatePolicy planned = plan.gate().orElse(GatePolicy.NONE);
        Optional<ProtectedEnvironment> rules =
                environment.flatMap(name -> ReleaseChecklistConfiguration.get().environment(name));
        return new GatePolicy(
                approvals(rules, planned),
                step.isVeto() && planned.veto(),
                step.isForbidSelfApproval()
                        || planned.forbidSelfApproval()
                        || rules.filter(ProtectedEnvironment::isForbidSelfApproval)
                                .isPresent(),
                requires(planned),
                window(plan),
                timeout(planned),
                onTimeout(planned));
    }

    private List<Approval> approvals(Optional<ProtectedEnvironment> rules, GatePolicy planned) throws AbortException {
        List<Approval> own = step.getApprovals() == null
                ? List.of()
                : InlineValues.approvals(Structured.map(step.getApprovals()), "approvals");
        List<Approval> approvals = Strictest.approvals(
                rules.map(ProtectedEnvironment::toApprovals).orElse(List.of()),
                Strictest.approvals(planned.approvals(), own));
        if (approvals.isEmpty()) {
            approvals = List.of(new Approval(deciders(), 1));
        }
        checkRoles(approvals);
        return approvals;
    }

    /** Where nobody says who decides, the owners of the decision do, as the guide names them. */
    private List<String> deciders() throws AbortException {
        return release.checklist().items().stream()
                .filter(this::isDecision)
                .map(Item::owners)
                .filter(owners -> !owners.isEmpty())
                .findFirst()
                .or(() -> release.checklist().items().stream()
                        .filter(item -> item.completedBy().stream()
                                .anyMatch(way -> way instanceof Completion.ByStep by
                                        && by.step().equals("releaseGate")))
                        .map(Item::owners)
                        .filter(owners -> !owners.isEmpty())
                        .findFirst())
                .orElseThrow(() -> new AbortException(Messages.GateTerms_nobody()));
    }

    private boolean isDecision(Item item) {
        return item.completedBy().stream()
                .anyMatch(way -> way instanceof Completion.ByStep by && by.covers("releaseGate", environment));
    }

    /** A role that nobody holds would make the gate wait for ever. In a trial without security there are no roles. */
    private static void checkRoles(List<Approval> approvals) throws AbortException {
        if (Jenkins.get().getSecurityRealm() == SecurityRealm.NO_AUTHENTICATION) {
            return;
        }
        Set<String> known = Roles.configured().names();
        for (Approval approval : approvals) {
            if (approval.anyOf().stream().noneMatch(known::contains)) {
                throw Parameters.notSetUp("role", approval.anyOf().get(0), List.copyOf(known));
            }
        }
    }

    private List<String> requires(GatePolicy planned) throws AbortException {
        List<String> own =
                ReleaseStep.given(step.getRequires()).map(Structured::list).orElse(List.of());
        List<String> known = Stream.concat(
                        release.checklist().sections().stream().map(section -> section.id()),
                        release.checklist().items().stream().map(Item::id))
                .toList();
        for (String name : own) {
            if (!known.contains(name)) {
                throw new AbortException(ReleaseChecklistExecution.unknown("requires", name, known));
            }
        }
        Set<String> all = new LinkedHashSet<>(planned.requires());
        all.addAll(own);
        return List.copyOf(all);
    }

    private Optional<Window> window(EnvironmentPlan plan) {
        return step.getWindow() == null
                ? plan.window()
                : Optional.of(InlineValues.window(Structured.map(step.getWindow()), "window"));
    }

    /** The shorter one, where both step and plan set a timeout. */
    private Optional<Duration> timeout(GatePolicy planned) throws AbortException {
        return Stream.of(Parameters.duration("timeout", step.getTimeout()), planned.timeout())
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }

    private OnTimeout onTimeout(GatePolicy planned) throws AbortException {
        OnTimeout own = Parameters.oneOf("onTimeout", step.getOnTimeout(), OnTimeout.values());
        return own == OnTimeout.FAIL ? own : planned.onTimeout();
    }
}
