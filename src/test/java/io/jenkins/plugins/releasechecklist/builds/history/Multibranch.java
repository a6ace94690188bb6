package io.jenkins.plugins.releasechecklist.builds.history;

import com.cloudbees.hudson.plugins.folder.computed.DefaultOrphanedItemStrategy;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.waiting.Waiting;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchSource;
import jenkins.branch.DefaultBranchPropertyStrategy;
import jenkins.branch.NoTriggerBranchProperty;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/** A multibranch project of a {@link Repository}, whose branches release. Branches that are gone lose their jobs at once. */
record Multibranch(JenkinsRule rule, WorkflowMultiBranchProject project) {
    static final String PRODUCTION = "production";

    static Multibranch create(JenkinsRule rule, String name, String... branches) throws Exception {
        WorkflowMultiBranchProject project = rule.createProject(WorkflowMultiBranchProject.class, name);
        project.setOrphanedItemStrategy(new DefaultOrphanedItemStrategy(true, "", ""));
        project.getSourcesList()
                .add(new BranchSource(
                        new Repository(),
                        new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()})));
        Multibranch multibranch = new Multibranch(rule, project);
        multibranch.scan(branches);
        return multibranch;
    }

    /** What the repository has from now on. */
    void scan(String... branches) throws Exception {
        Repository.NAMES.clear();
        Repository.NAMES.addAll(List.of(branches));
        project.scheduleBuild2(0).getFuture().get();
        rule.waitUntilNoActivity();
    }

    WorkflowJob job(String branch) {
        return project.getItem(branch);
    }

    /** A build of a branch, begun with this Pipeline. */
    WorkflowRun start(String branch, String script) throws Exception {
        job(branch).setDefinition(new CpsFlowDefinition(script, true));
        return job(branch).scheduleBuild2(0).waitForStart();
    }

    /** A build that has ended, with a record of the version. */
    WorkflowRun opened(String branch, String version) throws Exception {
        WorkflowRun run = rule.assertBuildStatusSuccess(rule.waitForCompletion(start(branch, "echo 'built'")));
        BuildRecords.open(
                run,
                Actor.step("releaseChecklist"),
                new ReleaseDetails(
                        Optional.of("Shop"),
                        Optional.of(version),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return run;
    }

    /** The same that came to production, and whose verification there passed. */
    WorkflowRun good(String branch, String version) throws Exception {
        WorkflowRun run = opened(branch, version);
        Judgement pass = new Judgement(
                Verdict.PASS, List.of("why"), 3, 1, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        Waiting.append(
                run,
                new ReleaseEvent.RunStarted(
                        "v", "postDeployVerify", "verify", Optional.of(PRODUCTION), Optional.empty()),
                new ReleaseEvent.VerificationJudged("v", pass),
                new ReleaseEvent.RunFinished("v", Outcome.PASSED, Optional.of(Phrase.plain("why"))));
        Waiting.append(run, new ReleaseEvent.BuildEnded("SUCCESS"));
        return run;
    }

    Path index() {
        return project.getRootDir().toPath().resolve("release-checklist/releases.jsonl");
    }

    /** What the index with the branch has, the newest first: {@code release-1#1 1.0.0}. */
    List<String> releases(String branch) throws IOException {
        return texts(ReleaseIndexStore.read(job(branch)).lines());
    }

    static List<String> texts(List<ReleaseLine> lines) {
        return lines.stream()
                .map(line -> line.key().id().replaceFirst(":[0-9]+", ":former") + " "
                        + line.version().orElse("?"))
                .toList();
    }

    /** What a rollback of production in the build would bring back. */
    static Optional<ReleaseHistory.KnownGood> knownGood(Run<?, ?> run) throws IOException {
        return ReleaseHistory.lastKnownGood(run, PRODUCTION);
    }
}
