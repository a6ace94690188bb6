package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.CdEventsChannel;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An announcement whose receiver is away when Jenkins restarts, and back after that. */
class RestartAnnounceTest {
    private static final String ANNOUNCE = """
            releaseChecklist version: '2.4.0'
            node {
              writeFile file: 'notes.md', text: 'Faster checkout'
              announceRelease channels: ['stakeholders'], notesFile: 'notes.md'
            }
            """;

    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop();
        shop.answerHooksWith(503);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    /** Ends with Jenkins down after the first attempt failed; tells how the delivery stands. */
    private DeliveryState interrupted() throws Throwable {
        sessions.then(rule -> {
            List<Channel> channels = List.of(new WebhookChannel("stakeholders", shop.url() + "/hook"));
            ReleaseChecklistConfiguration.get().setChannels(channels);
            WorkflowJob job = Releasing.pipeline(rule, "shop", ANNOUNCE);
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            Releasing.awaitRelease(
                    run,
                    release -> release.deliveries().stream()
                            .flatMap(delivery -> delivery.tries().stream())
                            .anyMatch(one -> one.answer().isPresent()));
        });
        // It was read when the run began, and is not read again.
        Files.delete(sessions.getHome().toPath().resolve("workspace/shop/notes.md"));
        shop.answerHooksWith(200);
        return disk().state().deliveries().get(0);
    }

    private RecordOnDisk disk() {
        return RecordOnDisk.of(sessions.getHome(), "shop");
    }

    private void finish() throws Throwable {
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            Recorded recorded = Recorded.of(run);
            recorded.only(ReleaseEvent.RunStarted.class);
            recorded.only(ReleaseEvent.RunFinished.class);
            recorded.only(ReleaseEvent.NotesDrafted.class);
            recorded.only(ReleaseEvent.NotesRendered.class);
            recorded.only(ReleaseEvent.DeliveryPlanned.class);
            assertThat(recorded.only(ReleaseEvent.DeliverySettled.class).status())
                    .isEqualTo(DeliveryStatus.DELIVERED);
            assertThat(recorded.all(ReleaseEvent.DeliveryAnswered.class))
                    .filteredOn(answer -> answer.answer() == DeliveryAnswer.DELIVERED)
                    .hasSize(1);
        });
    }

    @Test
    void deliversOnceAndAlwaysWithTheSameId() throws Throwable {
        DeliveryState delivery = interrupted();
        int before = shop.keys().size();
        finish();
        assertThat(shop.keys()).hasSize(before + 1).containsOnly(delivery.delivery());
        assertThat(shop.received())
                .allMatch(shop.received().get(0)::equals)
                .first()
                .asString()
                .contains("Faster checkout");
        assertThat(disk().state().deliveries().get(0).inDoubt())
                .isEqualTo(
                        delivery.tries().get(delivery.attempts() - 1).answer().isEmpty());
    }

    @Test
    void sendsNothingMoreWhenTheDeliveryIsKnown() throws Throwable {
        DeliveryState delivery = interrupted();
        int next = delivery.attempts() + 1;
        disk().append(
                        new ReleaseEvent.DeliveryAttempted(delivery.delivery(), next, false),
                        new ReleaseEvent.DeliveryAnswered(
                                delivery.delivery(), next, DeliveryAnswer.DELIVERED, "HTTP 200", Optional.empty()));
        int before = shop.keys().size();
        finish();
        assertThat(shop.keys()).hasSize(before);
    }

    @Test
    void sendsAgainWithTheSameIdWhatIsInDoubt() throws Throwable {
        DeliveryState delivery = interrupted();
        disk().append(new ReleaseEvent.DeliveryAttempted(delivery.delivery(), delivery.attempts() + 1, false));
        int before = shop.keys().size();
        finish();
        assertThat(shop.keys()).hasSize(before + 1).containsOnly(delivery.delivery());
        assertThat(disk().state().deliveries().get(0).inDoubt()).isTrue();
    }

    @Test
    void tellsTheOnCallPeopleOnceWhenTheRollbackIsInterruptedBeforeItsBody() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            Releasing.allowControllerProbes();
            List<Channel> channels = List.of(new WebhookChannel("on-call", shop.url() + "/hook"));
            ReleaseChecklistConfiguration.get().setChannels(channels);
            WorkflowJob job = Releasing.pipeline(
                    rule,
                    "shop",
                    "releaseChecklist version: '1.0.0'\n"
                            + "postDeployVerify environment: 'production', duration: '20s', interval: '20s', checks: [httpCheck(url: '"
                            + shop.url() + "/health')]");
            rule.buildAndAssertSuccess(job);
            job.setDefinition(new CpsFlowDefinition(
                    "releaseChecklist version: '1.1.0'\n"
                            + "rollbackRelease(environment: 'production', force: true) { echo \"back to ${env.ROLLBACK_VERSION}\" }",
                    true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            Releasing.awaitRelease(run, release -> release.deliveries().stream().anyMatch(one -> one.attempts() > 0));
        });
        shop.answerHooksWith(200);
        sessions.then(rule -> {
            WorkflowRun run =
                    rule.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(2);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            rule.assertLogContains("back to 1.0.0", run);
            Recorded recorded = Recorded.of(run);
            recorded.only(ReleaseEvent.RunStarted.class);
            recorded.only(ReleaseEvent.IncidentOpened.class);
            recorded.only(ReleaseEvent.DeliveryPlanned.class);
            recorded.only(ReleaseEvent.ItemMarked.class);
            recorded.only(ReleaseEvent.RollbackTargeted.class);
            recorded.only(ReleaseEvent.RunFinished.class);
        });
    }

    @Test
    void sendsAfterTheRestartWhatNoStepOfAnEndedBuildSends() throws Throwable {
        DeliveryState delivery = interrupted();
        finish();
        int before = shop.keys().size();
        String later = "0123456789abcdef0123456789abcdef";
        disk().append(new ReleaseEvent.DeliveryPlanned(
                later, "incident-ended", "stakeholders", delivery.message(), List.of()));
        Files.delete(sessions.getHome().toPath().resolve("release-checklist-waiting.json"));
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Releasing.awaitRelease(
                    run, release -> !release.delivery(later).orElseThrow().isOpen());
            assertThat(Releasing.release(run).delivery(later).orElseThrow().status())
                    .isEqualTo(DeliveryStatus.DELIVERED);
        });
        assertThat(shop.keys()).hasSize(before + 1);
        assertThat(shop.keys().get(before)).isEqualTo(later);
    }

    @Test
    void tellsTheEventsThatWereUntoldWhenJenkinsEndedAndNoneTwice() throws Throwable {
        shop.answerHooksWith(200);
        sessions.then(rule -> {
            WorkflowJob job = Releasing.pipeline(
                    rule,
                    "shop",
                    "releaseChecklist version: '2.4.0'\nreleaseGate environment: 'staging', approvals: [qa: 1]");
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            Releasing.awaitRelease(run, release -> !release.gates().isEmpty());
            List<Channel> channels = List.of(new CdEventsChannel("events", shop.url() + "/hook/events"));
            ReleaseChecklistConfiguration.get().setChannels(channels);
        });
        for (int restart = 0; restart < 2; restart++) {
            sessions.then(rule -> Releasing.awaitRelease(
                    Releasing.firstBuild(rule, "shop"),
                    release -> release.deliveries().stream()
                            .anyMatch(delivery -> delivery.status() == DeliveryStatus.DELIVERED)));
        }
        assertThat(shop.received()).hasSize(1).first().asString().contains("dev.cdevents.approval.created.0.1.0");
    }
}
