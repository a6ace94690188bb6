package io.jenkins.plugins.releasechecklist.builds.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.Util;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.Run;
import hudson.model.RunMap;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.Baselines;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.builds.waiting.Waiting;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndexFile;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndexFileTest;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;

/** The release index of a job follows its records and its job, outlives its builds, and is read without them. */
@InSharedJenkins
class ReleaseIndexStoreTest {
    private static final String PRODUCTION = "production";
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void deleteJobs() throws Exception {
        ReleaseChecklistConfiguration.get().setKeepReleases(false);
        for (TopLevelItem item : jenkins.jenkins.getItems()) {
            item.delete();
        }
    }

    private static FreeStyleBuild opened(FreeStyleProject job, String version) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        BuildRecords.open(
                build,
                Actor.step("releaseChecklist"),
                new ReleaseDetails(
                        Optional.of("Shop"),
                        Optional.of(version),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return build;
    }

    private static void verified(Run<?, ?> build, String run, Verdict verdict, Outcome outcome) throws IOException {
        Judgement judgement = new Judgement(
                verdict, List.of("why"), 3, 1, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        Waiting.append(
                build,
                new ReleaseEvent.RunStarted(
                        run, "postDeployVerify", "verify", Optional.of(PRODUCTION), Optional.empty()),
                new ReleaseEvent.VerificationJudged(run, judgement),
                new ReleaseEvent.RunFinished(run, outcome, Optional.of(Phrase.plain("why"))));
    }

    private static void rolledBack(Run<?, ?> build, Run<?, ?> to) throws IOException {
        Waiting.append(
                build,
                new ReleaseEvent.IncidentOpened(Optional.of(PRODUCTION), "slow"),
                new ReleaseEvent.RunStarted(
                        "back", "rollbackRelease", "back", Optional.of(PRODUCTION), Optional.empty()),
                new ReleaseEvent.RollbackTargeted("back", PRODUCTION, "1.0.0", BuildRecords.reference(to)),
                new ReleaseEvent.RunFinished("back", Outcome.PASSED, Optional.empty()));
    }

    private static FreeStyleBuild good(FreeStyleProject job, String version) throws Exception {
        FreeStyleBuild build = opened(job, version);
        verified(build, "v", Verdict.PASS, Outcome.PASSED);
        Waiting.append(build, new ReleaseEvent.BuildEnded("SUCCESS"));
        return build;
    }

    private static Path file(FreeStyleProject job) {
        return job.getRootDir().toPath().resolve("release-checklist/releases.jsonl");
    }

    private static ReleaseLine line(Run<?, ?> build) throws IOException {
        return ReleaseIndexStore.read(build.getParent())
                .find(History.build(build.getNumber()))
                .orElseThrow();
    }

    private static List<String> versions(FreeStyleProject job) throws IOException {
        return ReleaseIndexStore.read(job).lines().stream()
                .map(line -> line.version().orElse("?"))
                .toList();
    }

    @Test
    void followsARecordFromItsOpeningToItsEnd() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        FreeStyleBuild build = opened(job, "1.0.0");
        assertThat(line(build).status()).isEqualTo("IN_PROGRESS");
        assertThat(line(build).type()).contains("minor");
        assertThat(line(build).name()).contains("Shop");
        assertThat(line(build).started()).isEqualTo(Instant.ofEpochMilli(build.getStartTimeInMillis()));
        assertThat(line(build).released()).isEmpty();
        assertThat(line(build).environments()).isEmpty();

        verified(build, "v1", Verdict.FAIL, Outcome.FAILED);
        EnvironmentLine failed = line(build).environment(PRODUCTION).orElseThrow();
        assertThat(failed.verdict()).contains("FAIL");
        assertThat(failed.good()).isFalse();
        assertThat(failed.deployed()).isPresent();

        verified(build, "v2", Verdict.INCONCLUSIVE, Outcome.PASSED);
        EnvironmentLine accepted = line(build).environment(PRODUCTION).orElseThrow();
        assertThat(accepted.verdict()).contains("INCONCLUSIVE");
        assertThat(accepted.verified()).isPresent();
        assertThat(accepted.good()).isTrue();
        assertThat(line(build).released()).isPresent();
        assertThat(line(build).isReleased()).isTrue();
        assertThat(line(build).ended()).isEmpty();

        Waiting.append(build, new ReleaseEvent.BuildEnded("SUCCESS"));
        assertThat(line(build).ended()).contains(line(build).started().plusMillis(build.getDuration()));
    }

    @Test
    void tellsIncidentAndRollback() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        FreeStyleBuild first = good(job, "1.0.0");
        FreeStyleBuild second = opened(job, "1.1.0");
        verified(second, "v", Verdict.PASS, Outcome.PASSED);
        rolledBack(second, first);
        assertThat(line(second).status()).isEqualTo("ROLLED_BACK");
        assertThat(line(second).isReleased()).isFalse();
        assertThat(line(second).rolledBackTo())
                .contains(new ReleaseLine.RolledBackTo(PRODUCTION, "1.0.0", first.getNumber()));
        assertThat(line(second).incident().orElseThrow().ended()).isEmpty();
        for (String item : List.of("incident-response", "root-cause", "action-items")) {
            Waiting.append(second, new ReleaseEvent.ItemMarked(item, ItemStatus.PASSED, Optional.empty(), List.of()));
        }
        assertThat(line(second).incident().orElseThrow().ended()).isPresent();
        // What was taken back is nothing to go back to, although its verification had passed before.
        FreeStyleBuild third = opened(job, "1.2.0");
        assertThat(ReleaseHistory.lastKnownGood(third, PRODUCTION).orElseThrow().version())
                .isEqualTo("1.0.0");
        assertThat(ReleaseHistory.releasedVersions(third)).contains("1.0.0");
        assertThat(ReleaseHistory.lastReleasedBuildNumber(third)).hasValue(first.getNumber());
    }

