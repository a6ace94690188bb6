package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** A gate waits over a clean restart of Jenkins; its votes and its time go on counting. */
class RestartGateTest {
    private static final String GATE =
            "releaseGate environment: 'production', approvals: ['product-manager': 1, qa: 1], timeout: '1h'";
    private static final String DECLARATIVE = """
            pipeline {
              agent none
              stages { stage('Go / no-go') { steps { %s } } }
            }
            """.formatted(GATE);

    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    @Test
    void countsVotesFromBeforeTheRestartWhateverTheDurability() throws Throwable {
        List<String> jobs = new ArrayList<>(List.of("declarative"));
        sessions.then(rule -> {
            Releasing.people(rule);
            waitAfterOneVote(rule, "declarative", DECLARATIVE);
            for (FlowDurabilityHint hint : FlowDurabilityHint.values()) {
                WorkflowJob job = Releasing.pipeline(rule, hint.name(), GATE);
                job.addProperty(new DurabilityHintJobProperty(hint));
                waitAfterOneVote(job);
                jobs.add(hint.name());
            }
        });
        sessions.then(rule -> {
            for (String job : jobs) {
                WorkflowRun run = Releasing.firstBuild(rule, job);
                Releasing.vote(run, "qa", "production", Choice.GO, null);
                rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
                Recorded recorded = Recorded.of(run);
                recorded.only(ReleaseEvent.GateOpened.class);
                assertThat(recorded.all(ReleaseEvent.VoteCast.class))
                        .extracting(event -> event.vote().voter())
                        .containsExactly("pm", "qa");
                assertThat(recorded.only(ReleaseEvent.GateSettled.class).status())
                        .isEqualTo(GateStatus.GO);
                recorded.only(ReleaseEvent.BuildEnded.class);
            }
        });
    }

