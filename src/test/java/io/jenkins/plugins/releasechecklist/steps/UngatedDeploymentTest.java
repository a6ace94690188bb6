package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseList;
import io.jenkins.plugins.releasechecklist.actions.lists.ReleaseBadge;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeployedWithoutGo;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What is deployed to a protected environment without a Go is not stopped, but everybody sees it, and it stays so. */
class UngatedDeploymentTest extends OneJenkins {
    private static final String VERSION = "releaseChecklist name: 'Shop', version: '2.4.0'\n";
    private static final String DEPLOY = "withChecklistItem('deploy-production') { echo 'deployed' }\n";
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]\n";
    private static final String HOLD = "releaseGate environment: 'staging', id: 'hold', approvals: [qa: 1]\n";
    private static final String LOG = "[Release Checklist] DEPLOYED WITHOUT A GO";

    @BeforeEach
    void protect() {
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(new WebhookChannel("managers", shop().url() + "/hook/m")));
        ProtectedEnvironment production = new ProtectedEnvironment("Production");
        production.setOverrideChannel("managers");
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
    }

    private static String verify(String environment) {
        return "postDeployVerify environment: '" + environment
                + "', duration: '20s', interval: '20s', checks: [httpCheck(name: 'health', url: '%s/health')]\n";
    }

    private static DeployedWithoutGo seen(Run<?, ?> run) throws Exception {
        Releasing.awaitRelease(run, release -> !release.ungated().isEmpty());
        return Recorded.of(run).only(DeployedWithoutGo.class);
    }

    private static void assertNothingSeen(WorkflowRun run) throws Exception {
        // The index hears of the end after those who could see something in it.
        await().until(() -> ReleaseIndexStore.read(run.getParent())
                .find(History.build(run.getNumber()))
                .flatMap(ReleaseLine::ended)
                .isPresent());
        assertThat(Recorded.of(run).all(DeployedWithoutGo.class)).isEmpty();
        assertThat(JenkinsRule.getLog(run)).doesNotContain(LOG);
    }

    private static WorkflowRun go(WorkflowRun run, String gate) throws Exception {
        Releasing.awaitGate(run, gate);
        Releasing.go(run, "qa", gate);
        return run;
    }

    // security.md: S48
    @Test
    void isSeenInScriptedAndDeclarativePipelineAndDoesNotFailTheBuild() throws Exception {
        for (String script : List.of(VERSION + DEPLOY, declarative(VERSION + DEPLOY))) {
            WorkflowRun run = succeed(script);
            DeployedWithoutGo event = seen(run);
            assertThat(event.environment()).isEqualTo("production");
            assertThat(event.item()).contains("deploy-production");
            assertThat(event.run()).contains(lastRun(run, "withChecklistItem").run());
            assertThat(event.why().text()).isEqualTo("this build has opened no gate for the environment production");
            assertThat(JenkinsRule.getLog(run))
                    .containsOnlyOnce(LOG)
                    .contains("releaseGate(environment: 'production')");
        }
    }

    @Test
    void isRedWhereverPeopleLook() throws Exception {
        WorkflowRun run = succeed(VERSION + DEPLOY);
        seen(run);
        String red =
                "Deployed to production without a Go: this build has opened no gate for the environment production";
        WorkflowJob job = run.getParent();
        ReleaseLine line = await().until(
                        () -> ReleaseIndexStore.read(job).find(History.build(1)),
                        found -> found.filter(it -> !it.ungated().isEmpty()).isPresent())
                .orElseThrow();
        assertThat(ReleaseList.status(line).text()).endsWith(", without a Go");
        await().until(() -> run.getAction(RecordPointer.class).isUngated());
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            web.getOptions().setJavaScriptEnabled(false);
            for (String page : List.of("", "release-checklist/")) {
                assertThat(web.getPage(run, page).querySelectorAll(".rc-without-go.jenkins-alert-danger"))
                        .extracting(alert -> alert.asNormalizedText())
                        .containsExactly(red);
            }
            assertThat(web.getPage(run, "release-checklist/").asNormalizedText())
                    .contains(red);
            assertThat(web.getPage(job, "releases/").querySelectorAll("tr.rc-without-go"))
                    .extracting(row -> row.asNormalizedText())
                    .singleElement()
                    .asString()
                    .contains("2.4.0", "production: ", ", without a Go");
            assertThat(web.getPage(job, "releases/").asNormalizedText())
                    .contains("Deployments without a Go\n1\nin 90 days");
            assertThat(run.getAction(ReleaseBadge.class).getText()).endsWith(", without a Go");
            JsonNode told = new ObjectMapper()
                    .readTree(web.goTo(run.getUrl() + "release-checklist/api/json", "application/json")
                            .getWebResponse()
                            .getContentAsString());
            assertThat(told.path("deploymentsWithoutGo")
                            .path(0)
                            .path("environment")
                            .asText())
                    .isEqualTo("production");
            String csv = web.goTo(job.getUrl() + "releases/releases.csv", "text/csv")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(csv.lines().toList().get(0)).endsWith("withoutGo,job");
            assertThat(csv.lines().toList().get(1)).endsWith("production,");
        }
    }

    @Test
    void isToldToThoseWhoHearOfOverrides() throws Exception {
        WorkflowRun run = succeed(VERSION + DEPLOY + verify("production").formatted(shop().url()));
        Releasing.awaitRelease(
                run,
                release -> release.deliveries().size() == 1
                        && release.deliveries().stream().noneMatch(DeliveryState::isOpen));
        assertThat(shop().received()).hasSize(1);
        JsonNode message = new ObjectMapper().readTree(shop().received().get(0));
        assertThat(message.path("event").asText()).isEqualTo("release.deployedWithoutGo");
        assertThat(message.path("environment").asText()).isEqualTo("production");
        assertThat(message.path("title").asText()).isEqualTo("Shop 2.4.0 was deployed to production without a Go");
        assertThat(message.toString()).contains("this build has opened no gate for the environment production");
    }

    @Test
    void aGoOrAnEnvironmentThatNobodyProtectsIsNoneOfIt() throws Exception {
        assertNothingSeen(end(Result.SUCCESS, go(start(VERSION + GATE + DEPLOY), "production")));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(new ProtectedEnvironment("other")));
        WorkflowRun run = succeed(VERSION + DEPLOY);
        assertNothingSeen(run);
        // What nobody demanded then was no offence, whatever is demanded later.
        protect();
        Releasing.sign(run, "devops", "monitoring");
        assertNothingSeen(run);
    }

    @Test
    void aNoGoThatIsPassedOverIsSeen() throws Exception {
        WorkflowRun run = start(VERSION + "catchError(catchInterruptions: true) { " + GATE + "}\n" + DEPLOY);
        Releasing.awaitGate(run, "production");
        Releasing.vote(run, "qa", "production", Choice.NO_GO, "It is slow");
        rule().waitForCompletion(run);
        assertThat(seen(run).why().text())
                .startsWith("the gate production (round 1) ended without a Go (NO_GO)")
                .contains("It is slow");
    }

    @Test
    void aGoOfWhichANewerBuildHasTakenThePlaceIsNoGoAnyMore() throws Exception {
        WorkflowJob job = job(VERSION + GATE + HOLD + DEPLOY);
        WorkflowRun older = go(job.scheduleBuild2(0).waitForStart(), "production");
        Releasing.awaitGate(older, "hold");
        WorkflowRun newer = go(job.scheduleBuild2(0).waitForStart(), "production");
        Releasing.awaitGate(newer, "hold");
        end(Result.SUCCESS, go(older, "hold"));
        assertThat(seen(older).why().text()).contains("#2");
        end(Result.SUCCESS, go(newer, "hold"));
        assertNothingSeen(newer);
    }

    @Test
    void aVerificationWithoutAnyGateIsToldAtTheEndOfTheBuild() throws Exception {
        WorkflowRun run = succeed(VERSION + verify("production").formatted(shop().url()));
        assertThat(seen(run).run()).contains(lastRun(run, "postDeployVerify").run());
        assertThat(JenkinsRule.getLog(run)).contains("If none is before the build ends, this counts as a deployment");
    }

    @Test
    void aTestBeforeTheGateIsNone() throws Exception {
        String look = verify("production").formatted(shop().url());
        WorkflowRun run = go(start(VERSION + look + GATE + DEPLOY + look), "production");
        assertNothingSeen(end(Result.SUCCESS, run));
        Optional<RunState> verified = release(run).tests("production").stream().findFirst();
        assertThat(verified).isPresent();
    }

    // security.md: S48
    @Test
    void itStaysWhenTheRulesAreLiftedAndTheBuildIsGone() throws Exception {
        WorkflowRun run = succeed(VERSION + DEPLOY);
        seen(run);
        WorkflowJob job = run.getParent();
        await().until(() -> !ReleaseIndexStore.read(job).ungated().isEmpty());
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        assertThat(release(run).ungated()).hasSize(1);
        run.delete();
        assertThat(ReleaseIndexStore.read(job)
                        .find(History.build(1))
                        .orElseThrow()
                        .ungated())
                .extracting(EnvironmentLine::name)
                .containsExactly("production");
    }
}
