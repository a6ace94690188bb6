package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.decision.SignOffs;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Many people decide about one build at the same moment. */
class ConcurrentDecisionsTest extends OneJenkins {
    private static final int PEOPLE = 200;

    /** What one of the people does. */
    @FunctionalInterface
    private interface Deed {
        void doneBy(int person) throws Exception;
    }

    /** Lets all of them do it at once; returns the refusals. */
    private static List<Refusal> allAtOnce(Deed deed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
        CyclicBarrier start = new CyclicBarrier(PEOPLE);
        List<Future<Optional<Refusal>>> deeds = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            int one = person;
            deeds.add(threads.submit(() -> {
                start.await();
                try {
                    deed.doneBy(one);
                    return Optional.empty();
                } catch (Refusal e) {
                    return Optional.of(e);
                }
            }));
        }
        List<Refusal> refusals = new ArrayList<>();
        for (Future<Optional<Refusal>> one : deeds) {
            one.get().ifPresent(refusals::add);
        }
        threads.shutdown();
        return refusals;
    }

    private static Approver tester(int number) {
        return new Approver("tester-" + number, "Tester " + number, List.of("qa"), false);
    }

    /** Holds two roles, so that who counts for what has to be found out. */
    private static Approver holder(int number) {
        List<String> roles = List.of("qa", "devops", "product-manager", "support");
        return new Approver(
                "holder-" + number,
                "Holder " + number,
                List.of(roles.get(number % 4), roles.get((number + 1) % 4)),
                false);
    }

    @Test
    void everyVoteCountsOnceAndTheLastOneSettlesTheGate() throws Exception {
        WorkflowRun run =
                start("releaseGate id: 'all', approvals: [qa: 50, devops: 50, 'product-manager': 50, support: 50]");
        Releasing.awaitGate(run, "all");
        Decisions decisions = new Decisions(run, BuildRecords.of(run).orElseThrow());

        List<Refusal> refusals = allAtOnce(
                person -> decisions.vote(holder(person), "all", Choice.GO, Optional.empty(), Optional.empty()));

        assertThat(refusals).isEmpty();
        Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
        assertThat(recorded.all(ReleaseEvent.VoteCast.class))
                .hasSize(PEOPLE)
                .extracting(event -> event.vote().voter())
                .doesNotHaveDuplicates();
        assertThat(recorded.only(ReleaseEvent.GateSettled.class).status()).isEqualTo(GateStatus.GO);
    }

    @Test
    void oneVetoSettlesTheGateAndEverybodyElseIsTold() throws Exception {
        WorkflowRun run = start("releaseGate id: 'veto', approvals: [qa: 2]");
        Releasing.awaitGate(run, "veto");
        Decisions decisions = new Decisions(run, BuildRecords.of(run).orElseThrow());

        List<Refusal> refusals = allAtOnce(
                person -> decisions.vote(tester(person), "veto", Choice.NO_GO, Optional.of("no"), Optional.empty()));

        assertThat(refusals).hasSize(PEOPLE - 1).allMatch(refusal -> refusal.kind() == Refusal.Kind.CONFLICT);
        Recorded recorded = Recorded.of(end(Result.ABORTED, run));
        recorded.only(ReleaseEvent.VoteCast.class);
        assertThat(recorded.only(ReleaseEvent.GateSettled.class).status()).isEqualTo(GateStatus.NO_GO);
    }

    @Test
    void anItemIsSignedOnce() throws Exception {
        WorkflowRun run = succeed("releaseChecklist version: '2.4.0'");
        ReleaseRecord record = BuildRecords.of(run).orElseThrow();
        SignOffs signOffs = new SignOffs(record);
        Approver devops = new Approver("devops", "devops", List.of("devops"), false);

        List<Refusal> refusals = allAtOnce(person -> signOffs.sign(
                devops, "monitoring", ItemAction.COMPLETE, Optional.empty(), List.of(), Optional.empty(), List.of()));

        assertThat(refusals).hasSize(PEOPLE - 1).allMatch(refusal -> refusal.kind() == Refusal.Kind.CONFLICT);
        assertThat(record.verify()).isEmpty();
        assertThat(release(run).item("monitoring")).map(ItemState::status).contains(ItemStatus.PASSED);
    }
}
