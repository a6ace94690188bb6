package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Items;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** The record goes where its build goes, and is gone with it, also while a gate waits. */
class RecordFollowsJobTest extends OneJenkins {
    private static final String GATE = "releaseGate id: 'moving', approvals: ['product-manager': 1, qa: 1]";

    private static WorkflowRun waiting() throws Exception {
        WorkflowRun run = start(GATE);
        Releasing.awaitGate(run, "moving");
        Releasing.vote(run, "pm", "moving", Choice.GO, null);
        return run;
    }

    private static void decide(WorkflowRun run) throws Exception {
        Releasing.vote(run, "qa", "moving", Choice.GO, null);
        Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
        assertThat(recorded.all(ReleaseEvent.VoteCast.class)).hasSize(2);
        recorded.only(ReleaseEvent.GateSettled.class);
        assertThat(recorded(run)).contains("buildEnded");
    }

    private static Path directory(WorkflowRun run) {
        return run.getRootDir().toPath();
    }

    @Test
    void worksAfterTheJobWasRenamed() throws Exception {
        WorkflowRun run = waiting();
        Path before = directory(run);
        run.getParent().renameTo("renamed");
        decide(run);
        assertThat(before.resolve("release-checklist")).doesNotExist();
    }

    @Test
    void worksAfterTheJobWasMovedIntoAFolderAndTheFolderRenamed() throws Exception {
        WorkflowRun run = waiting();
        Path before = directory(run);
        Folder folder = rule().createProject(Folder.class, "team");
        WorkflowJob moved = Items.move(run.getParent(), folder);
        folder.renameTo("guild");
        decide(moved.getBuildByNumber(1));
        assertThat(before.resolve("release-checklist")).doesNotExist();
        assertThat(moved.getFullName()).startsWith("guild/");
    }

    @Test
    void isGoneWithADeletedJob() throws Exception {
        WorkflowRun run = waiting();
        Path job = run.getParent().getRootDir().toPath();
        run.getParent().delete();
        rule().waitUntilNoActivity();
        assertThat(job).doesNotExist();
    }

    @Test
    void isGoneWithADeletedBuild() throws Exception {
        WorkflowRun run = waiting();
        Releasing.vote(run, "qa", "moving", Choice.GO, null);
        Recorded.of(end(Result.SUCCESS, run));
        run.delete();
        assertThatThrownBy(() -> Releasing.sign(run, "devops", "monitoring")).isInstanceOf(IOException.class);
        assertThat(directory(run)).doesNotExist();
    }
}
