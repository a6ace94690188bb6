package io.jenkins.plugins.releasechecklist.builds.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex.WaitingFile;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The index follows the records, and the jobs wherever they go. */
@InSharedJenkins
class WaitingIndexTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        Waiting.wholeIndex();
    }

    @AfterEach
    void deleteJobs() throws Exception {
        for (TopLevelItem item : jenkins.jenkins.getItems()) {
            item.delete();
        }
        assertThat(Waiting.index()).isEmpty();
    }

    @Test
    void knowsAGateFromItsOpeningToItsEnd() throws Exception {
        FreeStyleBuild build = Waiting.running(jenkins, "shop");
        Waiting.sign(build, "dan", Waiting.HANDOFF, "devops", "support");
        assertThat(Waiting.index()).isEmpty();
        Waiting.gate(build, "production", 1);
        assertThat(Waiting.index()).containsExactly("shop#1: production1");
        Waiting.settle(build, "production", 1);
        assertThat(Waiting.index()).isEmpty();
    }

    @Test
    void knowsOnlyTheLatestRoundOfAGate() throws Exception {
        FreeStyleBuild build = Waiting.running(jenkins, "shop");
        Waiting.sign(build, "dan", Waiting.HANDOFF, "devops", "support");
        Waiting.gate(build, "production", 1);
        Waiting.gate(build, "production", 2);
        assertThat(Waiting.index()).containsExactly("shop#1: production2");
    }

    @Test
    void knowsWhatIsReleasedAndWhoHasToSignYet() throws Exception {
        FreeStyleBuild build = Waiting.released(jenkins, "shop");
        Waiting.sign(build, "dan", Waiting.HANDOFF, "devops");
        WaitingBuild waiting = WaitingIndex.get().of("shop").get(0);
        assertThat(waiting.application()).contains("Shop");
        assertThat(waiting.version()).contains("2.4.0");
        assertThat(waiting.ended()).isTrue();
        assertThat(waiting.signOffs().get(0).roles()).containsExactly("support");
        assertThat(waiting.signOffs().get(0).signers()).containsExactly("dan");
        Waiting.sign(build, "sue", Waiting.HANDOFF, "support");
        assertThat(Waiting.index()).isEmpty();
    }

    @Test
    void asksForNoHandoffOfAReleaseThatANewerOneFollowed() throws Exception {
        FreeStyleBuild older = Waiting.released(jenkins, "shop");
        FreeStyleBuild other = Waiting.released(jenkins, "store");
        FreeStyleBuild newer = Waiting.running(jenkins, "shop");
        assertThat(Waiting.index()).containsExactly("shop#2: support-handoff", "store#1: support-handoff");
        Waiting.append(newer, new ReleaseEvent.BuildEnded("SUCCESS"));
        Waiting.sign(other, "dan", Waiting.HANDOFF, "devops", "support");
        Waiting.sign(newer, "dan", Waiting.HANDOFF, "devops", "support");
        await().until(() -> ReleaseIndexStore.read(older.getProject())
                .find(History.build(2))
                .isPresent());

        Waiting.append(older, new ReleaseEvent.PartTicked(Waiting.HANDOFF, "none", false));
        assertThat(Waiting.index()).isEmpty();
        Waiting.append(
                older,
                new ReleaseEvent.IncidentOpened(Optional.of("production"), "It burns"),
                new ReleaseEvent.ItemMarked("root-cause", ItemStatus.FAILED, Optional.empty(), List.of()));
        assertThat(Waiting.index()).containsExactly("shop#1: root-cause");
    }

    @Test
    void forgetsARunningReleaseThatFails() throws Exception {
        FreeStyleBuild build = Waiting.opened(jenkins, "shop");
        assertThat(WaitingIndex.get().of("shop").get(0).signOffs()).hasSize(7);
        Waiting.append(build, new ReleaseEvent.BuildEnded("FAILURE"));
        assertThat(Waiting.index()).isEmpty();
    }

    @Test
    void knowsAReleaseInProgressUntilItsBuildEnds() throws Exception {
        FreeStyleBuild build = Waiting.running(jenkins, "shop");
        Waiting.sign(build, "dan", Waiting.HANDOFF, "devops", "support");
        assertThat(Waiting.index()).isEmpty();
        assertThat(WaitingIndex.get().of("shop"))
                .extracting(WaitingBuild::running)
                .containsExactly(true);
        await().until(() -> saved().builds().size() == 1);
        Waiting.append(build, new ReleaseEvent.BuildEnded("SUCCESS"));
        assertThat(WaitingIndex.get().of("shop")).isEmpty();
    }

    @Test
    void doesNotShowAReleaseInProgressWhoseBuildIsOver() throws Exception {
        Waiting.running(jenkins, "shop");
        assertThat(WaitingIndex.get().of("shop"))
                .extracting(WaitingBuild::running)
                .containsExactly(true);
        assertThat(RunningRelease.visible(WaitingIndex.get().all())).isEmpty();
        assertThat(WaitingIndex.get().of("shop"))
                .extracting(WaitingBuild::running)
                .containsExactly(false);
    }

    @Test
    void followsARenamedJob() throws Exception {
        FreeStyleBuild build = Waiting.released(jenkins, "shop");
        Waiting.released(jenkins, "shop-2");
        build.getProject().renameTo("store");
        assertThat(Waiting.index()).containsExactly("shop-2#1: support-handoff", "store#1: support-handoff");
        Waiting.sign(build, "dan", Waiting.HANDOFF, "devops", "support");
        assertThat(Waiting.index()).containsExactly("shop-2#1: support-handoff");
    }

    @Test
    void followsAJobIntoAFolderAndTheFolderToItsNewName() throws Exception {
        FreeStyleBuild build = Waiting.running(jenkins, "shop");
        Folder folder = jenkins.createProject(Folder.class, "team");
        FreeStyleProject moved = Items.move(build.getProject(), folder);
        assertThat(Waiting.index()).containsExactly("team/shop#1: support-handoff");
        folder.renameTo("guild");
        assertThat(Waiting.index()).containsExactly("guild/shop#1: support-handoff");
        Waiting.gate(moved.getBuildByNumber(1), "production", 1);
        assertThat(Waiting.index()).containsExactly("guild/shop#1: production1, support-handoff");
        folder.delete();
        assertThat(Waiting.index()).isEmpty();
    }

    @Test
    void forgetsADeletedBuildAndADeletedJob() throws Exception {
        FreeStyleBuild build = Waiting.released(jenkins, "shop");
        FreeStyleBuild other = Waiting.released(jenkins, "store");
        build.delete();
        assertThat(Waiting.index()).containsExactly("store#1: support-handoff");
        other.getProject().delete();
        assertThat(Waiting.index()).isEmpty();
    }

    @Test
    void forgetsADamagedRecordWithTheNextLook() throws Exception {
        FreeStyleBuild build = Waiting.released(jenkins, "shop");
        Files.writeString(build.getRootDir().toPath().resolve("release-checklist/events.jsonl"), "{}\n{}\n");
        WaitingIndex.get().refresh(build, build.getAction(RecordPointer.class).record());
        assertThat(Waiting.index()).isEmpty();
    }

    @Test
    void keepsOnDiskWhatItKnows() throws Exception {
        Waiting.released(jenkins, "shop");
        await().until(() -> saved().builds().size() == 1);
        assertThat(saved().builds()).isEqualTo(WaitingIndex.get().all());
        assertThat(saved().closed()).isFalse();
    }

    private static WaitingFile.Content saved() throws IOException {
        return new WaitingFile(jenkins.jenkins.getRootDir().toPath().resolve(WaitingIndex.FILE))
                .read()
                .orElseThrow()
                .content();
    }
}