    @Test
    void aDeferredGoCountsAfterTheRestartAndChangesAreStillAwaited() throws Throwable {
        Instant from = Instant.now().plusSeconds(300);
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowRun run = Releasing.pipeline(
                            rule, "shop", "releaseGate environment: 'production', approvals: [qa: 1]")
                    .scheduleBuild2(0)
                    .waitForStart();
            Releasing.awaitGate(run, "production");
            Releasing.goFrom(run, "qa", "production", from);
        });
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            GateState gate = Releasing.awaitGate(run, "production");
            assertThat(gate.votes().get(0).from()).contains(from.truncatedTo(ChronoUnit.MILLIS));
            Releasing.request(run, "qa", "production", "release-notes");
            rule.waitForMessage("requested by qa: Once more", run);
        });
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Releasing.awaitGate(run, "production");
            Releasing.goFrom(run, "qa", "production", Instant.now().plusMillis(1500));
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            ReleaseEvent.GateSettled end = Recorded.of(run).only(ReleaseEvent.GateSettled.class);
            assertThat(end.status()).isEqualTo(GateStatus.GO);
            GateState gate = Releasing.release(run).gate("production").orElseThrow();
            assertThat(gate.settlement().orElseThrow().at())
                    .isAfterOrEqualTo(gate.votes().get(2).since());
            assertThat(rule.getLog(run)).containsOnlyOnce("requested by qa: Once more");
        });
    }

    /** A crash can come when the flow graph is on the disk and the program is not: it goes on from where it was saved. */
    @Test
    void answersAProgramThatDidNotHearOfTheDecision() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowRun run = Releasing.pipeline(rule, "shop", GATE + "\nreleaseGate id: 'next', approvals: [qa: 1]")
                    .scheduleBuild2(0)
                    .waitForStart();
            Releasing.awaitGate(run, "production");
            Releasing.awaitSavedProgram(run);
            SavedProgram.of(sessions.getHome(), "shop").keep();
            Releasing.go(run, "pm", "production");
            Releasing.go(run, "qa", "production");
            Releasing.awaitGate(run, "next");
        });
        SavedProgram.of(sessions.getHome(), "shop").bringBack();
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Releasing.awaitRelease(
                    run, release -> release.gate("next").orElseThrow().opening().round() == 2);
            Releasing.go(run, "qa", "next");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertThat(Recorded.of(run).all(ReleaseEvent.GateOpened.class))
                    .extracting(ReleaseEvent.GateOpened::gate)
                    .containsExactly("production", "next", "next");
        });
    }

    @Test
    void timesOutRightAfterTheStartWhenTheTimePassedMeanwhile() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            waitAfterOneVote(rule, "shop", GATE);
        });
        RecordOnDisk.of(sessions.getHome(), "shop").age(Duration.ofHours(2));
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(run));
            assertThat(Recorded.of(run).only(ReleaseEvent.GateSettled.class).status())
                    .isEqualTo(GateStatus.TIMED_OUT);
        });
    }

    @Test
    void isClosedWhenAnEnclosingTimeoutPassesMeanwhile() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            String script = """
                    try { timeout(time: 3, unit: 'SECONDS') { releaseGate id: 'first' } } catch (ignored) { echo 'too late' }
                    releaseGate id: 'second'
                    """;
            WorkflowRun run =
                    Releasing.pipeline(rule, "shop", script).scheduleBuild2(0).waitForStart();
            Releasing.awaitRelease(run, release -> release.gate("first").isPresent());
        });
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            GateState first = Releasing.awaitRelease(
                            run, release -> release.gate("second").isPresent())
                    .gate("first")
                    .orElseThrow();
            assertThat(first.status()).isEqualTo(GateStatus.ABORTED);
            Releasing.vote(run, "pm", "second", Choice.GO, null);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertThat(Recorded.of(run).all(ReleaseEvent.GateSettled.class)).hasSize(2);
        });
    }

    @Test
    void opensTheNextRoundWhenTheGateIsEnteredAgainAfterARestart() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            waitAfterOneVote(rule, "shop", GATE + "\n" + GATE);
        });
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Releasing.vote(run, "qa", "production", Choice.GO, null);
            Releasing.awaitRelease(run, release -> release.gates().size() == 2);
            GateState second = Releasing.awaitGate(run, "production");
            assertThat(second.opening().round()).isEqualTo(2);
            assertThat(second.votes()).isEmpty();
            Releasing.vote(run, "pm", "production", Choice.NO_GO, "not today");
            rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(run));
            assertThat(Recorded.of(run).release().gates())
                    .extracting(GateState::status)
                    .containsExactly(GateStatus.GO, GateStatus.NO_GO);
        });
    }

    @Test
    void branchesWaitTogetherOverARestart() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowRun run = Releasing.pipeline(rule, "shop", "parallel a: { " + GATE + " }, b: { " + GATE + " }")
                    .scheduleBuild2(0)
                    .waitForStart();
            Releasing.awaitRelease(
                    run,
                    release -> release.gate("production")
                            .filter(gate -> gate.runs().size() == 2)
                            .isPresent());
            Releasing.vote(run, "pm", "production", Choice.GO, null);
        });
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Releasing.vote(run, "qa", "production", Choice.GO, null);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            Recorded recorded = Recorded.of(run);
            recorded.only(ReleaseEvent.GateOpened.class);
            recorded.only(ReleaseEvent.GateJoined.class);
            recorded.only(ReleaseEvent.GateSettled.class);
        });
    }

    @Test
    void endsWithoutADecisionWhenTheBuildIsAbortedAfterARestart() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            waitAfterOneVote(rule, "shop", GATE);
        });
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Aborting.as("devops", run);
            rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(run));
            ReleaseEvent.GateSettled settled = Recorded.of(run).only(ReleaseEvent.GateSettled.class);
            assertThat(settled.status()).isEqualTo(GateStatus.ABORTED);
            assertThat(settled.reason()).contains("devops");
        });
    }

    @Test
    void returnsAtOnceWhenTheRecordIsAheadOfTheProgram() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            waitAfterOneVote(rule, "shop", "def decision = " + GATE + "\necho \"decided: ${decision.reason}\"");
        });
        RecordOnDisk.of(sessions.getHome(), "shop")
                .append(new ReleaseEvent.GateSettled("production", 1, GateStatus.GO, "in the last moment", false));
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            rule.assertLogContains("decided: in the last moment", run);
            Recorded recorded = Recorded.of(run);
            recorded.only(ReleaseEvent.GateOpened.class);
            recorded.only(ReleaseEvent.GateSettled.class);
            assertThat(recorded.release().item("go-no-go"))
                    .map(ItemState::status)
                    .contains(ItemStatus.PASSED);
        });
    }

    private static void waitAfterOneVote(JenkinsRule rule, String name, String script) throws Exception {
        waitAfterOneVote(Releasing.pipeline(rule, name, script));
    }

    private static void waitAfterOneVote(WorkflowJob job) throws Exception {
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "production");
        Releasing.vote(run, "pm", "production", Choice.GO, null);
    }

    @Test
    void goesOnByItselfWhenItsWindowHasOpenedWhileJenkinsWasDown() throws Throwable {
        AtomicReference<Instant> opens = new AtomicReference<>();
        sessions.then(rule -> {
            Releasing.people(rule);
            opens.set(Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS));
            String gate = "releaseGate environment: 'production', approvals: [qa: 1],"
                    + " window: [from: '09:00', to: '08:00', zone: '" + whereItIsNineAt(opens.get()) + "']";
            WorkflowRun run =
                    Releasing.pipeline(rule, "shop", gate).scheduleBuild2(0).waitForStart();
            Releasing.awaitGate(run, "production");
            Releasing.go(run, "qa", "production");
            assertThat(Instant.now()).isBefore(opens.get());
            assertThat(Releasing.release(run).waitingGates()).hasSize(1);
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> !Instant.now().isBefore(opens.get()));
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            Recorded recorded = Recorded.of(run);
            recorded.only(ReleaseEvent.VoteCast.class);
            assertThat(recorded.only(ReleaseEvent.GateSettled.class).status()).isEqualTo(GateStatus.GO);
            assertThat(recorded.release().item("deployment-window"))
                    .map(ItemState::status)
                    .contains(ItemStatus.PASSED);
        });
    }

    /** A zone in which it is nine o'clock at that moment, to the second. */
    private static ZoneOffset whereItIsNineAt(Instant moment) {
        int day = (int) Duration.ofDays(1).toSeconds();
        int ahead = (int) (Duration.ofHours(9).toSeconds() - moment.getEpochSecond() % day);
        return ZoneOffset.ofTotalSeconds(ahead < -day / 2 ? ahead + day : ahead);
    }

    @Test
    void endsWhenANewerBuildHadOvertakenItJustBeforeACrash() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowJob job = Releasing.pipeline(rule, "shop", GATE);
            job.setConcurrentBuild(true);
            Releasing.awaitGate(job.scheduleBuild2(0).waitForStart(), "production");
            Releasing.awaitGate(job.scheduleBuild2(0).waitForStart(), "production");
        });
        RecordOnDisk.of(sessions.getHome(), "shop", 2)
                .append(new ReleaseEvent.GateSettled("production", 1, GateStatus.GO, "Everything is there", false));
        sessions.then(rule -> {
            WorkflowJob job = rule.jenkins.getItemByFullName("shop", WorkflowJob.class);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(job.getBuildByNumber(2)));
            WorkflowRun older = job.getBuildByNumber(1);
            rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(older));
            assertThat(Recorded.of(older).only(ReleaseEvent.GateSettled.class).reason())
                    .contains("#2");
        });
    }
}
