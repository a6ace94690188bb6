package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.NotesEditing;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class AnnounceReleaseStepTest extends OneJenkins {
    private static final String OPENING = "releaseChecklist version: '2.4.0', name: 'OctoAcme Shop'\n";
    private static final String PLANNED = """
        node {
          writeFile file: 'plan.yaml', text: '{notes: {summary: Faster checkout, changes: [New payment form], migration: Run the script}, announce: [{channel: stakeholders}, {channel: support}]}'
          releaseChecklist version: '2.4.0', plan: 'plan.yaml'
        }
        """;

    @BeforeEach
    void channels() {
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(
                        new WebhookChannel("stakeholders", shop().url() + "/hook"),
                        new WebhookChannel("support", shop().url() + "/hook")));
    }

    private static String markdown(WorkflowRun run) throws Exception {
        return release(run).notes().orElseThrow().markdown();
    }

    @Test
    void sendsTheNotesOfThePlanToItsChannels() throws Exception {
        WorkflowRun run = succeed(PLANNED + """
            def announced = announceRelease()
            echo announced.deliveries.collect { "${it.channel} ${it.status} ${it.attempts}" }.join(', ')
            echo "${announced.markdown.contains('Faster checkout')} ${announced.html.contains('<h')}"
            """);

        assertThat(Releasing.echoes(run)).containsExactly("stakeholders DELIVERED 1, support DELIVERED 1", "true true");
        assertThat(shop().received())
                .hasSize(2)
                .allSatisfy(body -> assertThat(body).contains("Faster checkout", "2.4.0"));
        assertThat(shop().keys()).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(status(run, "announcement")).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void sendsNothingToAChannelThatTakesOtherEvents() throws Exception {
        WebhookChannel incidents = new WebhookChannel("support", shop().url() + "/hook");
        incidents.setEvents("incident.opened, release.rolledBack");
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(new WebhookChannel("stakeholders", shop().url() + "/hook"), incidents));

        WorkflowRun run = succeed(PLANNED + "announceRelease()");

        assertExplained(run, "Not sent to support: the channel does not take the event release.announced");
        assertThat(release(run).deliveries()).extracting(DeliveryState::channel).containsExactly("stakeholders");
        assertThat(shop().received()).hasSize(1);
    }

    @Test
    void takesNotesAsTextAndAsMap() throws Exception {
        WorkflowRun text = succeed(
                PLANNED + "announceRelease dryRun: true, notes: 'Fixed: the checkout, see https://example.com/1'");
        assertThat(markdown(text))
                .contains("Fixed: the checkout, see <https://example.com/1>", "New payment form", "Run the script")
                .doesNotContain("Faster checkout");

        WorkflowRun map = succeed(OPENING + """
            announceRelease dryRun: true, notes: [
              summary: "Version ${1 + 1}: faster", changes: ['Größer, schöner 🎉', 'It is 100% \\\\o/'], migration: 'None', knownIssues: ['Slow on Monday']]
            """);
        assertThat(markdown(map)).contains("Version 2: faster", "Größer, schöner 🎉", "It is 100%", "Slow on Monday");
        assertThat(status(map, "release-notes")).isEqualTo(ItemStatus.PASSED);

        refuse(
                OPENING + "announceRelease notes: [sumary: 'Faster']",
                "notes.sumary: unknown key; did you mean \"summary\"?");
    }

    @Test
    void sendsNothingInADryRun() throws Exception {
        WorkflowRun run = succeed(
                declarative(OPENING + "announceRelease dryRun: true, notes: 'Faster checkout', channels: ['support']"));

        assertExplained(run, "# OctoAcme Shop 2.4.0", "Faster checkout");
        assertThat(shop().received()).isEmpty();
        assertThat(release(run).deliveries()).isEmpty();
        assertThat(markdown(run)).contains("Faster checkout");
    }

    @Test
    void refusesWhatCannotBeAnnounced() throws Exception {
        refuse("announceRelease()", "announceRelease needs a version; call releaseChecklist(version: '...') first");
        refuse(
                OPENING + "announceRelease channels: ['suport']",
                "There is no channel 'suport'. Known: stakeholders, support.",
                "Did you mean 'support'?");
        refuse(OPENING + "announceRelease channels: 'support, stakholders'", "Did you mean 'stakeholders'?");
        ReleaseChecklistConfiguration.get().setChannels(List.of());
        refuse(
                OPENING + "announceRelease channels: ['support']",
                "There is no channel 'support'.",
                "Manage Jenkins > Release Checklist");
        assertThat(shop().received()).isEmpty();
    }

    @Test
    void failsWhenAReceiverRefuses() throws Exception {
        shop().answerHooksWith(400);
        WorkflowRun run =
                run(Result.FAILURE, OPENING + "announceRelease channels: 'support', notes: 'Faster checkout'");

        assertExplained(run, "Not sent to support", "ERROR: Not delivered to everyone: support (", "400");
        assertThat(shop().received()).hasSize(1);
        DeliveryState delivery = release(run).deliveries().get(0);
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(delivery.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("400"));
        assertThat(status(run, "announcement")).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void goesOnWithoutThoseWhoCouldNotBeToldIfSoAsked() throws Exception {
        shop().answerHooksWith(400);
        String announce = OPENING + "def told = announceRelease channels: 'support', onFailure: '%s'\n"
                + "echo \"${told.deliveries[0].status} ${currentBuild.result}\"";

        WorkflowRun unstable = run(Result.UNSTABLE, announce.formatted("unstable"));
        assertThat(Releasing.echoes(unstable)).containsExactly("FAILED UNSTABLE");
        WorkflowRun quiet = succeed(announce.formatted("continue"));
        assertThat(Releasing.echoes(quiet)).containsExactly("FAILED null");
        assertThat(status(quiet, "announcement")).isEqualTo(ItemStatus.FAILED);
        refuse(
                OPENING + "announceRelease onFailure: 'contine'",
                "onFailure: unknown value 'contine'; did you mean 'continue'?");
    }

    @Test
    void tellsAudiencesAndChannelsTogether() throws Exception {
        WorkflowRun run = succeed(
                OPENING + "announceRelease audiences: ['support'], channels: 'stakeholders, support', notes: 'Faster'");

        assertThat(release(run).deliveries().stream().map(DeliveryState::channel))
                .containsExactlyInAnyOrder("support", "stakeholders");
        refuse(OPENING + "announceRelease audiences: 'suport'", "suport", "Did you mean 'support'?");
    }

    @Test
    void readsTheNotesOfAFileInTheWorkspace() throws Exception {
        WorkflowRun run = succeed(OPENING + """
            node {
              writeFile file: 'docs/notes.md', text: '# Shop\\n\\nFaster *checkout*.\\n\\n## Changes\\n\\n- One\\n- Two\\n\\n## Known issues\\n\\n* Slow\\n'
              announceRelease dryRun: true, notesFile: 'docs/notes.md', notes: [changes: ['Zero']]
            }
            """);
        assertThat(markdown(run))
                .contains(
                        "## Summary\n\nFaster *checkout*.\n", "- Zero\n- One\n- Two\n", "## Known issues\n\n- Slow\n");
        assertThat(status(run, "release-notes")).isEqualTo(ItemStatus.PASSED);

        refuse(OPENING + "announceRelease notesFile: 'notes.md'", "notesFile: reading 'notes.md' needs a workspace");
        refuseInNode(
                OPENING + "node { announceRelease notesFile: 'gone.md' }",
                "notesFile: expected the file 'gone.md' in the workspace, found none");
        refuseInNode(
                OPENING + "node { announceRelease notesFile: '../secret.md' }",
                "notesFile: expected a path below the workspace, such as release-notes.md, found '../secret.md'");
        refuseInNode(
                OPENING + "node { writeFile file: 'n.md', text: '## Sumary'; announceRelease notesFile: 'n.md' }",
                "n.md: expected release notes below the headings, found headings only");
    }

    @Test
    void keepsWhatAPersonWroteAndFillsItsGapsOnly() throws Exception {
        WorkflowRun run = start(OPENING + """
            announceRelease dryRun: true, notes: [summary: 'Of the step', changes: ['A', 'B']]
            semaphore 'edit'
            announceRelease channels: 'support', notes: [summary: 'Of the step', migration: 'Run the script']
            """.replace("semaphore 'edit'", "input message: 'Go on?', id: 'edit'"));
        Releasing.awaitRelease(run, release -> release.notes().isPresent());
        Release before = release(run);
        assertThat(before.isAnnounced()).isFalse();
        new NotesEditing(BuildRecords.of(run).orElseThrow())
                .edit(
                        new Approver("pm", "pm", List.of("product-manager"), false),
                        before.notesHistory().draftSeq(),
                        draft -> new NotesDraft(Optional.of("Of a person"), List.of("C"), Optional.empty(), List.of()));
        proceed(run);

        end(Result.SUCCESS, run);
        assertThat(markdown(run))
                .contains("Of a person", "- C\n", "Run the script")
                .doesNotContain("Of the step", "- A");
        assertThat(shop().received()).singleElement().asString().contains("Run the script");
        assertThat(release(run).isAnnounced()).isTrue();
    }

    /** Only scripted Pipeline has a node step. */
    private static void refuseInNode(String steps, String... words) throws Exception {
        assertExplained(run(Result.FAILURE, steps), words);
    }

    private static void proceed(WorkflowRun run) throws Exception {
        await().until(() -> run.getAction(InputAction.class) != null
                && !run.getAction(InputAction.class).getExecutions().isEmpty());
        run.getAction(InputAction.class).getExecution("Edit").proceed(null);
    }

    @Test
    void attachesFilesOfTheWorkspace() throws Exception {
        WorkflowRun run = succeed(OPENING + """
            node {
              writeFile file: 'dist/guide.txt', text: 'Read me'
              writeFile file: 'handoff.md', text: '# Handoff'
              writeFile file: 'dist/other.log', text: 'x'
              announceRelease channels: 'support', attach: ['dist/*.txt', 'handoff.md']
            }
            """);

        assertThat(release(run).files()).extracting(AttachedFile::name).containsExactly("guide.txt", "handoff.md");
        assertThat(release(run).files().get(0).bytes()).isEqualTo(7);
        assertThat(Files.readString(RecordPointer.attachments(run).resolve("guide.txt")))
                .isEqualTo("Read me");
        assertThat(RecordPointer.attachments(run).toFile().list()).hasSize(2);
        assertThat(shop().received().get(0)).contains("guide.txt (", "release-checklist/attachments/guide.txt");
    }

    @Test
    void leadsThroughTheLoginWhereJenkinsWouldDenyThePage() throws Exception {
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.READ)
                        .everywhere()
                        .toEveryone());
        succeed(OPENING + """
            node {
              writeFile file: 'guide.txt', text: 'Read me'
              announceRelease channels: 'support', attach: 'guide.txt'
            }
            """);
        assertThat(shop().received().get(0)).contains("/release-approvals/open?to=job%2F", "attachments%2Fguide.txt");
    }

    @Test
    void refusesFilesThatCannotBeAttached() throws Exception {
        refuse(OPENING + "announceRelease attach: '*.pdf'", "attach: reading '*.pdf' needs a workspace");
        refuseInNode(
                OPENING + "node { announceRelease attach: 'no/*.pdf' }",
                "attach: expected files of the workspace that match 'no/*.pdf', found none");
        refuseInNode(
                OPENING + "node { announceRelease attach: '../*.pdf' }",
                "attach: expected a path below the workspace, such as release-notes.md, found '../*.pdf'");
        refuseInNode(
                OPENING
                        + "node { for (int i = 0; i <= 20; i++) { writeFile file: \"many/${i}.x\", text: '' }; announceRelease attach: 'many/*.x' }",
                "attach: expected at most 20 files, found 21 that match 'many/*.x'");
        refuseInNode(
                OPENING
                        + "node { writeFile file: 'a/x.y', text: ''; writeFile file: 'b/x.y', text: ''; announceRelease attach: '*/x.y' }",
                "attach: expected every name once, found 'x.y' twice: a/x.y and b/x.y");
        WorkflowRun large = run(
                Result.FAILURE,
                OPENING
                        + "node { writeFile file: 'a.big', text: 'x' * (10 * 1024 * 1024 + 1); announceRelease attach: '*.big' }");
        assertExplained(large, "attach: expected files of at most 10 MiB, found a larger one: a.big");
        assertThat(release(large).files()).isEmpty();
        assertThat(RecordPointer.attachments(large).toFile().list()).isEmpty();
    }

    @Test
    void sendsAgainInALaterCall() throws Exception {
        shop().answerHooksWith(400);
        WorkflowRun run = succeed(OPENING + """
            catchError(buildResult: 'SUCCESS') { announceRelease channels: 'support' }
            announceRelease channels: 'stakeholders', dryRun: true
            """);

        assertThat(release(run).deliveries()).hasSize(1);
        assertThat(status(run, "announcement")).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void whatWasRefusedIsSentAgainWithTheSameIdWhenSomebodyAsksForIt() throws Exception {
        shop().answerHooksWith(404);
        WorkflowRun run =
                run(Result.FAILURE, OPENING + "announceRelease channels: 'support', notes: 'Faster checkout'");
        DeliveryState refused = release(run).deliveries().get(0);

        shop().answerHooksWith(200);
        DeliveryState planned = Releasing.resend(run, "pm", refused.delivery());
        assertThat(planned.requestedBy().map(Actor::name)).contains("pm");
        DeliveryState delivered = Releasing.awaitRelease(
                        run, release -> !release.deliveries().get(0).isOpen())
                .deliveries()
                .get(0);

        assertThat(delivered.status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(delivered.attempts()).isEqualTo(2);
        assertThat(shop().keys()).hasSize(2).containsOnly(refused.delivery());
        assertThat(shop().received().get(1)).isEqualTo(shop().received().get(0));
        assertThatThrownBy(() -> Releasing.resend(run, "pm", refused.delivery()))
                .isInstanceOf(Refusal.class)
                .hasMessage("The delivery to support did not fail (DELIVERED). Nothing is sent twice");
        assertThatThrownBy(() -> Releasing.resend(run, "keen", refused.delivery()))
                .hasMessage("keen holds no role. Only people with a role can resend a message");
        assertThat(shop().keys()).hasSize(2);
    }
}
