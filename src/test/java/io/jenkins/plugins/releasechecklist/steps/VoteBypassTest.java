package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.actions.RestClient;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.steps.CommitsSCM.Committed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Ways around a gate that people, repetitions and changes of rules could offer. None of them leads to a Go. */
class VoteBypassTest extends GateAttack {
    private static WorkflowRun startedBy(WorkflowJob job, Cause... causes) throws Exception {
        WorkflowRun run = job.scheduleBuild2(0, new CauseAction(causes)).waitForStart();
        Releasing.awaitGate(run, "production");
        return run;
    }

    private static Cause.UserIdCause by(String user) {
        return new Cause.UserIdCause(user);
    }

    private static void testers(String... users) {
        Role devops = new Role("devops");
        devops.setUsers(List.of(users));
        ReleaseChecklistConfiguration.get().setRoles(List.of(devops));
    }

    @Test
    void whatIsAddedWhileAGateWaitsHoldsIt() throws Exception {
        WorkflowRun run = waiting(VERSION + GATE);
        protect(rule -> rule.setFreezes(List.of(freeze("2020-01-01T00:00"))));
        assertHeld(run, "the end of the freeze");
        protect(rule -> {
            rule.setApprovals(List.of(new RequiredApproval("product-manager")));
            rule.setRequires(List.of("acceptance-criteria"));
        });
        assertThat(waitingFor(run, "production"))
                .hasSize(2)
                .contains("Go by product-manager")
                .anyMatch(text -> text.contains("All acceptance criteria met"));
        protect(rule -> rule.setProblem("veto: expected true or false, found 'yes'"));
        assertThat(waitingFor(run, "production")).anyMatch(text -> text.contains("found 'yes'"));
        new Decisions(run, BuildRecords.of(run).orElseThrow()).settleDue();
        assertThat(gate(run, "production").isWaiting()).isTrue();
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        new Decisions(run, BuildRecords.of(run).orElseThrow()).settleDue();
        assertGo(run);
    }

    @Test
    void aFreezeThatBeginsWhileAGateWaitsHoldsItUnlessItsTypeIsExempted() throws Exception {
        FreezePeriod soon = freeze(inSeconds(4));
        FreezeExemption patch = new FreezeExemption("patch");
        patch.setMoreApprovals(1);
        patch.setRole("product-manager");
        soon.setExemptions(List.of(patch));
        protect(rule -> rule.setFreezes(List.of(soon)));
        WorkflowRun run = waiting("releaseChecklist version: '2.4.1', type: 'patch'\n" + GATE);
        await().until(() -> !waitingFor(run, "production").equals(List.of("Go by devops")));
        assertHeld(run, "Go by product-manager");
        Releasing.go(run, "pm", "production");
        assertGo(run);
    }

    @Test
    void aFailureAfterASignatureCounts() throws Exception {
        protect(rule -> rule.setRequires(List.of("ci-and-security")));
        WorkflowRun run = start(
                VERSION + "parallel a: { catchError(buildResult: 'SUCCESS') { withChecklistItem('ci-and-security') {\n"
                        + " echo 'testing'; waitUntil(quiet: true) { currentBuild.description == 'go on' }; error 'red' } } }, b: {}\n"
                        + GATE);
        rule().waitForMessage("testing", run);
        Releasing.sign(run, "devops", "ci-and-security");
        run.setDescription("go on");
        Releasing.awaitGate(run, "production");
        assertHeld(run, "CI and security");
        abort(run);
    }

