package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** A build that is stopped in the middle of a step stops at once, and the record says who stopped it. */
class AbortTest extends OneJenkins {
    private String health() {
        return "checks: [httpCheck(url: '" + shop().url() + "/health')]";
    }

    private static Recorded abort(WorkflowRun run) throws Exception {
        Aborting.as("devops", run);
        return Recorded.of(end(Result.ABORTED, run));
    }

    private static void assertAborted(ReleaseEvent.RunFinished end, String by) {
        assertThat(end.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(end.reason().orElseThrow()).contains(by);
    }

    @Test
    void endsTheRetriesOfASmokeTest() throws Exception {
        shop().breakDown();
        WorkflowRun run = start("smokeTest environment: 'staging', retryFor: '1h', " + health());
        Loopback.awaitRequests(shop(), 2);

        Recorded recorded = abort(run);

        assertAborted(recorded.only(ReleaseEvent.RunFinished.class), "devops");
        int requests = shop().authorizations().size();
        await().during(Duration.ofSeconds(2))
                .until(() -> shop().authorizations().size() == requests);
    }

    @Test
    void hangsUpOnASilentServer() throws Exception {
        DumbSlave agent = rule().createOnlineSlave(Label.get("testers"));
        for (String where : List.of("built-in", "testers")) {
            try (SilentServer silent = new SilentServer()) {
                WorkflowRun run = start(
                        "node('" + where + "') { smokeTest name: 'silent', timeout: '1h', checks: [httpCheck(url: '"
                                + silent.url() + "')] }");
                assertThat(silent.wasAsked()).isTrue();

                Recorded recorded = abort(run);

                assertThat(silent.wasHungUp()).as(where).isTrue();
                assertAborted(recorded.only(ReleaseEvent.RunFinished.class), "devops");
            }
        }
        rule().jenkins.removeNode(agent);
    }

    @Test
    void isNoDecisionOfAGate() throws Exception {
        WorkflowRun run = start("releaseGate environment: 'production'");
        Releasing.awaitGate(run, "production");

        ReleaseEvent.GateSettled settled = abort(run).only(ReleaseEvent.GateSettled.class);

        assertThat(settled.status()).isEqualTo(GateStatus.ABORTED);
        assertThat(settled.reason()).contains("devops");
    }

    @Test
    void endsAVerificationWithoutAVerdict() throws Exception {
        WorkflowRun run =
                start("postDeployVerify environment: 'production', duration: '1h', interval: '100ms', " + health());
        Loopback.awaitRequests(shop(), 3);

        Recorded recorded = abort(run);

        assertAborted(recorded.only(ReleaseEvent.RunFinished.class), "devops");
        assertThat(recorded.all(ReleaseEvent.VerificationJudged.class)).isEmpty();
        assertThat(recorded.release().item("post-deploy-verification"))
                .map(ItemState::status)
                .contains(ItemStatus.FAILED);
    }

    @Test
    void endsAnAnnouncementThatWaitsToBeSentAgain() throws Exception {
        shop().answerHooksWith(503);
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(new WebhookChannel("stakeholders", shop().url() + "/hook")));
        WorkflowRun run = start("releaseChecklist version: '2.4.0'\nannounceRelease channels: ['stakeholders']");
        await().until(() -> !shop().keys().isEmpty());

        Recorded recorded = abort(run);

        assertAborted(recorded.only(ReleaseEvent.RunFinished.class), "devops");
        assertThat(recorded.all(ReleaseEvent.DeliverySettled.class)).isEmpty();
    }

    @Test
    void failsTheItemOfABody() throws Exception {
        WorkflowRun run = start("withChecklistItem('deploy-production') { sleep 3600 }");
        rule().waitForMessage("Sleeping for", run);

        Recorded recorded = abort(run);

        assertAborted(recorded.only(ReleaseEvent.RunFinished.class), "devops");
        ItemState item = recorded.release().item("deploy-production").orElseThrow();
        assertThat(item.status()).isEqualTo(ItemStatus.FAILED);
        assertThat(item.note().orElseThrow().text()).contains("devops");
    }

    @Test
    void endsAllBranches() throws Exception {
        shop().breakDown();
        WorkflowRun run = start(parallel(""));
        Releasing.awaitGate(run, "both");
        Loopback.awaitRequests(shop(), 2);

        Recorded recorded = abort(run);

        assertThat(recorded.all(ReleaseEvent.RunFinished.class))
                .hasSize(2)
                .allSatisfy(end -> assertAborted(end, "devops"));
        assertThat(recorded.only(ReleaseEvent.GateSettled.class).status()).isEqualTo(GateStatus.ABORTED);
    }

    @Test
    void endsTheOtherBranchesWhenOneFailsFast() throws Exception {
        shop().breakDown();
        WorkflowRun run = start(parallel("failFast: true, "));
        Releasing.awaitGate(run, "both");
        Loopback.awaitRequests(shop(), 2);

        Releasing.vote(run, "pm", "both", Choice.NO_GO, "the smoke tests take too long");
        Recorded recorded = Recorded.of(end(Result.ABORTED, run));

        assertThat(recorded.all(ReleaseEvent.RunFinished.class))
                .hasSize(2)
                .allSatisfy(end -> assertAborted(end, "branch"));
        assertThat(recorded.only(ReleaseEvent.GateSettled.class).status()).isEqualTo(GateStatus.NO_GO);
    }

    @Test
    void endsStepsThatHaveJustBegun() throws Exception {
        for (int time = 0; time < 5; time++) {
            WorkflowRun run = start("""
                    parallel(
                      item: { withChecklistItem('deploy-production') { sleep 3600 } },
                      test: { withSmokeTest(name: 'own') { releaseGate id: 'inner' } },
                      gate: { releaseGate id: 'outer' })
                    """);
            rule().waitForMessage("(Branch: gate)", run);

            Recorded recorded = abort(run);

            assertThat(recorded.all(ReleaseEvent.RunFinished.class))
                    .hasSameSizeAs(recorded.all(ReleaseEvent.RunStarted.class))
                    .allSatisfy(end -> assertAborted(end, "devops"));
            assertThat(recorded.all(ReleaseEvent.GateSettled.class))
                    .hasSameSizeAs(recorded.all(ReleaseEvent.GateOpened.class))
                    .allMatch(settled -> settled.status() == GateStatus.ABORTED);
        }
    }

    private String parallel(String options) {
        return """
                parallel(%1$s
                  one: { smokeTest name: 'one', retryFor: '1h', %2$s },
                  two: { smokeTest name: 'two', retryFor: '1h', %2$s },
                  gate: { releaseGate id: 'both' })
                """.formatted(options, health());
    }
}
