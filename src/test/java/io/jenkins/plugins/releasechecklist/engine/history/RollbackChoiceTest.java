package io.jenkins.plugins.releasechecklist.engine.history;

import static io.jenkins.plugins.releasechecklist.engine.history.History.PRODUCTION;
import static io.jenkins.plugins.releasechecklist.engine.history.History.begun;
import static io.jenkins.plugins.releasechecklist.engine.history.History.build;
import static io.jenkins.plugins.releasechecklist.engine.history.History.day;
import static io.jenkins.plugins.releasechecklist.engine.history.History.good;
import static io.jenkins.plugins.releasechecklist.engine.history.History.in;
import static io.jenkins.plugins.releasechecklist.engine.history.History.out;
import static io.jenkins.plugins.releasechecklist.engine.history.History.production;
import static io.jenkins.plugins.releasechecklist.engine.history.History.request;
import static io.jenkins.plugins.releasechecklist.engine.history.History.requested;
import static io.jenkins.plugins.releasechecklist.engine.history.History.rollbackOf;
import static io.jenkins.plugins.releasechecklist.engine.history.History.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be rolled back from the page of a job, and what the history says after that. */
class RollbackChoiceTest {
    private static ReleaseIndex index(ReleaseLine... lines) {
        return new ReleaseIndex(List.of(lines));
    }

    private static List<Integer> targets(ReleaseIndex index) {
        return index.rollback(PRODUCTION).stream()
                .flatMap(choice -> choice.targets().stream())
                .map(ReleaseLine::build)
                .toList();
    }

    private static int from(ReleaseIndex index) {
        return index.rollback(PRODUCTION).orElseThrow().from().build();
    }

    @Test
    void takesBackWhatRunsThereAndOffersWhatWasGoodBefore() {
        ReleaseIndex index = index(good(1), good(2), good(3));
        assertThat(from(index)).isEqualTo(3);
        assertThat(targets(index)).containsExactly(2, 1);
        assertThat(index.rollback(PRODUCTION).orElseThrow().target(build(1))).isPresent();
        assertThat(index.rollback(PRODUCTION).orElseThrow().target(build(3))).isEmpty();
    }

    @Test
    void offersNothingWhereNothingIsKnownOrNothingWasGood() {
        assertThat(index(good(1)).rollback(PRODUCTION)).isEmpty();
        assertThat(index(good(1), good(2)).rollback("staging")).isEmpty();
        assertThat(index(begun(1), good(2)).rollback(PRODUCTION)).isEmpty();
        assertThatThrownBy(() -> new RollbackChoice(PRODUCTION, good(1), List.of()))
                .hasMessage("Expected a release to go back to in production, found none");
    }

    @Test
    void skipsWhatFailedOrWasRolledBack() {
        ReleaseLine bad = out(begun(2), "ROLLED_BACK", 2, rolledBack(production(2, "FAIL", false), 1, 2.5));
        assertThat(targets(index(good(1), bad, good(3)))).containsExactly(1);
    }

    @Test
    void takesBackADeploymentThatFailedAndOffersWhatRanBefore() {
        ReleaseIndex index = index(good(1), good(2), in(begun(3), "FAILED", History.deploymentFailed(3)));
        assertThat(from(index)).isEqualTo(3);
        assertThat(targets(index)).containsExactly(2, 1);
    }

    @Test
    void takesBackWhatRunsAfterTheFailureWasRolledBack() {
        ReleaseLine bad = out(begun(3), "ROLLED_BACK", 3, rolledBack(production(3, "FAIL", false), 2, 3.5));
        ReleaseIndex index = index(good(1), good(2), bad);
        assertThat(from(index)).isEqualTo(2);
        assertThat(targets(index)).containsExactly(1);
    }

    @Test
    void isTakenBackByABuildThatWasStartedForIt() {
        ReleaseIndex index = index(good(1), good(2), rollbackOf(2, 3, 1, 9));
        assertThat(index.find(build(2)).orElseThrow())
                .matches(line -> line.status().equals("ROLLED_BACK"))
                .matches(line -> !line.environment(PRODUCTION).orElseThrow().good());
        EnvironmentStatus now = index.environments().get(0);
        assertThat(now.running().orElseThrow())
                .matches(running -> running.version().equals(Optional.of("1.1")))
                .matches(running ->
                        running.build().equals(build(1)) && running.by().equals(build(3)))
                .matches(running -> running.since().equals(day(9)));
        assertThat(now.failed().orElseThrow().build()).isEqualTo(build(3));
        assertThat(index.startedFor(build(2))).extracting(ReleaseLine::build).containsExactly(3);
        assertThat(index.rollback(PRODUCTION)).isEmpty();
    }

    @Test
    void countsAsFailedAndRecoveredFromThenOn() {
        List<Deployment> deployments =
                index(good(1), good(2), rollbackOf(2, 3, 1, 9)).deployments();
        assertThat(deployments).extracting(Deployment::build).containsExactly(1, 2);
        assertThat(deployments.get(1).failed()).isTrue();
        assertThat(deployments.get(1).recovery()).contains(java.time.Duration.ofDays(7));
    }

    @Test
    void staysReleasedWhereTheRollbackIsOfAnotherEnvironmentOrDidNotPass() {
        ReleaseLine elsewhere = requested(
                in(begun(3), "IN_PROGRESS", rolledBack(production(3, "", false), 1, 9)),
                request("staging", 2, Optional.of(1)));
        assertThat(index(good(1), good(2), elsewhere)
                        .find(build(2))
                        .orElseThrow()
                        .status())
                .isEqualTo("RELEASED");
        ReleaseLine failed = requested(begun(3), request(PRODUCTION, 2, Optional.of(1)));
        assertThat(index(good(1), good(2), failed).find(build(2))).contains(good(2));
    }

    @Test
    void doesNotMatterHowOftenItIsSaid() {
        ReleaseIndex once = index(good(1), good(2), rollbackOf(2, 3, 1, 9));
        assertThat(new ReleaseIndex(once.lines()).lines()).isEqualTo(once.lines());
        assertThat(index(good(1), rollbackOf(2, 3, 1, 9)).with(good(2)).lines()).isEqualTo(once.lines());
    }

    @Test
    void isNotTakenBackByAPromotion() {
        ReleaseLine promoted = requested(good(3), request(PRODUCTION, 2, Optional.empty()));
        ReleaseIndex index = index(good(2), promoted);
        assertThat(index.find(build(2))).contains(good(2));
        assertThat(index.startedFor(build(2))).containsExactly(promoted);
    }
}