    @Test
    void aReplayBringsNoSignaturesOfAnotherVersionOrOfOtherRoles() throws Exception {
        WorkflowJob job = job(withPlan("""
                checklist:
                  title: Mine
                  releasedBy: deploy
                  sections:
                  - id: pre-release
                    title: Pre-release
                    items:
                    - {id: acceptance-criteria, title: Fine, owners: [devops], signOff: {anyOf: [devops]}}
                    - {id: deploy, title: Deploy, owners: [devops]}
                """, "echo 'signed by devops'"));
        WorkflowRun original = end(Result.SUCCESS, job.scheduleBuild2(0).waitForStart());
        Releasing.sign(original, "devops", "acceptance-criteria");
        protect(rule -> rule.setRequires(List.of("acceptance-criteria")));
        original.getAction(ReplayAction.class).run(VERSION + GATE, Map.of());
        WorkflowRun replayed = second(job);
        assertHeld(replayed, "All acceptance criteria met");
        abort(replayed);

        WorkflowJob other = job(VERSION);
        WorkflowRun signed = end(Result.SUCCESS, other.scheduleBuild2(0).waitForStart());
        Releasing.sign(signed, "pm", "acceptance-criteria");
        signed.getAction(ReplayAction.class).run(VERSION.replace("2.4.0", "2.5.0") + GATE, Map.of());
        WorkflowRun later = second(other);
        assertHeld(later, "All acceptance criteria met");
        abort(later);
    }

    @Test
    void aRestartFromTheStageAsksAnew() throws Exception {
        requireProductManager();
        WorkflowJob job = job("pipeline { agent none; stages {\nstage('Open') { steps { " + VERSION + " } }\n"
                + "stage('Decide') { steps { " + GATE + " } } } }");
        WorkflowRun original = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(original, "production");
        Releasing.go(original, "devops", "production");
        Releasing.go(original, "pm", "production");
        assertGo(original);
        original.getAction(RestartDeclarativePipelineAction.class).run("Decide");
        WorkflowRun restarted = second(job);
        assertHeld(restarted, "Go by product-manager");
        Releasing.go(restarted, "pm", "production");
        assertGo(restarted);
    }

