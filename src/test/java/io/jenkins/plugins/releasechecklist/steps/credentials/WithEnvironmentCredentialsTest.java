package io.jenkins.plugins.releasechecklist.steps.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.ExtensionList;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.credentials.ControllerCredentials;
import io.jenkins.plugins.releasechecklist.config.credentials.EnvironmentCredentials;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Recorded;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The key of production, which nobody gets without the Go for it. */
class WithEnvironmentCredentialsTest extends OneJenkins {
    private static final String ID = "prod-key";
    private static final String SECRET = "s3cr3t-of-production";
    private static final String OTHER = "somebody-elses-key";
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]\n";
    private static final String HOLD = "releaseGate environment: 'staging', id: 'hold', approvals: [qa: 1]\n";
    /** Says the key backwards, which no filter of the log hides. */
    private static final String USE =
            "withEnvironmentCredentials(environment: 'production', bindings: [string(credentialsId: 'prod-key',"
                    + " variable: 'KEY')]) {\n echo \"as it is: ${env.KEY}\"\n echo \"backwards: ${env.KEY.reverse()}\"\n}\n";

    private final ProtectedEnvironment production = new ProtectedEnvironment("production");

    private static StringCredentialsImpl key(String id, String secret) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret));
    }

    private static void keep(Credentials... credentials) {
        ExtensionList.lookupSingleton(ControllerCredentials.class)
                .setEnvironments(List.of(new EnvironmentCredentials("production", List.of(credentials))));
    }

    private void rule(Consumer<ProtectedEnvironment> how) {
        how.accept(production);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
    }

    @BeforeEach
    void protect() {
        rule(rule -> rule.setApprovals(List.of(new RequiredApproval("qa"))));
        keep(key(ID, SECRET));
    }

    @AfterEach
    void forget() {
        ExtensionList.lookupSingleton(ControllerCredentials.class).setEnvironments(List.of());
        SystemCredentialsProvider.getInstance().getCredentials().clear();
    }

    private static String backwards(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static void assertNoKey(WorkflowRun run) throws IOException {
        assertThat(JenkinsRule.getLog(run)).doesNotContain(SECRET, backwards(SECRET));
        if (BuildRecords.of(run).isPresent()) {
            assertThat(recorded(run)).doesNotContain(SECRET);
            assertThat(Recorded.of(run).all(ReleaseEvent.CredentialsHandedOut.class))
                    .isEmpty();
        }
    }

    private static WorkflowRun refused(WorkflowRun run, String reason) throws Exception {
        assertExplained(end(Result.FAILURE, run), reason);
        assertNoKey(run);
        return run;
    }

    /** A build that has its Go for production and waits for the Go of staging before it asks for the key. */
    private static WorkflowRun atHold(WorkflowRun run) throws Exception {
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        Releasing.awaitGate(run, "hold");
        return run;
    }

    private static WorkflowRun goOn(WorkflowRun run) throws Exception {
        Releasing.go(run, "qa", "hold");
        return run;
    }

    // security.md: S39
    @Test
    void aGoOpensItOnceForTheBlockAndTheRecordSaysSo() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(key(ID, OTHER));
        WorkflowRun run = start(GATE + USE + "echo \"outside: ${env.KEY}\"\n"
                + "withCredentials([string(credentialsId: 'prod-key', variable: 'KEY')]) { echo env.KEY.reverse() }");
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
        assertThat(JenkinsRule.getLog(run))
                .contains("as it is: ****", "backwards: " + backwards(SECRET), "outside: null", backwards(OTHER))
                .contains(
                        "Credentials of production for this block: prod-key, after the Go of gate production (round 1)")
                .doesNotContain(SECRET);
        ReleaseEvent.CredentialsHandedOut event = Recorded.of(run).only(ReleaseEvent.CredentialsHandedOut.class);
        assertThat(event.environment()).isEqualTo("production");
        assertThat(event.credentials()).containsExactly(ID);
        assertThat(event.gate()).isEqualTo("production");
        assertThat(event.round()).isEqualTo(1);
        assertThat(event.forcedBy()).isEmpty();
        assertThat(recorded(run)).doesNotContain(SECRET);
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            web.getOptions().setJavaScriptEnabled(false);
            web.login("qa");
            assertThat(web.getPage(run, "release-checklist/").getWebResponse().getContentAsString())
                    .contains("Credential of production handed out after the Go of gate production: prod-key")
                    .doesNotContain(SECRET);
            assertThat(web.goTo(run.getUrl() + "release-checklist/events", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("credentialsHandedOut")
                    .doesNotContain(SECRET);
        }
        Fingerprint use =
                CredentialsProvider.getFingerprintOf(ExtensionList.lookupSingleton(ControllerCredentials.class)
                        .getEnvironments()
                        .get(0)
                        .getCredentials()
                        .get(0));
        assertThat(use.getUsages().keySet()).containsExactly(run.getParent().getFullName());
    }

    @Test
    void bindsEveryKindInDeclarativePipelineToo() throws Exception {
        keep(
                key(ID, SECRET),
                new UsernamePasswordCredentialsImpl(
                        CredentialsScope.SYSTEM, "prod-user", "", "deployer", "pa55word-long"));
        WorkflowRun run = start(declarative(GATE
                + "withEnvironmentCredentials(environment: 'Production', bindings: [usernamePassword(credentialsId: 'prod-user',"
                + " usernameVariable: 'WHO', passwordVariable: 'WORD'), string(credentialsId: 'prod-key', variable: 'KEY')]) {\n"
                + " echo \"${env.WHO.reverse()} ${env.WORD.reverse()} ${env.KEY.reverse()}\"\n}"));
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
        assertThat(JenkinsRule.getLog(run))
                .contains(backwards("deployer"), backwards("pa55word-long"), backwards(SECRET));
        assertThat(Recorded.of(run)
                        .only(ReleaseEvent.CredentialsHandedOut.class)
                        .credentials())
                .containsExactly("prod-user", ID);
    }

    // security.md: S39
    @Test
    void noOtherWayFindsIt() throws Exception {
        run(Result.FAILURE, "withCredentials([string(credentialsId: 'prod-key', variable: 'KEY')]) { echo env.KEY }");
        WorkflowRun declared = run(
                Result.FAILURE,
                "pipeline { agent any; environment { KEY = credentials('prod-key') }\n"
                        + "stages { stage('Release') { steps { echo env.KEY.reverse() } } } }");
        rule().assertLogContains("prod-key", declared);
        assertNoKey(declared);
        // Also while a build is in the block.
        WorkflowRun inside = start(GATE + USE.replace("\n}", "\n" + HOLD + "}"));
        atHold(inside);
        assertThat(found(inside)).isEmpty();
        WorkflowRun stranger = run(
                Result.FAILURE,
                "withCredentials([string(credentialsId: 'prod-key', variable: 'KEY')]) { echo env.KEY }");
        assertNoKey(stranger);
        end(Result.SUCCESS, goOn(inside));
        assertThat(found(inside)).isEmpty();
    }

    /** What other plugins find, with the job, its folder, the build and all stores as context. */
    private static List<String> found(WorkflowRun run) {
        List<IdCredentials> found = new ArrayList<>();
        WorkflowJob job = run.getParent();
        found.addAll(CredentialsProvider.lookupCredentialsInItem(IdCredentials.class, job, ACL.SYSTEM2, List.of()));
        found.addAll(CredentialsProvider.lookupCredentialsInItemGroup(
                IdCredentials.class, job.getParent(), ACL.SYSTEM2, List.of()));
        found.addAll(CredentialsProvider.lookupCredentialsInItem(
                StringCredentials.class, (Item) null, ACL.SYSTEM2, List.of()));
        IdCredentials byId = CredentialsProvider.findCredentialById(ID, IdCredentials.class, run, List.of());
        if (byId != null) {
            found.add(byId);
        }
        for (CredentialsStore store : CredentialsProvider.lookupStores(job)) {
            store.getDomains()
                    .forEach(domain -> store.getCredentials(domain).forEach(one -> found.add((IdCredentials) one)));
        }
        List<String> ids =
                new ArrayList<>(found.stream().map(IdCredentials::getId).toList());
        CredentialsProvider.listCredentialsInItem(
                        IdCredentials.class, job, ACL.SYSTEM2, List.of(), CredentialsMatchers.always())
                .forEach(option -> ids.add(option.value));
        return ids;
    }

    // security.md: S39
    @Test
    void withoutAGoThereIsNone() throws Exception {
        refused(start(USE), "this build has opened no gate for the environment production");
        refused(start(declarative(USE)), "this build has opened no gate for the environment production");

        WorkflowRun late = start("try { " + USE + "} catch (e) { echo 'caught' }\n" + GATE);
        Releasing.awaitGate(late, "production");
        Releasing.go(late, "qa", "production");
        end(Result.SUCCESS, late);
        rule().assertLogContains("this build has opened no gate", late);
        assertNoKey(late);

        WorkflowRun refusedGate = start("try { " + GATE + "} catch (e) { echo 'caught' }\n" + USE);
        Releasing.awaitGate(refusedGate, "production");
        Releasing.vote(refusedGate, "qa", "production", Choice.NO_GO, "not tested");
        refused(refusedGate, "the gate production (round 1) ended without a Go (NO_GO): No-go by");
        assertThat(Recorded.of(refusedGate)
                        .only(ReleaseEvent.CredentialsRefused.class)
                        .why()
                        .text())
                .contains("not tested");

        WorkflowRun parallel = start("parallel(failFast: true, gate: { " + GATE + " }, key: { " + HOLD + USE + " })");
        Releasing.awaitGate(parallel, "production");
        Releasing.awaitGate(parallel, "hold");
        goOn(parallel);
        assertExplained(rule().waitForCompletion(parallel), "the gate production (round 1) still waits for a decision");
        assertNoKey(parallel);
    }

    // security.md: S39
    @Test
    void theGoOfAnotherEnvironmentIsNone() throws Exception {
        WorkflowRun staging = start(HOLD + USE);
        Releasing.awaitGate(staging, "hold");
        refused(goOn(staging), "this build has opened no gate for the environment production");

        for (String gate : List.of("id: 'production'", "id: 'production', environment: 'test'")) {
            WorkflowRun lent = start("releaseGate " + gate + ", approvals: [qa: 1]\n" + USE);
            Releasing.awaitGate(lent, "production");
            Releasing.go(lent, "qa", "production");
            refused(lent, "this build has opened no gate for the environment production");
        }
        refused(
                start(USE.replace("'production'", "'elsewhere'")),
                "nobody protects an environment elsewhere, and only a protected one has credentials");
        refused(start(USE.replace("prod-key", "unknown")), "production has no credentials with the id unknown");
    }

    // security.md: S40
    @Test
    void theGoHasToHoldAtThatMoment() throws Exception {
        WorkflowRun expired = atHold(start(GATE + HOLD + USE));
        Instant voted =
                release(expired).gate("production").orElseThrow().votes().get(0).at();
        rule(rule -> rule.setApprovalLifetime("1s"));
        await().until(() -> Instant.now().isAfter(voted.plusSeconds(1)));
        refused(goOn(expired), "counted for 1s and has expired");
        rule(rule -> rule.setApprovalLifetime(""));

        WorkflowRun frozen = atHold(start(GATE + HOLD + USE));
        rule(rule -> rule.setFreezes(
                List.of(new FreezePeriod("2020-01-01T00:00", "2999-01-01T00:00", "UTC", "an incident"))));
        refused(goOn(frozen), "the gate lacks by now: the end of the freeze");
        rule(rule -> rule.setFreezes(List.of()));

        WorkflowRun tightened = atHold(start(GATE + HOLD + USE));
        rule(rule -> rule.setApprovals(List.of(new RequiredApproval("qa"), new RequiredApproval("devops"))));
        refused(goOn(tightened), "the gate lacks by now: Go by devops");

        WorkflowRun unreadable = start(GATE + HOLD + USE);
        Releasing.awaitGate(unreadable, "production");
        Releasing.go(unreadable, "qa", "production");
        Releasing.go(unreadable, "devops", "production");
        Releasing.awaitGate(unreadable, "hold");
        rule(rule -> rule.setProblem("veto: expected true or false, found 'yes'"));
        refused(goOn(unreadable), "found 'yes'");
    }

    // security.md: S40
    @Test
    void theGoOfANewerBuildEndsThatOfAnOlderOne() throws Exception {
        WorkflowJob job = job(GATE + HOLD + USE);
        WorkflowRun older = atHold(job.scheduleBuild2(0).waitForStart());
        WorkflowRun newer = atHold(job.scheduleBuild2(0).waitForStart());
        refused(goOn(older), "Superseded: production got its Go in the later build #2");
        end(Result.SUCCESS, goOn(newer));
    }

    // security.md: S40
    @Test
    void whatIsReleasedIsWhatPeopleSaidGoTo() throws Exception {
        WorkflowRun run = atHold(start(GATE + HOLD + USE));
        BuildRecords.of(run)
                .orElseThrow()
                .append(
                        Actor.step("releaseChecklist"),
                        new ReleaseEvent.DetailsAdded(ReleaseDetails.UNKNOWN.with(
                                List.of(new Artifact("shop.tar", "sha256:" + "ab".repeat(32))))));
        refused(goOn(run), "people did not say Go to this: artifact shop.tar came after the Go");
    }

    // security.md: S40
    @Test
    void neitherAReplayNorARestartInheritsTheGo() throws Exception {
        WorkflowRun run = start(GATE + USE);
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
        run.getAction(ReplayAction.class).run(USE, Map.of());
        refused(
                await().until(() -> run.getParent().getBuildByNumber(2), build -> build != null),
                "this build has opened no gate for the environment production");

        WorkflowRun staged = start("pipeline { agent none; stages {\nstage('Gate') { steps { " + GATE
                + " } }\nstage('Deploy') { steps { " + USE + " } } } }");
        Releasing.awaitGate(staged, "production");
        Releasing.go(staged, "qa", "production");
        end(Result.SUCCESS, staged);
        staged.getAction(RestartDeclarativePipelineAction.class).run("Deploy");
        refused(
                await().until(() -> staged.getParent().getBuildByNumber(2), build -> build != null),
                "this build has opened no gate for the environment production");
    }

    // security.md: S39
    @Test
    void nothingElseCanStandInForIt() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(key("other-key", OTHER));
        WorkflowJob job = job(GATE + USE);
        job.addProperty(
                new ParametersDefinitionProperty(new com.cloudbees.plugins.credentials.CredentialsParameterDefinition(
                        ID, "", "other-key", StringCredentials.class.getName(), true)));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        refused(run, "their id is taken by a parameter of the build");
        assertThat(JenkinsRule.getLog(run)).doesNotContain(backwards(OTHER));

        WorkflowRun kind = start(GATE
                + "withEnvironmentCredentials(environment: 'production', bindings: [usernamePassword(credentialsId: 'prod-key',"
                + " usernameVariable: 'WHO', passwordVariable: 'WORD')]) { echo env.WORD }");
        Releasing.awaitGate(kind, "production");
        Releasing.go(kind, "qa", "production");
        refused(kind, "is of type 'Secret text' where");
        refused(
                start("withEnvironmentCredentials(environment: 'production', bindings: []) { echo '' }"),
                "at least one");
        refused(
                start(
                        "withEnvironmentCredentials(environment: '', bindings: [string(credentialsId: 'prod-key', variable: 'K')]) { }"),
                "expected the name of a protected environment");
    }

    // security.md: S40
    @Test
    void aForcedGoCountsAndIsTold() throws Exception {
        WorkflowRun run = start(GATE + USE);
        Releasing.awaitGate(run, "production");
        Releasing.override(run, "pm", "production", "the shop is down");
        end(Result.SUCCESS, run);
        rule().assertLogContains("after pm forced the Go of gate production (round 1)", run);
        rule().assertLogContains("backwards: " + backwards(SECRET), run);
        assertThat(Recorded.of(run)
                        .only(ReleaseEvent.CredentialsHandedOut.class)
                        .forcedBy())
                .contains("pm");
    }
}
