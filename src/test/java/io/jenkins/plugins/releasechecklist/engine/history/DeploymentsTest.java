package io.jenkins.plugins.releasechecklist.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as a deployment, as a failure, as lead time and as recovery. */
class DeploymentsTest {
    private static Deployment only(ReleaseLine line) {
        List<Deployment> found = Deployment.of(List.of(line));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Duration days(double days) {
        return Duration.ofMinutes(Math.round(days * 24 * 60));
    }

    @Test
    void countsAReleaseThatIsOut() {
        Deployment deployment = only(History.good(7));
        assertThat(deployment.build()).isEqualTo(7);
        assertThat(deployment.version()).contains("1.7");
        assertThat(deployment.at()).isEqualTo(History.day(7));
        assertThat(deployment.failed()).isFalse();
        assertThat(deployment.recovery()).isEmpty();
    }

    @Test
    void doesNotCountWhatWasRejectedOrFailedBeforeItWasOutOrOnlyReachedStaging() {
        List<ReleaseLine> lines = List.of(
                History.begun(1),
                History.in(History.begun(2), "REJECTED"),
                History.in(History.begun(3), "FAILED"),
                History.in(History.begun(4), "FAILED", History.deploymentFailed(4)));
        assertThat(Deployment.of(lines)).isEmpty();
    }

    @Test
    void countsADiscardedBuildAndARunningOneThatIsOut() {
        ReleaseLine running = History.out(History.begun(2), "RELEASED_WITH_OPEN_ITEMS", 2);
        assertThat(running.ended()).isEmpty();
        assertThat(Deployment.of(List.of(History.discarded(History.good(1)), running)))
                .extracting(Deployment::build)
                .containsExactly(1, 2);
    }

    @Test
    void countsAReleaseWhoseVerificationFailedAlsoWhenNothingElseMarkedItAsOut() {
        Deployment deployment = only(History.in(History.begun(1), "FAILED", History.production(1.5, "FAIL", false)));
        assertThat(deployment.at()).isEqualTo(History.day(1.5));
        assertThat(deployment.failed()).isTrue();
        assertThat(deployment.isOpen()).isTrue();
    }

    @Test
    void countsADeploymentThatFailedWhenItMadeAnIncident() {
        Deployment deployment = only(History.incident(
                History.in(History.begun(1), "FAILED", History.deploymentFailed(1.5)), 1.5, Optional.of(1.75)));
        assertThat(deployment.at()).isEqualTo(History.day(1.5));
        assertThat(deployment.failed()).isTrue();
        assertThat(deployment.recovery()).contains(days(0.25));
    }

    @Test
    void countsARollbackAsAFailureThatIsOverWhenItIsDone() {
        ReleaseLine line = History.out(
                History.begun(2), "ROLLED_BACK", 2, History.rolledBack(History.production(2, "FAIL", false), 1, 2.5));
        Deployment deployment = only(History.committed(line, 1));
        assertThat(deployment.failed()).isTrue();
        assertThat(deployment.recovery()).contains(days(0.5));
        assertThat(deployment.leadTime()).isEmpty();
    }

    @Test
    void countsARollbackAlsoWhenItsVerificationHadPassedAndNoIncidentWasOpened() {
        ReleaseLine line = History.out(
                History.begun(2), "ROLLED_BACK", 2, History.rolledBack(History.production(2, "PASS", false), 1, 4));
        assertThat(only(line).failed()).isTrue();
        assertThat(only(line).recovery()).contains(days(2));
    }

    @Test
    void readsRollbacksOfEarlierVersionsOfThePlugin() {
        ReleaseLine line = History.ofEarlierVersion(
                History.out(History.begun(2), "ROLLED_BACK", 2, History.production(2, "FAIL", false)), 1, 2.75);
        assertThat(only(line).failed()).isTrue();
        assertThat(only(line).recovery()).contains(days(0.75));
    }

    @Test
    void countsAnIncidentAfterTheReleaseAndNotOneBefore() {
        assertThat(only(History.incident(History.good(3), 3.5, Optional.empty()))
                        .isOpen())
                .isTrue();
        assertThat(only(History.incident(History.good(3), 2.5, Optional.of(2.75)))
                        .failed())
                .isFalse();
    }

    @Test
    void recoversByTheNextReleaseThatDoesNotFail() {
        List<Deployment> found = new History()
                .add(History.incident(History.good(1), 1.5, Optional.of(9.0)))
                .add(History.incident(History.good(2), 2.5, Optional.empty()))
                .add(History.in(History.begun(3), "REJECTED"))
                .add(History.good(4))
                .deployments();
        assertThat(found).extracting(Deployment::failed).containsExactly(true, true, false);
        assertThat(found)
                .extracting(Deployment::recovery)
                .containsExactly(Optional.of(days(3)), Optional.of(days(2)), Optional.empty());
    }

    @Test
    void recoversByAVerificationThatPassesAfterAll() {
        ReleaseLine line = History.incident(
                History.out(History.begun(1), "RELEASED", 1, History.production(1.4, "PASS", true)),
                1.25,
                Optional.empty());
        assertThat(only(line).recovery()).contains(days(0.5));
    }

    @Test
    void measuresTheLeadTimeFromTheOldestCommitThatGotOut() {
        List<Deployment> found = new History()
                .add(History.committed(History.in(History.begun(5), "REJECTED"), 2))
                .add(History.committed(History.good(6), 5))
                .add(History.good(7))
                .add(History.committed(History.good(8), 7.5))
                .deployments();
        assertThat(found)
                .extracting(Deployment::leadTime)
                .containsExactly(Optional.of(days(4)), Optional.empty(), Optional.of(days(0.5)));
    }

    @Test
    void countsTheCommitsOfARolledBackReleaseForTheOneThatBroughtThemOutForGood() {
        ReleaseLine back = History.out(
                History.begun(2), "ROLLED_BACK", 2, History.rolledBack(History.production(2, "FAIL", false), 1, 2.5));
        List<Deployment> found = new History()
                .add(History.committed(back, 1))
                .add(History.committed(History.good(4), 3))
                .deployments();
        assertThat(found).extracting(Deployment::leadTime).containsExactly(Optional.empty(), Optional.of(days(3)));
    }

    @Test
    void believesNoCommitFromTheFuture() {
        assertThat(only(History.committed(History.good(1), 2)).leadTime()).isEmpty();
    }
}
