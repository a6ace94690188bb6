package io.jenkins.plugins.releasechecklist.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What runs where, as far as the index tells. */
class EnvironmentStatusTest {
    private static EnvironmentStatus production(ReleaseLine... lines) {
        List<EnvironmentStatus> all = EnvironmentStatus.of(List.of(lines));
        assertThat(all.get(0).environment()).isEqualTo(History.PRODUCTION);
        return all.get(0);
    }

    private static ReleaseLine rolledBack(int build, int to) {
        return History.out(
                History.begun(build),
                "ROLLED_BACK",
                build,
                History.rolledBack(History.production(build, "FAIL", false), to, build + 0.5));
    }

    @Test
    void knowsWhatCameLast() {
        EnvironmentStatus.Arrival now =
                production(History.good(1), History.good(2)).running().orElseThrow();
        assertThat(now.version()).contains("1.2");
        assertThat(now.since()).isEqualTo(History.day(2));
        assertThat(now.build()).isEqualTo(History.build(2));
        assertThat(now.isBroughtBack()).isFalse();
        assertThat(production(History.good(1), History.good(2)).failed()).isEmpty();
    }

    @Test
    void knowsWhatARollbackBroughtBack() {
        EnvironmentStatus where = production(History.good(1), rolledBack(2, 1));
        EnvironmentStatus.Arrival now = where.running().orElseThrow();
        assertThat(now.version()).contains("1.1");
        assertThat(now.since()).isEqualTo(History.day(2.5));
        assertThat(now.build()).isEqualTo(History.build(1));
        assertThat(now.by()).isEqualTo(History.build(2));
        assertThat(now.isBroughtBack()).isTrue();
        assertThat(EnvironmentOutcome.of(now.line().orElseThrow())).isEqualTo(EnvironmentOutcome.VERIFIED);
        assertThat(where.failed().orElseThrow().version()).contains("1.2");
        assertThat(EnvironmentOutcome.of(where.failed().orElseThrow().line()))
                .isEqualTo(EnvironmentOutcome.ROLLED_BACK);
    }

    @Test
    void forgetsAFailureThatALaterReleaseMadeGood() {
        EnvironmentStatus where = production(History.good(1), rolledBack(2, 1), History.good(3));
        assertThat(where.running().orElseThrow().version()).contains("1.3");
        assertThat(where.failed()).isEmpty();
    }

    @Test
    void knowsWhatRunsThereAfterADeploymentThatFailed() {
        EnvironmentStatus where =
                production(History.good(1), History.in(History.begun(2), "FAILED", History.deploymentFailed(2.5)));
        assertThat(where.running().orElseThrow().version()).contains("1.1");
        assertThat(where.failed().orElseThrow().build()).isEqualTo(History.build(2));
        assertThat(EnvironmentOutcome.of(where.failed().orElseThrow().line()))
                .isEqualTo(EnvironmentOutcome.DEPLOYMENT_FAILED);
    }

    @Test
    void saysOnceThatWhatRunsThereFailedItsVerification() {
        EnvironmentStatus where = production(
                History.good(1), History.out(History.begun(2), "FAILED", 2, History.production(2, "FAIL", false)));
        assertThat(where.running().orElseThrow().version()).contains("1.2");
        assertThat(EnvironmentOutcome.of(where.running().orElseThrow().line().orElseThrow()))
                .isEqualTo(EnvironmentOutcome.VERIFICATION_FAILED);
        assertThat(where.failed()).isEmpty();
    }

    @Test
    void goesByTimeWhereBuildsOvertakeEachOther() {
        ReleaseLine late = History.out(History.begun(1), "RELEASED", 5, History.production(5, "PASS", true));
        assertThat(production(late, History.good(2)).running().orElseThrow().version())
                .contains("1.1");
    }

    @Test
    void knowsADiscardedBuildAndOneThatIsForgotten() {
        EnvironmentStatus.Arrival discarded = production(History.discarded(History.good(1)), rolledBack(2, 1))
                .running()
                .orElseThrow();
        assertThat(discarded.discarded()).isTrue();
        EnvironmentStatus.Arrival forgotten =
                production(rolledBack(2, 1)).running().orElseThrow();
        assertThat(forgotten.discarded()).isTrue();
        assertThat(forgotten.line()).isEmpty();
        assertThat(forgotten.version()).contains("1.1");
    }

    @Test
    void readsLinesOfEarlierVersionsOfThePlugin() {
        ReleaseLine old = History.ofEarlierVersion(
                History.out(History.begun(2), "ROLLED_BACK", 2, History.production(2, "FAIL", false)), 1, 2.75);
        EnvironmentStatus.Arrival now =
                production(History.good(1), old).running().orElseThrow();
        assertThat(now.version()).contains("1.1");
        assertThat(now.since()).isEqualTo(History.day(2.75));
    }

    @Test
    void namesTheEnvironmentFirstThatReleasesReachLast() {
        EnvironmentLine staging = new EnvironmentLine(
                "staging",
                Optional.of(History.day(2)),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of("FAILED"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<EnvironmentStatus> all =
                EnvironmentStatus.of(List.of(History.good(1), History.in(History.begun(2), "FAILED", staging)));
        assertThat(all).extracting(EnvironmentStatus::environment).containsExactly("production", "staging");
        assertThat(EnvironmentOutcome.of(
                        all.get(1).running().orElseThrow().line().orElseThrow()))
                .isEqualTo(EnvironmentOutcome.TESTS_FAILED);
        assertThat(all.get(0).running().orElseThrow().version()).contains("1.1");
    }

    @Test
    void saysThatNobodyKnowsWhereOnlyAnAttemptIsKnown() {
        EnvironmentStatus where = production(History.in(History.begun(2), "FAILED", History.deploymentFailed(2.5)));
        assertThat(where.running()).isEmpty();
        assertThat(where.failed()).isPresent();
    }
}
