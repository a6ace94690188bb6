package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Many releases race for a production that takes one at a time, in a Jenkins that is killed twice meanwhile: never are two of them
 * there, none is forgotten, and they enter in the order in which they came.
 */
class ExclusiveKillTest {
    private static final int RELEASES = 40;
    private static final String PRODUCTION = "production";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Is in production until somebody says that it is done. */
    private static final String RELEASE = """
            releaseGate environment: 'production', approvals: [qa: 1]
            releaseGate environment: 'elsewhere', id: 'done', approvals: [qa: 1]
            """;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.create();

    @Test
    void neverTwoInsideNobodyForgottenAndInOrder() throws Throwable {
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(ExclusiveKillTest::race);
        jenkins.stopJenkinsForcibly();
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(ExclusiveKillTest::goOn);
        jenkins.stopJenkinsForcibly();
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(ExclusiveKillTest::finish);
        jenkins.stopJenkins();

        List<Release> entered = releases().stream()
                .sorted(Comparator.comparing(release -> go(release, PRODUCTION)))
                .toList();
        assertThat(entered).allMatch(release -> release.ended().equals(Optional.of("SUCCESS")));
        for (int i = 1; i < entered.size(); i++) {
            assertThat(go(entered.get(i), PRODUCTION))
                    .as("Go of number %s, after the one before was done", i)
                    .isAfterOrEqualTo(go(entered.get(i - 1), "done"));
        }
        assertThat(entered.stream()
                        .map(release -> release.gate(PRODUCTION).orElseThrow())
                        .flatMap(gate -> gate.queued().stream()))
                .hasSize(RELEASES - 1)
                .isSorted();
    }

    private static String job(int number) {
        return "shop-" + number;
    }

    private static void race(JenkinsRule rule) throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment(PRODUCTION);
        production.setExclusive(true);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < RELEASES; i++) {
            runs.add(Releasing.pipeline(rule, job(i), RELEASE).scheduleBuild2(0).waitForStart());
        }
        runs.forEach(run -> Releasing.awaitGate(run, PRODUCTION));
        ExecutorService people = Executors.newFixedThreadPool(4);
        for (Future<GateState> vote : people.invokeAll(runs.stream()
                .map(run -> (Callable<GateState>) () -> go(run, PRODUCTION))
                .toList())) {
            vote.get();
        }
        people.shutdown();
        letLeave(rule, RELEASES / 5);
    }

    private static void goOn(JenkinsRule rule) throws Exception {
        awaitResumption();
        letLeave(rule, RELEASES / 3);
    }

    private static void finish(JenkinsRule rule) throws Exception {
        awaitResumption();
        while (runs(rule).stream().anyMatch(WorkflowRun::isBuilding)) {
            letLeave(rule, 1);
        }
        runs(rule)
                .forEach(run ->
                        Releasing.awaitRelease(run, release -> release.ended().isPresent()));
    }

    /** A build that is looked up while Pipeline, or the rebuild of the index after a crash, loads it is lost. */
    private static void awaitResumption() {
        await().atMost(PATIENCE).until(() -> FlowExecutionList.get().isResumptionComplete());
        await().atMost(PATIENCE).until(() -> WaitingIndex.get().whole().isDone());
    }

    /** Releases leave one after the other, and the next one is there, with its program saved, unless there is none. */
    private static void letLeave(JenkinsRule rule, int many) throws Exception {
        for (int i = 0; i < many; i++) {
            WorkflowRun run = there(rule).orElseThrow();
            go(run, "done");
            rule.waitForCompletion(run);
        }
        Optional<WorkflowRun> next = there(rule);
        if (next.isPresent()) {
            Releasing.awaitSavedProgram(next.get());
        }
    }

    /** The release that is in production; empty when all are over. */
    private static Optional<WorkflowRun> there(JenkinsRule rule) {
        return await().atMost(PATIENCE)
                .until(
                        () -> runs(rule).stream()
                                .filter(WorkflowRun::isBuilding)
                                .filter(ExclusiveKillTest::isThere)
                                .findFirst(),
                        found -> found.isPresent() || runs(rule).stream().noneMatch(WorkflowRun::isBuilding));
    }

    private static boolean isThere(WorkflowRun run) {
        try {
            return Releasing.release(run)
                    .gate("done")
                    .filter(GateState::isWaiting)
                    .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GateState go(WorkflowRun run, String gate) throws IOException, Refusal {
        return new Decisions(run, BuildRecords.of(run).orElseThrow())
                .vote(Approver.current(), gate, Choice.GO, Optional.empty(), Optional.empty());
    }

    private static List<WorkflowRun> runs(JenkinsRule rule) {
        return IntStream.range(0, RELEASES)
                .mapToObj(i -> Objects.requireNonNull(rule.jenkins.getItemByFullName(job(i), WorkflowJob.class)))
                .map(job -> job.getBuildByNumber(1))
                .toList();
    }

    private List<Release> releases() throws IOException {
        List<Release> releases = new ArrayList<>();
        for (int i = 0; i < RELEASES; i++) {
            releases.add(RecordOnDisk.of(jenkins.getHome(), job(i)).state());
        }
        return releases;
    }

    private static Instant go(Release release, String gate) {
        GateState.Settlement end = release.gate(gate).orElseThrow().settlement().orElseThrow();
        assertThat(end.status()).isEqualTo(GateStatus.GO);
        return end.at();
    }
}