    @Test
    void anAuthorDoesNotWaitForABuildWithoutChanges() throws Exception {
        protect(rule -> rule.setForbidAuthors(true));
        testers("devops", "other");
        WorkflowJob job = rule().createProject(WorkflowJob.class, "pushed");
        job.setDefinition(new CpsScmFlowDefinition(new CommitsSCM(), "Jenkinsfile"));
        CommitsSCM.next(job.getName(), GATE, new Committed("0123456789ab", "devops", "fix: totals"));
        abort(startedBy(job, by("pm")));
        CommitsSCM.next(job.getName(), GATE);
        WorkflowRun run = startedBy(job, by("pm"));
        assertThatThrownBy(() -> Releasing.go(run, "devops", "production"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("0123456789");
        Releasing.go(run, "other", "production");
        assertGo(run);
    }

    @Test
    void aCallWithATokenHidesNobody() throws Exception {
        protect(rule -> {
            rule.setForbidSelfApproval(true);
            rule.setForbidUnknownStarter(true);
        });
        WorkflowJob job = job(GATE);
        WorkflowRun called = job.scheduleBuild2(0, new CauseAction(new Cause.RemoteCause("127.0.0.1", "deploy")))
                .waitForStart();
        assertExplained(end(Result.FAILURE, called), "Nobody is known to have started this build");
        WorkflowRun both = job.scheduleBuild2(
                        0, new CauseAction(by("pm"), new Cause.RemoteCause("127.0.0.1", "deploy")))
                .waitForStart();
        end(Result.FAILURE, both);
        assertThat(release(both).gates()).isEmpty();
        WorkflowRun honest = startedBy(job, by("pm"));
        Releasing.go(honest, "devops", "production");
        assertGo(honest);
    }

    @Test
    void whoStartedABuildVotesNeitherInAnotherSpellingNorAfterAReplayBySomebodyElse() throws Exception {
        protect(rule -> rule.setForbidSelfApproval(true));
        testers("devops", "other");
        WorkflowJob job = job(GATE);
        WorkflowRun original = startedBy(job, by("DevOps"));
        assertThatThrownBy(() -> Releasing.go(original, "devops", "production")).isInstanceOf(Refusal.class);
        abort(original);
        try (ACLContext as = ACL.as2(User.getById("pm", true).impersonate2())) {
            original.getAction(ReplayAction.class).run(GATE, Map.of());
        }
        WorkflowRun replayed = second(job);
        assertThatThrownBy(() -> Releasing.go(replayed, "devops", "production"))
                .hasMessageContaining("#1, which this build repeats");
        Releasing.go(replayed, "other", "production");
        assertGo(replayed);
    }

    @Test
    void oneSpellingMoreIsNotOnePersonMore() throws Exception {
        testers("devops", "other");
        WorkflowRun run = waiting(GATE.replace("devops: 1", "devops: 2"));
        assertHeld(run, "Go by devops");
        assertThatThrownBy(() -> Releasing.go(run, "DEVOPS", "production")).isInstanceOf(Refusal.class);
        Releasing.go(run, "other", "production");
        assertGo(run);
    }

    @Test
    void whoMayNotVoteForcesNothing() throws Exception {
        protect(rule -> {
            rule.setForbidSelfApproval(true);
            rule.setForbidOverrideByExcluded(true);
        });
        WorkflowRun run = startedBy(job(GATE), by("devops"));
        assertThatThrownBy(() -> Releasing.override(run, "DevOps", "production", "urgent"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot force a Go");
        assertThat(gate(run, "production").isWaiting()).isTrue();
        Releasing.override(run, "pm", "production", "urgent");
        assertGo(run);
    }

    @Test
    void aVoteIsAPostOfSomebodyWithTheRoleAndSaysThatATokenGaveIt() throws Exception {
        requireProductManager();
        WorkflowRun run = waiting(GATE);
        String gate = run.getUrl() + "release-checklist/gates/production/";
        RestClient devops = RestClient.of(rule(), "devops");
        assertThat(devops.get(gate + "go").status()).isEqualTo(404);
        assertThat(devops.post(gate + "go?role=devops").status()).isEqualTo(400);
        assertThat(devops.post(gate + "go", "role", "product-manager").status()).isEqualTo(403);
        assertThat(RestClient.of(rule(), "qa").post(gate + "go").status()).isEqualTo(403);
        assertThat(gate(run, "production").votes()).isEmpty();
        assertThat(devops.post(gate + "go").status()).isEqualTo(200);
        assertThat(waitingFor(run, "production")).containsExactly("Go by product-manager");
        Releasing.go(run, "pm", "production");
        assertGo(run);
        assertThat(gate(run, "production").votes())
                .extracting(Vote::authentication)
                .containsExactly(AuthenticationMethod.API_TOKEN, AuthenticationMethod.COMMAND_LINE);
    }

    @Test
    void aGoFromATimeWithoutSecurityCountsNoMore() throws Exception {
        SecurityRealm realm = rule().jenkins.getSecurityRealm();
        protect(rule -> rule.setRequires(List.of("rollback-plan")));
        WorkflowRun run = waiting(GATE);
        rule().jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        new Decisions(run, BuildRecords.of(run).orElseThrow())
                .vote(Approver.current(), "production", Choice.GO, Optional.empty(), Optional.empty());
        rule().jenkins.setSecurityRealm(realm);
        Releasing.sign(run, "devops", "rollback-plan");
        new Decisions(run, BuildRecords.of(run).orElseThrow()).settleDue();
        assertThat(waitingFor(run, "production")).containsExactly("Go by devops");
        Releasing.go(run, "devops", "production");
        assertGo(run);
    }

    @Test
    void aVoteOfAnEarlierRoundCountsNotInTheNext() throws Exception {
        requireProductManager();
        WorkflowRun run = waiting("try { " + GATE + " } catch (ignored) { echo 'again' }\n" + GATE);
        assertThat(Releasing.go(run, "pm", "production").status()).isEqualTo(GateStatus.WAITING);
        Releasing.vote(run, "devops", "production", Choice.NO_GO, "not yet");
        Releasing.awaitRelease(run, release -> release.gates().size() == 2);
        assertHeld(run, "Go by product-manager");
        abort(run);
    }
}
