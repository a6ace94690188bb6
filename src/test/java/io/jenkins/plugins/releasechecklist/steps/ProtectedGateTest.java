package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.FolderProtection;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.DeploymentWindow;
import io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** What the administrators demand of a gate, and that nothing weakens it. */
class ProtectedGateTest extends OneJenkins {
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]";

    private static void protect(Consumer<ProtectedEnvironment> how) {
        ProtectedEnvironment production = new ProtectedEnvironment("prod*");
        how.accept(production);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
    }

    private static GatePolicy policy(WorkflowRun run) throws IOException {
        return release(run).gate("production").orElseThrow().opening().policy();
    }

    private static List<String> waitingFor(WorkflowRun run) throws IOException {
        return new Decisions(run, BuildRecords.of(run).orElseThrow())
                .standing(release(run).gate("production").orElseThrow()).waitingFor().stream()
                        .map(UnmetCondition::text)
                        .toList();
    }

    private static WorkflowRun waiting(String script) throws Exception {
        WorkflowRun run = start(script);
        Releasing.awaitGate(run, "production");
        return run;
    }

    private static void abort(WorkflowRun run) throws Exception {
        run.doStop();
        end(Result.ABORTED, run);
    }

    private static FreezePeriod freeze(LocalDateTime until) {
        return new FreezePeriod("2020-01-01T00:00", until.toString(), "UTC", "a move of the data centre");
    }

    // security.md: S13
    @Test
    void tightensWhatTheJenkinsfileSaysAndSaysWhoDemandsIt() throws Exception {
        protect(rule -> {
            RequiredApproval two = new RequiredApproval("qa");
            two.setCount(2);
            rule.setApprovals(List.of(two));
            rule.setTimeout("2h");
            rule.setVeto(true);
            rule.setRequires(List.of("rollback-plan"));
        });
        WorkflowRun run = waiting(
                "releaseGate environment: 'production', approvals: [qa: 1, devops: 1], veto: false, timeout: '3h'");
        GatePolicy policy = policy(run);
        assertThat(policy.voters().veto()).isTrue();
        assertThat(policy.timeout()).contains(Duration.ofHours(2));
        assertThat(policy.requires()).containsExactly("rollback-plan");
        assertThat(policy.demands())
                .extracting(AttributedRule::rule)
                .contains("Go by 2 of qa", "Go by devops", "requires rollback-plan", "decision within 2h");
        assertThat(policy.demands())
                .filteredOn(demand -> demand.rule().equals("Go by 2 of qa"))
                .extracting(AttributedRule::source)
                .allMatch(source -> source.contains("prod*"));
        rule().waitForMessage("Go by devops (the Jenkinsfile)", run);
        abort(run);
    }

    // security.md: S14
    @Test
    void aGateWithoutAnEnvironmentHoldsToTheRulesOfItsIdAndToThoseForEverything() throws Exception {
        ProtectedEnvironment every = new ProtectedEnvironment("*");
        every.setApprovals(List.of(new RequiredApproval("product-manager")));
        ProtectedEnvironment production = new ProtectedEnvironment("Production");
        production.setApprovals(List.of(new RequiredApproval("qa")));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(every, production));

        WorkflowRun taking = waiting("releaseGate id: 'production', approvals: [devops: 1]");
        assertThat(waitingFor(taking)).containsExactly("Go by product-manager", "Go by qa", "Go by devops");
        abort(taking);

        WorkflowRun other = start("releaseGate approvals: [devops: 1]");
        Releasing.awaitGate(other, "release");
        assertThat(release(other)
                        .gate("release")
                        .orElseThrow()
                        .opening()
                        .policy()
                        .approvals())
                .hasSize(2);
        abort(other);

        ReleaseChecklistConfiguration.get().setEnvironments(List.of(every));
        every.setProblem("veto: expected true or false, found 'yes'");
        rule().assertLogContains("found 'yes'", end(Result.FAILURE, start("releaseGate approvals: [devops: 1]")));
    }

    @Test
    void asksForMoreOnlyForTheReleaseTypesThatItNames() throws Exception {
        protect(rule -> {
            RequiredApproval devops = new RequiredApproval("devops");
            devops.setReleaseTypes(List.of("major"));
            rule.setApprovals(List.of(devops));
        });
        WorkflowRun patch = waiting("releaseChecklist version: '2.4.1', type: 'patch'\n" + GATE);
        assertThat(waitingFor(patch)).containsExactly("Go by qa");
        abort(patch);
        WorkflowRun major = waiting("releaseChecklist version: '3.0.0', type: 'major'\n" + GATE);
        assertThat(waitingFor(major)).containsExactly("Go by devops", "Go by qa");
        abort(major);
    }

    @Test
    void aFreezeHoldsAGateUntilItIsOver() throws Exception {
        protect(rule -> rule.setFreezes(
                List.of(freeze(LocalDateTime.now(ZoneOffset.UTC).plusSeconds(5).withNano(0)))));
        WorkflowRun run = waiting(GATE);
        Releasing.go(run, "qa", "production");
        assertThat(waitingFor(run)).hasSize(1).allMatch(text -> text.startsWith("the end of the freeze"));
        end(Result.SUCCESS, run);
    }

    // security.md: S16
    @Test
    void aGateThatWaitsIsHeldByTheRulesOfTheMoment() throws Exception {
        WorkflowRun run = waiting(GATE);
        protect(rule -> rule.setFreezes(List.of(freeze(LocalDateTime.of(2999, 1, 1, 0, 0)))));
        Releasing.go(run, "qa", "production");
        assertThat(waitingFor(run)).hasSize(1).allMatch(text -> text.startsWith("the end of the freeze"));

        ReleaseChecklistConfiguration.get().getEnvironments().get(0).setProblem("veto: expected true or false");
        assertThat(waitingFor(run)).anyMatch(text -> text.contains("veto: expected true or false"));

        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        end(Result.SUCCESS, run);
        assertThat(Recorded.of(run).all(ReleaseEvent.GateRulesChanged.class))
                .extracting(
                        change -> change.added().size(),
                        change -> change.lifted().size())
                .containsExactly(tuple(1, 0), tuple(0, 1));
    }

    @Test
    void aPatchPassesAFreezeWithOneMoreApproval() throws Exception {
        FreezePeriod freeze = freeze(LocalDateTime.of(2999, 1, 1, 0, 0));
        FreezeExemption patch = new FreezeExemption("patch");
        patch.setMoreApprovals(1);
        patch.setRole("product-manager");
        freeze.setExemptions(List.of(patch));
        protect(rule -> rule.setFreezes(List.of(freeze)));
        WorkflowRun run = waiting("releaseChecklist version: '2.4.1', type: 'patch'\n" + GATE);
        Releasing.go(run, "qa", "production");
        assertThat(waitingFor(run)).containsExactly("Go by product-manager");
        Releasing.go(run, "pm", "production");
        end(Result.SUCCESS, run);
        WorkflowRun minor = waiting("releaseChecklist version: '2.5.0', type: 'minor'\n" + GATE);
        Releasing.go(minor, "qa", "production");
        assertThat(waitingFor(minor)).hasSize(1).allMatch(text -> text.startsWith("the end of the freeze"));
        abort(minor);
    }

    @Test
    void windowsOfEverybodyHoldTogether() throws Exception {
        DeploymentWindow monday = new DeploymentWindow("09:00", "10:00", "UTC");
        monday.setDays(List.of("MON"));
        protect(rule -> rule.setWindows(List.of(monday)));
        WorkflowRun run = waiting("releaseGate environment: 'production', approvals: [qa: 1],"
                + " window: [days: ['TUE'], from: '09:00', to: '10:00', zone: 'UTC']");
        Releasing.go(run, "qa", "production");
        assertThat(waitingFor(run)).hasSize(1).allMatch(text -> text.contains("which does not come"));
        abort(run);
    }

    @Test
    void onlyCertainPeopleMayStartARelease() throws Exception {
        protect(rule -> rule.setStarters(List.of("devops")));
        WorkflowJob job = job(GATE);
        WorkflowRun stranger = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("support")))
                .waitForStart();
        assertExplained(end(Result.FAILURE, stranger), "support started this build; only devops can start");
        WorkflowRun timer = job.scheduleBuild2(0).waitForStart();
        assertExplained(
                end(Result.FAILURE, timer),
                "a timer, a push or a call with a token started this build; only devops can start");
        assertThat(release(timer).gates()).isEmpty();
        WorkflowRun devops = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("devops")))
                .waitForStart();
        Releasing.awaitGate(devops, "production");
        abort(devops);
    }

    @Test
    void aFolderTightensWhatIsBelowIt() throws Exception {
        Folder folder = rule().createProject(Folder.class, "shops");
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setApprovals(List.of(new RequiredApproval("support")));
        FolderProtection protection = new FolderProtection();
        protection.setEnvironments(List.of(production));
        folder.addProperty(protection);
        WorkflowJob job = folder.createProject(WorkflowJob.class, "web");
        job.setDefinition(new CpsFlowDefinition(GATE, true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "production");
        assertThat(waitingFor(run)).containsExactlyInAnyOrder("Go by support", "Go by qa");
        assertThat(policy(run).demands())
                .filteredOn(demand -> demand.rule().equals("Go by support"))
                .extracting(AttributedRule::source)
                .allMatch(source -> source.contains("shops"));
        abort(run);
        WorkflowRun outside = waiting(GATE);
        assertThat(waitingFor(outside)).containsExactly("Go by qa");
        abort(outside);
    }

    @Test
    void aGoThatIsTooOldIsGivenAgain() throws Exception {
        protect(rule -> rule.setApprovalLifetime("4s"));
        WorkflowRun run = waiting("releaseGate environment: 'production', approvals: [qa: 1, devops: 1]");
        Releasing.go(run, "qa", "production");
        assertThatThrownBy(() -> Releasing.go(run, "qa", "production")).isInstanceOf(Refusal.class);
        await().until(() -> waitingFor(run).contains("Go by qa"));
        Releasing.go(run, "qa", "production");
        Releasing.go(run, "devops", "production");
        end(Result.SUCCESS, run);
        assertThat(Recorded.of(run).all(ReleaseEvent.VoteCast.class)).hasSize(3);
    }

    @Test
    void withoutAVetoTheStarterIsNotAmongThoseWhoCouldStillSayGo() throws Exception {
        protect(rule -> rule.setForbidSelfApproval(true));
        Role qa = new Role("qa");
        qa.setUsers(List.of("qa", "devops"));
        ReleaseChecklistConfiguration.get().setRoles(List.of(qa));
        WorkflowRun run = job("releaseGate environment: 'production', approvals: [qa: 1], veto: false")
                .scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("devops")))
                .waitForStart();
        Releasing.awaitGate(run, "production");
        Releasing.vote(run, "qa", "production", Choice.NO_GO, "not tested");
        end(Result.ABORTED, run);
    }
}
