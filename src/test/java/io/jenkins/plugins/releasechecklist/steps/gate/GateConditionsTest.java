package io.jenkins.plugins.releasechecklist.steps.gate;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.GateCondition;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.ReleaseListener;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Recorded;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other plugins can say at a gate, and hear. */
class GateConditionsTest extends OneJenkins {
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]";
    private static final String INTERVAL = "io.jenkins.plugins.releasechecklist.builds.GateCondition.interval";

    private final Tickets tickets = new Tickets();

    /** So that a test need not wait for a minute. */
    @BeforeAll
    static void askOften() {
        System.setProperty(INTERVAL, "100ms");
    }

    @AfterAll
    static void askAsEver() {
        System.clearProperty(INTERVAL);
    }

    @BeforeEach
    void install() {
        ExtensionList.lookup(GateCondition.class).add(0, tickets);
    }

    @AfterEach
    void uninstall() {
        ExtensionList.lookup(GateCondition.class).remove(tickets);
        ExtensionList.lookup(ReleaseListener.class).clear();
    }

    @Test
    void asksWhenEverythingElseIsThereAndGoesOnWithAYes() throws Exception {
        WorkflowRun run = start(GATE);
        Releasing.awaitGate(run, "production");
        assertThat(tickets.asked).isEmpty();
        assertThat(waitingFor(run)).containsExactly("Go by qa", "the condition change-ticket");

        Releasing.go(run, "qa", "production");

        Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
        assertThat(recorded.only(ReleaseEvent.ConditionAnswered.class).answer().reason())
                .isEqualTo("CHG-7 is approved");
        assertThat(tickets.asked).containsExactly("production of 1 vote");
    }

    @Test
    void asksAgainWhileItIsANoAndRecordsOnlyWhatIsNew() throws Exception {
        tickets.answers.addAll(List.of("no", "no", "cut", "no"));
        WorkflowRun run = start(GATE);
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");

        Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
        assertThat(recorded.all(ReleaseEvent.ConditionAnswered.class))
                .extracting(event -> event.answer().reason())
                .containsExactly(
                        "CHG-7 is not approved",
                        "the ticket system does not answer",
                        "CHG-7 is not approved",
                        "CHG-7 is approved");
        assertThat(tickets.asked).hasSize(5);
    }

    @Test
    void showsWhatTheGateWaitsForAndCanBeForced() throws Exception {
        tickets.always = "no";
        WorkflowRun run = start(GATE);
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        Releasing.awaitRelease(
                run,
                release -> !release.gate("production").orElseThrow().answers().isEmpty());
        assertThat(waitingFor(run)).containsExactly("the condition change-ticket (CHG-7 is not approved)");

        Releasing.override(run, "qa", "production", "The ticket system is down");

        Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
        assertThat(recorded.only(ReleaseEvent.GateSettled.class).overridden()).isTrue();
    }

    /** While somebody else is in production nobody has to be asked again and again. */
    @Test
    void asksOnceBeforeAnotherReleaseHasLeftAndAgainWhenItHas() throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setExclusive(true);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        WorkflowRun first = start(GATE + "\nreleaseGate id: 'done', environment: 'elsewhere', approvals: [qa: 1]");
        Releasing.awaitGate(first, "production");
        Releasing.go(first, "qa", "production");
        Releasing.awaitGate(first, "done");
        WorkflowRun second = start(GATE);
        Releasing.awaitGate(second, "production");
        tickets.asked.clear();
        Releasing.go(second, "qa", "production");
        Releasing.awaitRelease(
                second,
                release -> !release.gate("production").orElseThrow().answers().isEmpty());
        assertThat(release(second).gate("production").orElseThrow().queued()).isPresent();

        Releasing.go(first, "qa", "done");
        Recorded recorded = Recorded.of(end(Result.SUCCESS, second));
        assertThat(recorded.all(ReleaseEvent.ConditionAnswered.class)).hasSizeBetween(1, 2);
        recorded.only(ReleaseEvent.EnvironmentAwaited.class);
    }

    @Test
    void doesNotHoldWhenItsPluginIsGone() throws Exception {
        WorkflowRun run = start(GATE);
        Releasing.awaitGate(run, "production");
        ExtensionList.lookup(GateCondition.class).remove(tickets);
        Releasing.go(run, "qa", "production");

        Releasing.awaitRelease(
                run,
                release -> !release.gate("production").orElseThrow().answers().isEmpty());

        assertThat(waitingFor(run))
                .containsExactly(
                        "the condition change-ticket (the plugin that provides the condition change-ticket is gone)");
        run.doStop();
        end(Result.ABORTED, run);
    }

    @Test
    void conditionsAreAskedTogether() throws Exception {
        // Each answers only when the other is asked as well.
        CyclicBarrier both = new CyclicBarrier(2);
        List<GateCondition> slow = List.of(new Meeting("budget", both), new Meeting("on-call", both));
        slow.forEach(condition -> ExtensionList.lookup(GateCondition.class).add(0, condition));
        try {
            WorkflowRun run = start(GATE);
            Releasing.awaitGate(run, "production");
            Releasing.go(run, "qa", "production");
            Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
            assertThat(recorded.all(ReleaseEvent.ConditionAnswered.class))
                    .hasSize(3)
                    .extracting(event -> event.answer().at())
                    .containsOnly(recorded.all(ReleaseEvent.ConditionAnswered.class)
                            .get(0)
                            .answer()
                            .at());
        } finally {
            ExtensionList.lookup(GateCondition.class).removeAll(slow);
        }
    }

    @Test
    void hasNoSayWhereItDoesNotApply() throws Exception {
        WorkflowRun run = start("releaseGate id: 'staging', approvals: [qa: 1]");
        Releasing.awaitGate(run, "staging");
        Releasing.go(run, "qa", "staging");
        end(Result.SUCCESS, run);
        assertThat(tickets.asked).isEmpty();
    }

    @Test
    void tellsListenersEveryEventInOrderAndOneThatFailsHurtsNobody() throws Exception {
        Journal journal = new Journal();
        ExtensionList.lookup(ReleaseListener.class).add(0, journal);
        ExtensionList.lookup(ReleaseListener.class).add(0, new Failing());
        WorkflowRun run = start(GATE);
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);

        List<Long> all = BuildRecords.of(run).orElseThrow().events(0).stream()
                .map(Event::seq)
                .toList();
        Releasing.awaitRelease(run, release -> journal.heard.size() == all.size());
        assertThat(journal.heard).isEqualTo(all);
    }

    private static List<String> waitingFor(WorkflowRun run) throws IOException {
        GateState gate = release(run).gate("production").orElseThrow();
        return new Decisions(run, BuildRecords.of(run).orElseThrow())
                .standing(gate).waitingFor().stream().map(UnmetCondition::text).toList();
    }

    /** A ticket system that says what the test wants. */
    private static final class Tickets extends GateCondition {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final Queue<String> answers = new ConcurrentLinkedQueue<>();
        private volatile String always = "yes";

        @Override
        public String getId() {
            return "change-ticket";
        }

        @Override
        public boolean appliesTo(Run<?, ?> run, String environment) {
            return "production".equals(environment);
        }

        @Override
        public Answer ask(Run<?, ?> run, Release release, GateState gate) throws IOException {
            asked.add(gate.id() + " of " + gate.votes().size() + " vote");
            String answer = answers.isEmpty() ? always : answers.remove();
            return switch (answer) {
                case "yes" -> new Answer(true, "CHG-7 is approved");
                case "no" -> new Answer(false, "CHG-7 is not approved");
                default -> throw new IOException("the ticket system does not answer");
            };
        }
    }

    /** A system that thinks until another one is asked. */
    private static final class Meeting extends GateCondition {
        private final String id;
        private final CyclicBarrier all;

        Meeting(String id, CyclicBarrier all) {
            this.id = id;
            this.all = all;
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public boolean appliesTo(Run<?, ?> run, String environment) {
            return true;
        }

        @Override
        public Answer ask(Run<?, ?> run, Release release, GateState gate) throws IOException, InterruptedException {
            try {
                all.await();
                return new Answer(true, "fine");
            } catch (BrokenBarrierException e) {
                throw new IOException(e);
            }
        }
    }

    private static final class Journal extends ReleaseListener {
        private final List<Long> heard = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(Run<?, ?> run, Event event, Release release) {
            heard.add(event.seq());
        }
    }

    private static final class Failing extends ReleaseListener {
        @Override
        public void onEvent(Run<?, ?> run, Event event, Release release) {
            throw new IllegalStateException("a listener that fails");
        }
    }
}
