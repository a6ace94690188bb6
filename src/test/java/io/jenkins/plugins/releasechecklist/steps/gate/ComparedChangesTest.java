package io.jenkins.plugins.releasechecklist.steps.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.Reference;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges.ArtifactChange;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges.Deployed;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ChangesCompared;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.steps.CommitsSCM;
import io.jenkins.plugins.releasechecklist.steps.CommitsSCM.Committed;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Recorded;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.util.List;
import java.util.Optional;
import org.htmlunit.html.DomNode;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What changes is known before anybody votes: compared with what runs in the environment then. */
class ComparedChangesTest extends OneJenkins {
    private static final String DEPLOY = "withChecklistItem('deploy-production') { echo 'out' }\n";
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]\n";
    private static final String DIGEST = "sha256:" + "0a".repeat(32);
    private static final String OTHER_DIGEST = "sha256:" + "0b".repeat(32);

    private static WorkflowJob committed(String name) throws Exception {
        WorkflowJob job = rule().createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsScmFlowDefinition(new CommitsSCM(), "Jenkinsfile"));
        return job;
    }

    private static String version(String version) {
        return "releaseChecklist name: 'Shop', version: '" + version + "'\n";
    }

    private static String version(String version, String digest) {
        return "releaseChecklist name: 'Shop', version: '" + version + "', artifacts: ['shop.war': '" + digest + "']\n";
    }

    private static WorkflowRun start(WorkflowJob job, String script, Committed... commits) throws Exception {
        CommitsSCM.next(job.getName(), script, commits);
        return job.scheduleBuild2(0).waitForStart();
    }

    private static void build(WorkflowJob job, String script, Committed... commits) throws Exception {
        end(Result.SUCCESS, start(job, script, commits));
    }

    private static ReleaseChanges changes(WorkflowRun run) {
        return Releasing.awaitRelease(
                        run,
                        release -> release.gate("production")
                                .flatMap(GateState::changes)
                                .isPresent())
                .gate("production")
                .flatMap(GateState::changes)
                .map(ChangesCompared::changes)
                .orElseThrow();
    }

    private static void awaitRunning(WorkflowRun run, String version) {
        await().until(
                        () -> changes(run).running().flatMap(Deployed::version),
                        running -> running.equals(Optional.of(version)));
    }

    @Test
    void tellsTheCommitsSinceWhatRunsThere() throws Exception {
        ReleaseChecklistConfiguration.get()
                .setReferences(List.of(new Reference("SHOP-([0-9]+)", "https://tracker.example.com/$1")));
        WorkflowJob job = committed("since");
        build(
                job,
                version("1.0.0", DIGEST) + DEPLOY,
                new Committed("0123456789ab", "old", "feat: of the last release"));
        build(job, "echo 'no release'", new Committed("abcdef0123456", "ann", "fix: totals (SHOP-1)"));
        WorkflowRun run = start(
                job,
                version("1.1.0", OTHER_DIGEST) + GATE,
                new Committed("fedcba98765", "ben", "feat!: prices SHOP-2"));

        ReleaseChanges changes = changes(run);
        assertThat(changes.running().flatMap(Deployed::version)).contains("1.0.0");
        assertThat(changes.running().orElseThrow().build().number()).isEqualTo(1);
        assertThat(changes.goesBack()).isFalse();
        assertThat(changes.commits())
                .extracting(Change::title)
                .extracting(title -> title.text())
                .containsExactly("prices SHOP-2", "totals (SHOP-1)");
        assertThat(changes.authors()).containsExactly("ann", "ben");
        assertThat(changes.issues()).extracting(TextPiece::text).containsExactly("SHOP-2", "SHOP-1");
        assertThat(changes.artifacts())
                .containsExactly(new ArtifactChange("shop.war", Optional.of(DIGEST), Optional.of(OTHER_DIGEST)));
        rule().waitForMessage(
                        "production goes from 1.0.0 to 1.1.0: 2 commits by 2 people, 2 issues, 1 artifact differs",
                        run);
        assertShown(run);
        assertTold(run);
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
    }

    private static void assertShown(WorkflowRun run) throws Exception {
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            web.getOptions().setJavaScriptEnabled(false);
            DomNode shown = web.getPage(run, "release-checklist/").querySelector("#changes-production");
            assertThat(shown.asNormalizedText())
                    .contains("1.0.0 → 1.1.0", "2 commits by 2 people", "2 issues", "1 artifact differs")
                    .contains("1 breaking change", "Running now: 1.0.0 (build #1)");
            assertThat(shown.querySelectorAll("a[href='https://tracker.example.com/2']"))
                    .isNotEmpty();
            assertThat(web.login("qa")
                            .getPage(run, "")
                            .querySelector(".rc-summary")
                            .asNormalizedText())
                    .contains("1.0.0 → 1.1.0 · 2 commits by 2 people · 2 issues · 1 artifact differs");
        }
    }

    private static void assertTold(WorkflowRun run) throws Exception {
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            JsonNode told = new ObjectMapper()
                    .readTree(web.goTo(run.getUrl() + "release-checklist/api/json", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .at("/gates/0/changes");
            assertThat(told.path("environment").asText()).isEqualTo("production");
            assertThat(told.at("/running/version").asText()).isEqualTo("1.0.0");
            assertThat(told.path("total").asInt()).isEqualTo(2);
            assertThat(told.at("/commits/0/kind").asText()).isEqualTo("BREAKING");
            assertThat(told.at("/issues/0/url").asText()).isEqualTo("https://tracker.example.com/2");
        }
    }

    @Test
    void isInTheMessageThatCallsTheApprovers() throws Exception {
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(new WebhookChannel("for-qa", shop().url() + "/hook/qa")));
        Role qa = new Role("qa");
        qa.setUsers(List.of("qa"));
        qa.setChannel("for-qa");
        ReleaseChecklistConfiguration.get().setRoles(List.of(qa));
        WorkflowRun run = start(committed("called"), version("1.0.0") + GATE, new Committed("1", "ann", "feat: form"));
        await().until(() -> !shop().received().isEmpty());
        JsonNode message = new ObjectMapper().readTree(shop().received().get(0));
        assertThat(message.toString()).contains("First known release to production: 1 commit by 1 person");
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
    }

    @Test
    void isComparedAnewWhenSomethingElseRunsThere() throws Exception {
        WorkflowJob job = committed("anew");
        build(job, version("1.0.0") + DEPLOY, new Committed("1", "ann", "feat: first"));
        WorkflowRun waiting = start(job, version("1.1.0") + GATE, new Committed("2", "ann", "feat: second"));
        awaitRunning(waiting, "1.0.0");
        build(job, version("1.2.0") + DEPLOY, new Committed("3", "ben", "feat: third"));
        awaitRunning(waiting, "1.2.0");

        ReleaseChanges changes = changes(waiting);
        assertThat(changes.goesBack()).isTrue();
        assertThat(changes.commits())
                .extracting(change -> change.title().text())
                .containsExactly("third");
        waiting.doStop();
        end(Result.ABORTED, waiting);
        assertThat(Recorded.of(waiting).all(ChangesCompared.class)).hasSize(2);
    }

    @Test
    void tellsAFailedAttemptUntilSomethingMadeItGood() throws Exception {
        WorkflowJob job = committed("failed");
        build(job, version("1.0.0") + DEPLOY, new Committed("1", "ann", "feat: first"));
        end(
                Result.FAILURE,
                start(job, version("1.1.0") + "withChecklistItem('deploy-production') { error 'no disk' }\n"));
        WorkflowRun run = start(job, version("1.1.1") + GATE, new Committed("2", "ann", "fix: disk"));
        ReleaseChanges changes = changes(run);
        assertThat(changes.running().flatMap(Deployed::version)).contains("1.0.0");
        assertThat(changes.failed().flatMap(Deployed::version)).contains("1.1.0");
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
    }

    @Test
    void commitsThatCannotBeReadHoldUpNobody() throws Exception {
        WorkflowRun run = start(committed("unread"), version("1.0.0") + GATE, new Committed("1", "", "fix: totals"));
        ReleaseChanges changes = changes(run);
        assertThat(changes.problem()).contains("the directory does not answer");
        assertThat(changes.commits()).isEmpty();
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
    }
}
