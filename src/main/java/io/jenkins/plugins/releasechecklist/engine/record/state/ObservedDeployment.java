package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What shows that this build brought the release to an environment: the item that stands for the deployment passed, or a
 * verification began there. What was tested before the deployment shows nothing, and neither does what an earlier build did. As
 * long as no gate was opened for the environment and nobody worked on the deployment, only the end of the build tells whether a
 * test came before it.
 *
 * @param environment its canonical name
 * @param item the id of the item that passed; empty for a verification
 * @param run what passed or began; empty where a person signed the item
 * @param certain whether nothing that comes later in the build can show it to be a test before the deployment
 */
public record ObservedDeployment(String environment, Optional<String> item, Optional<RunState> run, boolean certain) {

    /**
     * What events show that were appended last.
     *
     * @param release as it is after them
     */
    public static List<ObservedDeployment> by(List<Event> events, Release release) {
        return events.stream().flatMap(event -> by(event, release)).distinct().toList();
    }

    private static Stream<ObservedDeployment> by(Event event, Release release) {
        if (event.data() instanceof ReleaseEvent.RunStarted it) {
            return release.run(it.run()).stream().flatMap(run -> began(run, release));
        }
        if (event.data() instanceof ReleaseEvent.BuildEnded) {
            return Stream.concat(
                            release.runs().stream().flatMap(run -> began(run, release)),
                            release.items().stream().flatMap(item -> passed(item, release)))
                    .filter(shown -> !shown.certain)
                    .map(shown -> new ObservedDeployment(shown.environment, shown.item, shown.run, true));
        }
        return event.data() instanceof ReleaseEvent.ItemMarked
                        || event.data() instanceof ReleaseEvent.ItemSigned
                        || event.data() instanceof ReleaseEvent.RunFinished
                ? release.items().stream()
                        .filter(item -> item.at().equals(Optional.of(event.at())))
                        .flatMap(item -> passed(item, release))
                : Stream.empty();
    }

    /** A verification that is the first to show the deployment. Nobody tests before a deployment once the gate has refused it. */
    private static Stream<ObservedDeployment> began(RunState run, Release release) {
        if (!run.step().equals(StatusRule.VERIFICATION) || run.environment().isEmpty()) {
            return Stream.empty();
        }
        String where = run.environment().get();
        List<RunState> verifications = release.tests(where).stream()
                .filter(test -> test.step().equals(StatusRule.VERIFICATION))
                .toList();
        boolean counts = verifications.stream().anyMatch(test -> test.run().equals(run.run()))
                || release.runs().stream()
                        .anyMatch(work ->
                                work.seq() < run.seq() && PreFlight.isDeployment(work, release.checklist(), where))
                || release.latestGate(where)
                        .filter(gate -> gate.status() != GateStatus.GO)
                        .flatMap(GateState::settlement)
                        .filter(end -> end.seq() < run.seq())
                        .isPresent();
        boolean known = verifications.stream().anyMatch(test -> test.seq() < run.seq())
                || release.items().stream()
                        .anyMatch(item -> item.status() == ItemStatus.PASSED
                                && item.item().deployedTo().contains(where)
                                && item.at()
                                        .filter(at -> at.isBefore(run.started()))
                                        .isPresent());
        return counts && !known
                ? Stream.of(new ObservedDeployment(where, Optional.empty(), Optional.of(run), isClear(where, release)))
                : Stream.empty();
    }

    private static Stream<ObservedDeployment> passed(ItemState state, Release release) {
        if (state.status() != ItemStatus.PASSED || state.inherited()) {
            return Stream.empty();
        }
        Item item = state.item();
        boolean signed =
                state.actor().filter(actor -> actor.kind() == Actor.Kind.USER).isPresent();
        Optional<RunState> run = signed ? Optional.empty() : run(item, release);
        boolean told = signed || run.flatMap(RunState::item).isPresent();
        return run.filter(one -> one.step().equals(StatusRule.VERIFICATION)).isPresent()
                ? Stream.empty()
                : item.deployedTo().stream()
                        .map(where -> new ObservedDeployment(
                                where, Optional.of(item.id()), run, told || isClear(where, release)));
    }

    /** The latest run that is about the item. */
    private static Optional<RunState> run(Item item, Release release) {
        return release.runs().stream()
                .filter(run -> run.item()
                        .map(item.id()::equals)
                        .orElseGet(() -> Stream.concat(item.completedBy().stream(), item.impliedBy().stream())
                                .anyMatch(way -> way instanceof Completion.ByStep by
                                        && !Item.isTold(by.step())
                                        && by.covers(run.step(), run.environment()))))
                .reduce((earlier, later) -> later);
    }

    /** Whether it is clear what was before the deployment. */
    private static boolean isClear(String environment, Release release) {
        return release.latestGate(environment).isPresent()
                || release.runs().stream()
                        .anyMatch(run -> PreFlight.isDeployment(run, release.checklist(), environment));
    }
}