    @Test
    void writesOnlyWhatIsNewAndStaysShort() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        FreeStyleBuild build = opened(job, "1.0.0");
        List<String> before = Files.readAllLines(file(job));
        for (int note = 0; note < 20; note++) {
            Waiting.append(
                    build,
                    new ReleaseEvent.ItemMarked(
                            "monitoring", ItemStatus.PASSED, Optional.of("note " + note), List.of()));
        }
        assertThat(Files.readAllLines(file(job))).isEqualTo(before);
        for (int run = 0; run < 20; run++) {
            verified(build, "v" + run, Verdict.PASS, Outcome.PASSED);
            assertThat(Files.readAllLines(file(job))).hasSizeLessThanOrEqualTo(2);
        }
        assertThat(versions(job)).containsExactly("1.0.0");
    }

    @Test
    void outlivesDiscardedBuildsAndARenamedJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        FreeStyleBuild first = good(job, "1.0.0");
        FreeStyleBuild second = opened(job, "1.1.0");
        first.delete();
        job.renameTo("store");
        Folder folder = jenkins.createProject(Folder.class, "team");
        FreeStyleProject moved = Items.move(job, folder);

        assertThat(versions(moved)).containsExactly("1.1.0", "1.0.0");
        assertThat(ReleaseIndexStore.read(moved)
                        .find(History.build(1))
                        .orElseThrow()
                        .discarded())
                .isTrue();
        FreeStyleBuild now = moved.getBuildByNumber(second.getNumber());
        ReleaseHistory.KnownGood good =
                ReleaseHistory.lastKnownGood(now, PRODUCTION).orElseThrow();
        assertThat(good.version()).isEqualTo("1.0.0");
        assertThat(good.discarded()).isTrue();
        assertThat(good.build().job()).isEqualTo("team/store");
        assertThat(good.build().url()).isEqualTo("job/team/job/store/1/");
        assertThat(ReleaseHistory.releasedVersions(now)).contains("1.0.0");
        assertThat(Baselines.of(now, BuildRecords.of(now).orElseThrow().state(), Optional.of(PRODUCTION)))
                .isEmpty();
        assertThat(Baselines.gone(now, Optional.of(PRODUCTION)).orElseThrow())
                .contains("1.0.0", "#1", "its build was discarded");
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("jobs/shop")).doesNotExist();
    }

    @Test
    void isMadeAnewWhereItIsMissingOrDamaged() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        good(job, "1.0.0");
        FreeStyleBuild discarded = good(job, "1.1.0");
        good(job, "1.2.0");
        jenkins.buildAndAssertSuccess(job);
        discarded.delete();
        ReleaseIndex before = ReleaseIndexStore.read(job);

        Files.delete(file(job));
        assertThat(versions(job)).containsExactly("1.2.0", "1.0.0");
        assertThat(file(job)).exists();

        ReleaseLine kept = before.find(History.build(2)).orElseThrow();
        Files.writeString(file(job), "no JSON\n", StandardOpenOption.APPEND);
        new ReleaseIndexFile(file(job).getParent()).append(kept);
        assertThat(ReleaseIndexStore.read(job).lines()).isEqualTo(before.lines());
        assertThat(Files.readString(file(job))).doesNotContain("no JSON");
    }

    @Test
    void isNotBroughtBackWithAJobThatIsGone() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        FreeStyleBuild build = good(job, "1.0.0");
        Path directory = job.getRootDir().toPath();
        job.delete();
        build.getAction(RecordPointer.class).tellHistory();
        new IndexListeners.Discarded().onDeleted(build);
        assertThat(directory).doesNotExist();
    }

    @Test
    void doesNotForgetThatABuildIsGone() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        FreeStyleBuild build = good(job, "1.0.0");
        new IndexListeners.Discarded().onDeleted(build);
        build.getAction(RecordPointer.class).tellHistory();
        assertThat(line(build).discarded()).isTrue();
    }

    @Test
    void isReadWithoutLoadingABuild() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        Path builds = Files.createDirectories(job.getBuildDir().toPath());
        List<ReleaseLine> lines = new ArrayList<>();
        for (int build = 1; build <= 10_000; build++) {
            Path directory = Files.createDirectory(builds.resolve(Integer.toString(build)));
            if (build % 5 == 0) {
                Files.writeString(directory.resolve("build.xml"), "<unreadable");
                lines.add(ReleaseIndexFileTest.line(build, "1." + build));
            }
        }
        new ReleaseIndexFile(file(job).getParent()).replace(lines);
        job._getRuns().purgeCache();
        // Jenkins says so when it cannot load a build, and it can load none of these.
        LogRecorder loading = new LogRecorder().record(RunMap.class, Level.ALL).capture(10);

        ReleaseIndex index = ReleaseIndexStore.read(job);
        assertThat(index.lines()).hasSize(2_000);
        assertThat(index.before(Long.MAX_VALUE, 50))
                .extracting(ReleaseLine::build)
                .hasSize(50)
                .startsWith(10_000, 9_995)
                .endsWith(9_755);
        assertThat(index.before(9_755, 2)).extracting(ReleaseLine::build).containsExactly(9_750, 9_745);
        assertThat(index.find(History.build(5)).orElseThrow().version()).contains("1.5");
        assertThat(index.find(History.build(6))).isEmpty();
        assertThat(ReleaseIndexStore.read(job)).isSameAs(index);
        assertThat(loading.getMessages()).isEmpty();
        assertThat(job.getBuildByNumber(10_000)).isNull();
        assertThat(loading.getMessages()).isNotEmpty();
        Util.deleteRecursive(job.getBuildDir());
        job._getRuns().purgeCache();
    }

    @Test
    void keepsTheBuildsOfReleasesThatWentOutWhereThatIsWanted() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        assertThat(good(job, "1.0.0").isKeepLog()).isFalse();

        ReleaseChecklistConfiguration.get().setKeepReleases(true);
        FreeStyleBuild failed = opened(job, "1.1.0");
        verified(failed, "v", Verdict.FAIL, Outcome.FAILED);
        assertThat(failed.isKeepLog()).isFalse();
        FreeStyleBuild kept = opened(job, "1.2.0");
        verified(kept, "v", Verdict.PASS, Outcome.PASSED);
        assertThat(kept.isKeepLog()).isTrue();

        // Once: who allows it to be discarded again is not contradicted.
        kept.keepLog(false);
        rolledBack(kept, failed);
        assertThat(line(kept).status()).isEqualTo("ROLLED_BACK");
        assertThat(kept.isKeepLog()).isFalse();
    }
}
