package io.jenkins.plugins.releasechecklist.engine.history;

import static io.jenkins.plugins.releasechecklist.engine.history.History.PRODUCTION;
import static io.jenkins.plugins.releasechecklist.engine.history.History.begun;
import static io.jenkins.plugins.releasechecklist.engine.history.History.day;
import static io.jenkins.plugins.releasechecklist.engine.history.History.out;
import static io.jenkins.plugins.releasechecklist.engine.history.History.production;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of several jobs: their builds are told apart by job and number, and are in the order in which they started. */
class SharedHistoryTest {
    /** Release N of {@link History}, as a build of the branch. */
    private static ReleaseLine of(String branch, ReleaseLine line) {
        return line.renamed(any -> Optional.of(branch));
    }

    private static ReleaseLine good(String branch, int build) {
        return of(branch, History.good(build));
    }

    private static BuildKey key(String branch, int build) {
        return new BuildKey(Optional.of(branch), build);
    }

    /** The second build of its branch, started on the ninth day. */
    private static final ReleaseLine NINTH = withStart(good("main", 2), 9);

    private static ReleaseLine withStart(ReleaseLine line, int day) {
        return new ReleaseLine(
                line.build(),
                line.name(),
                line.version(),
                line.type(),
                line.status(),
                day(day),
                line.ended(),
                Optional.of(day(day)),
                List.of(production(day, "PASS", true)),
                line.firstCommitAt(),
                line.incident(),
                line.rolledBackTo(),
                line.discarded(),
                line.target(),
                line.request(),
                line.targets(),
                line.job());
    }

    @Test
    void buildsAreInTheOrderOfTheirStart() {
        ReleaseIndex index = new ReleaseIndex(List.of(NINTH, good("release-1", 7), good("release-2", 3)));
        assertThat(index.lines())
                .extracting(line -> line.key().id())
                .containsExactly("main#2", "release-1#7", "release-2#3");
        assertThat(index.before(day(9).toEpochMilli(), 1))
                .extracting(ReleaseLine::build)
                .containsExactly(7);
        assertThat(index.find(key("release-1", 7))).isPresent();
        assertThat(index.find(History.build(7))).isEmpty();
        assertThat(index.of(Optional.of("release-2")).lines()).containsExactly(good("release-2", 3));
        assertThat(index.with(good("release-1", 3)).lines()).hasSize(4);
        EnvironmentStatus.Arrival now = index.environments().get(0).running().orElseThrow();
        assertThat(now.build()).isEqualTo(key("main", 2));
    }

    @Test
    void aRollbackFindsItsReleasesInOtherJobs() {
        ReleaseLine started = of("release-1", History.rollbackOf(5, 6, 4, 6.5));
        ReleaseIndex index =
                new ReleaseIndex(List.of(good("release-1", 4), good("release-1", 5), good("other", 5), started));
        assertThat(index.find(key("release-1", 5)).orElseThrow().status()).isEqualTo("ROLLED_BACK");
        assertThat(index.find(key("other", 5)).orElseThrow().isReleased()).isTrue();
        assertThat(index.startedFor(key("release-1", 5))).hasSize(1);
        EnvironmentStatus.Arrival now = index.environments().get(0).running().orElseThrow();
        assertThat(now.build()).isEqualTo(key("release-1", 4));
        assertThat(now.by()).isEqualTo(key("release-1", 6));
        assertThat(now.line()).isPresent();
    }

    @Test
    void whatWentOutWithoutAGoIsGoodForItsOwnJobOnly() {
        ReleaseLine ungated =
                of("feature", out(begun(3), "RELEASED", 3, History.withoutGo(production(3, "PASS", true), 3.1)));
        assertThat(ungated.isGoodFor(Optional.of("feature"), PRODUCTION)).isTrue();
        assertThat(ungated.isGoodFor(Optional.of("main"), PRODUCTION)).isFalse();
        assertThat(good("feature", 3).isGoodFor(Optional.of("main"), PRODUCTION))
                .isTrue();
        RollbackChoice choice = new ReleaseIndex(List.of(good("release-1", 2), ungated, good("main", 5)))
                .rollback(PRODUCTION)
                .orElseThrow();
        assertThat(choice.from().key()).isEqualTo(key("main", 5));
        assertThat(choice.targets()).extracting(ReleaseLine::key).containsExactly(key("release-1", 2));
        assertThat(choice.target(key("feature", 3))).isEmpty();
    }

    @Test
    void commitsOfOneJobDoNotAgeTheReleasesOfAnother() {
        ReleaseLine waiting = of("feature", History.committed(begun(2), 1));
        ReleaseLine release = of("main", History.committed(History.good(5), 4.5));
        List<Deployment> deployments = new ReleaseIndex(List.of(waiting, release)).deployments();
        assertThat(deployments)
                .singleElement()
                .satisfies(one -> assertThat(one.leadTime()).contains(Duration.ofHours(12)));
    }

    @Test
    void aNewerReleaseOfAnotherJobIsOneOfAHigherVersion() {
        EnvironmentStatus.Arrival first = arrival(good("release-1", 4));
        assertThat(arrival(good("release-1", 5)).isNewerThan(first)).isTrue();
        assertThat(first.isNewerThan(arrival(good("release-2", 3)))).isTrue();
        assertThat(first.isNewerThan(arrival(good("release-2", 5)))).isFalse();
    }

    private static EnvironmentStatus.Arrival arrival(ReleaseLine line) {
        return EnvironmentStatus.of(List.of(line)).get(0).running().orElseThrow();
    }

    @Test
    void theFileKeepsJobsAndReadsWhatEarlierVersionsWrote(@TempDir Path directory) throws Exception {
        ReleaseIndexFile file = new ReleaseIndexFile(directory.resolve("release-checklist"));
        ReleaseLine back = of("release%2F2", History.rollbackOf(5, 6, 4, 6.5));
        file.replace(List.of(good("release-1", 1), good("main", 1), back));
        assertThat(file.read().orElseThrow().lines().values())
                .containsExactly(good("release-1", 1), good("main", 1), back);
        Path written = directory.resolve("release-checklist/releases.jsonl");
        Files.writeString(written, Files.readString(written).replaceAll(",\"(job|originJob)\":\"[^\"]+\"", ""));
        assertThat(file.read().orElseThrow().lines().values())
                .containsExactly(History.good(1), History.rollbackOf(5, 6, 4, 6.5));
    }

    @Test
    void namesOfBuildsAreWrittenAndRead() {
        assertThat(BuildKey.read("7")).contains(History.build(7));
        assertThat(BuildKey.read("release%2F1#7")).contains(key("release%2F1", 7));
        for (String none : List.of("", "0", "#7", "x", "main#", "main#0", "99999999999")) {
            assertThat(BuildKey.read(none)).as(none).isEmpty();
        }
        assertThat(key("release%2F1", 7).text()).isEqualTo("release/1 #7");
        assertThat(key(BuildKey.formerName("main", History.BEGIN), 7).text()).isEqualTo("main #7");
        BuildRef build = new BuildRef("team/shop/main", 7, "job/team/job/shop/job/main/7/");
        assertThat(BuildKey.of(Optional.of("release-1"), build)).isEqualTo(key("main", 7));
        assertThat(BuildKey.of(Optional.empty(), build)).isEqualTo(History.build(7));
    }
}
