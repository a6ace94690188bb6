package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred people vote at the same time. */
class VotingTest {
    private static final int VOTERS = 200;
    private static final int THREADS = 16;

    @TempDir
    private Path build;

    @Test
    void exactlyOneVoteIsDecisiveAndAllLaterOnesAreRefused() throws Exception {
        int refused = vote(50, Choice.GO);

        Release release = new RecordOnDisk(build).open().state();
        GateState gate = release.gate("production").orElseThrow();
        assertThat(gate.status()).isEqualTo(GateStatus.GO);
        assertThat(gate.votes()).hasSize(50).extracting(Vote::voter).doesNotHaveDuplicates();
        assertThat(refused).isEqualTo(VOTERS - 50);
        assertThat(settlements()).isEqualTo(1);
        assertThat(new RecordOnDisk(build).open().verify()).isEmpty();
    }

    @Test
    void exactlyOneVetoEndsTheGate() throws Exception {
        int refused = vote(50, Choice.NO_GO);

        GateState gate =
                new RecordOnDisk(build).open().state().gate("production").orElseThrow();
        assertThat(gate.status()).isEqualTo(GateStatus.NO_GO);
        assertThat(gate.votes()).hasSize(1);
        assertThat(refused).isEqualTo(VOTERS - 1);
        assertThat(settlements()).isEqualTo(1);
    }

    private long settlements() throws IOException {
        return new RecordOnDisk(build)
                .open().events(0).stream()
                        .filter(event -> event.data() instanceof ReleaseEvent.GateSettled)
                        .count();
    }

    /** Has everybody vote and tells how many votes were refused. */
    private int vote(int needed, Choice choice) throws Exception {
        ReleaseRecord record = new RecordOnDisk(build).openHasty();
        GatePolicy policy = GatePolicy.NONE.withApprovals(List.of(new Approval(List.of("qa"), needed)));
        record.append(
                Actor.step("releaseGate"),
                new ReleaseEvent.GateOpened("production", 1, "r", Optional.of("production"), Optional.empty(), policy));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> votes = new ArrayList<>();
            for (int i = 0; i < VOTERS; i++) {
                String voter = "voter-" + i;
                votes.add(threads.submit(() -> {
                    start.await();
                    return vote(record, voter, choice);
                }));
            }
            start.countDown();
            int refused = 0;
            for (Future<Boolean> vote : votes) {
                refused += vote.get() ? 0 : 1;
            }
            return refused;
        } finally {
            threads.shutdownNow();
        }
    }

    /** As the pages do it: looks at the gate, casts the vote, and settles the gate when the vote is decisive. */
    private static boolean vote(ReleaseRecord record, String voter, Choice choice) throws IOException {
        return record.decide(state -> {
                    GateState gate = state.gate("production").orElseThrow();
                    if (!gate.isWaiting()) {
                        return Change.none(false);
                    }
                    Actor actor = Actor.user(voter, voter);
                    Vote vote = new Vote(
                            voter,
                            voter,
                            List.of("qa"),
                            Optional.empty(),
                            choice,
                            Optional.of("because"),
                            RecordOnDisk.START,
                            false);
                    List<EventDraft> drafts = new ArrayList<>();
                    drafts.add(new EventDraft(actor, new ReleaseEvent.VoteCast("production", 1, vote)));
                    state.standing(gate.with(vote), approval -> OptionalInt.empty(), true, RecordOnDisk.START)
                            .outcome()
                            .ifPresent(outcome -> drafts.add(new EventDraft(
                                    actor,
                                    new ReleaseEvent.GateSettled(
                                            "production", 1, outcome.status(), outcome.reason(), false))));
                    return new Change<>(drafts, true);
                })
                .answer();
    }
}
