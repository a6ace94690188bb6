package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.model.Run;
import hudson.scm.SCM;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.plan.GateOrder;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Inherited;
import io.jenkins.plugins.releasechecklist.engine.record.event.PartTick;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.triggers.SCMTriggerItem;

/**
 * What a build takes over from its origin: what people signed there and, after a restart from a stage, what steps did before that
 * stage began. A promotion takes over all that can be done before the gate of its environment. Decisions of gates are never taken
 * over, nor that the release is out: this build did not deploy anything yet.
 *
 * @param release of the origin
 * @param environment the one for which the build was started, where it promotes or takes back the release of another one
 */
record Inheritance(OriginFinder.Origin origin, Release release, Optional<String> environment) {
    /** The event; empty when there is nothing to take over. */
    static Optional<ReleaseEvent> of(Run<?, ?> run, OriginFinder.Origin origin, Release release) {
        Optional<String> environment = DeploymentRequest.of(run).map(DeploymentRequest::environment);
        List<Inherited> items = new Inheritance(origin, release, environment).items();
        // What is promoted was built already, whatever the Pipeline checks out to deploy it.
        boolean otherCommit = environment.isEmpty() && isOtherCommit(commits(origin.build()), commits(run));
        Inherited.Basis basis =
                new Inherited.Basis(release.version(), release.details().artifacts(), otherCommit);
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReleaseEvent.ItemsInherited(items, Optional.of(basis)));
    }

    private List<Inherited> items() {
        GateOrder order =
                new GateOrder(release.checklist(), release.plan().orElseGet(() -> Plan.of(release.checklist())));
        List<Item> late = environment
                .map(where -> order.outOfReach(where, release.checklist().items()))
                .orElse(List.of());
        return release.items().stream()
                .filter(state -> !late.contains(state.item()))
                .map(this::inherited)
                .flatMap(Optional::stream)
                .toList();
    }

    /** An item that is done and, of one that is not, the parts that are. */
    private Optional<Inherited> inherited(ItemState item) {
        boolean promoted = environment.isPresent() && item.inherited();
        boolean done = item.isDone() && !isDecidedHere(item) && (promoted || isKept(item.actor(), item.at()));
        List<PartTick> parts = item.parts().stream()
                .filter(part -> part.done() && isKept(part.actor(), part.at()))
                .map(part -> new PartTick(part.part().id(), part.actor(), part.at()))
                .toList();
        if (!done && parts.isEmpty()) {
            return Optional.empty();
        }
        if (!done) {
            return Optional.of(Inherited.partly(item.item().id(), parts));
        }
        return Optional.of(new Inherited(
                item.item().id(),
                item.status(),
                item.waived(),
                item.actor(),
                item.at(),
                item.note().map(Phrase::text),
                item.evidence(),
                parts,
                item.signatures().entrySet().stream()
                        .map(signed -> new Inherited.SignedRole(signed.getKey(), signed.getValue()))
                        .toList()));
    }

    /** People spoke of the version, which is the same; steps are done again from the stage on with which this build begins. */
    private boolean isKept(Optional<Actor> actor, Optional<Instant> at) {
        boolean signed = actor.filter(who -> who.kind() == Actor.Kind.USER).isPresent();
        boolean before = at.filter(
                        moment -> origin.restarted().filter(moment::isBefore).isPresent())
                .isPresent();
        return signed || origin.skipsStages() && before;
    }

    private boolean isDecidedHere(ItemState item) {
        return item.item().isCalled(release.checklist().releasedBy())
                || item.item().isDecidedByGate();
    }

    private static boolean isOtherCommit(Map<String, String> one, Map<String, String> other) {
        return one.entrySet().stream()
                .anyMatch(entry -> !entry.getValue().equals(other.getOrDefault(entry.getKey(), entry.getValue())));
    }

    /** What was checked out, as the source control systems tell it to every build: {@code GIT_COMMIT}, {@code SVN_REVISION}. */
    private static Map<String, String> commits(Run<?, ?> run) {
        Map<String, String> variables = new HashMap<>();
        SCMTriggerItem job = SCMTriggerItem.SCMTriggerItems.asSCMTriggerItem(run.getParent());
        if (job != null) {
            for (SCM scm : job.getSCMs()) {
                scm.buildEnvironment(run, variables);
            }
        }
        variables.keySet().removeIf(name -> name.contains("PREVIOUS") || !name.matches(".*_(COMMIT|REVISION)"));
        return variables;
    }
}
