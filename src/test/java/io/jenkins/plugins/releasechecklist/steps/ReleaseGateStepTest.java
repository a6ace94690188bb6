package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import jenkins.model.InterruptedBuildAction;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** How a gate is decided. */
class ReleaseGateStepTest extends OneJenkins {
    private static final String GATE =
            "releaseGate environment: 'production', approvals: ['product-manager': 1, qa: 1]\n";

    private static WorkflowRun waiting(String script) throws Exception {
        WorkflowRun run = start(script);
        Releasing.awaitGate(run, "production");
        return run;
    }

    private static Refusal.Kind refusal(WorkflowRun run, String user, Choice choice, String comment) {
        try {
            Releasing.vote(run, user, "production", choice, comment);
            throw new AssertionError("The vote of " + user + " was taken");
        } catch (Refusal e) {
            return e.kind();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void goesOnWhenEveryApprovalIsThere() throws Exception {
        WorkflowRun run = waiting("def decided = " + GATE + """
            echo "${decided.gate} ${decided.environment} ${decided.decision} ${decided.overridden}"
            echo decided.votes.collect { "${it.user} ${it.choice} ${it.comment}" }.join(', ')
            """);
        await().until(() -> isPaused(run));
        Releasing.go(run, "pm", "production");
        assertThat(release(run).gate("production"))
                .matches(gate -> gate.orElseThrow().isWaiting());
        Releasing.vote(run, "qa", "production", Choice.GO, "tested");
        end(Result.SUCCESS, run);

        assertThat(Releasing.echoes(run)).containsExactly("production production GO false", "pm GO null, qa GO tested");
        assertExplained(
                run, "Release to production?", "Waits for Go by product-manager; Go by qa", "Gate production: GO");
        assertThat(status(run, "go-no-go")).isEqualTo(ItemStatus.PASSED);
        await().until(() -> !isPaused(run));
    }

    private static boolean isPaused(WorkflowRun run) {
        return new DepthFirstScanner().findFirstMatch(run.getExecution(), PauseAction::isPaused) != null;
    }

    @Test
    void endsTheBuildWithANoGo() throws Exception {
        WorkflowRun run = waiting("retry(3) {\n" + GATE + "}");
        assertThat(refusal(run, "pm", Choice.NO_GO, " ")).isEqualTo(Refusal.Kind.BAD_REQUEST);
        Releasing.vote(run, "pm", "production", Choice.NO_GO, "Checkout is slow");
        end(Result.ABORTED, run);

        assertExplained(run, "Release gate 'production': No-go by pm: Checkout is slow");
        assertThat(run.getAction(InterruptedBuildAction.class).getCauses())
                .singleElement()
                .satisfies(cause -> assertThat(cause.getShortDescription()).contains("No-go by pm: Checkout is slow"));
        assertThat(release(run).gates()).hasSize(1);
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.REJECTED);
        assertThat(status(run, "go-no-go")).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void takesTheVotesOfEntitledPeopleOnce() throws Exception {
        WorkflowRun run = waiting(GATE);

        assertThat(refusal(run, "support", Choice.GO, null)).isEqualTo(Refusal.Kind.FORBIDDEN);
        Releasing.go(run, "pm", "production");
        assertThat(refusal(run, "pm", Choice.GO, "again")).isEqualTo(Refusal.Kind.CONFLICT);
        assertThatThrownBy(() -> Releasing.go(run, "pm", "prod"))
                .isInstanceOf(Refusal.class)
                .hasMessage("There is no gate 'prod' in this build");
        Releasing.go(run, "qa", "production");
        assertThat(refusal(run, "qa", Choice.NO_GO, "too late")).isEqualTo(Refusal.Kind.CONFLICT);
        end(Result.SUCCESS, run);
    }

    @Test
    void asksAnewInEveryRound() throws Exception {
        WorkflowRun run =
                waiting("int attempt = 0\nretry(2) {\n" + GATE + "if (++attempt == 1) { error 'disk full' }\n}");
        Releasing.go(run, "pm", "production");
        Releasing.go(run, "qa", "production");
        Releasing.awaitRelease(run, release -> release.gates().size() == 2);

        GateState second = release(run).gate("production").orElseThrow();
        assertThat(second.opening().round()).isEqualTo(2);
        assertThat(second.votes()).isEmpty();
        Releasing.go(run, "pm", "production");
        assertThat(release(run).gate("production").orElseThrow().isWaiting()).isTrue();
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
        assertThat(release(run).gates()).allMatch(gate -> gate.votes().size() == 2);
    }

    @Test
    void opensARoundForEveryTurnOfALoop() throws Exception {
        WorkflowRun run =
                start("for (int i = 0; i < 2; i++) { releaseGate environment: 'production', approvals: [qa: 1] }");
        for (int round = 1; round <= 2; round++) {
            int expected = round;
            Releasing.awaitRelease(
                    run,
                    release -> release.waitingGates().stream()
                            .anyMatch(gate -> gate.opening().round() == expected));
            Releasing.go(run, "qa", "production");
        }
        end(Result.SUCCESS, run);

        assertThat(release(run).gates()).extracting(GateState::status).containsExactly(GateStatus.GO, GateStatus.GO);
    }

    @Test
    void endsOlderBuildsThatWaitForTheSameEnvironment() throws Exception {
        WorkflowJob job = job("releaseGate environment: 'production', approvals: [qa: 1]");
        WorkflowRun older = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(older, "production");
        WorkflowRun later = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(later, "production");

        Releasing.go(later, "qa", "production");
        end(Result.SUCCESS, later);
        end(Result.ABORTED, older);

        assertExplained(older, "Superseded: production got its Go in the later build #2");
        assertThat(release(older).gate("production")).map(GateState::status).contains(GateStatus.ABORTED);
    }

    @Test
    void refusesTheStarterWhereSelfApprovalIsForbidden() throws Exception {
        WorkflowJob job = job("releaseGate environment: 'production', approvals: [[anyOf: ['product-manager', 'qa']]],"
                + " forbidSelfApproval: true");
        WorkflowRun run = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("pm")))
                .waitForStart();
        Releasing.awaitGate(run, "production");

        assertThat(refusal(run, "pm", Choice.GO, null)).isEqualTo(Refusal.Kind.FORBIDDEN);
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
    }

    @Test
    void countsOneGoForEveryRoleInATrialWithoutSecurity() throws Exception {
        rule().jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        WorkflowRun run = waiting("releaseGate environment: 'production', approvals: [board: 2, qa: 1]");
        try (ACLContext as = ACL.as2(Jenkins.ANONYMOUS2)) {
            new Decisions(run, BuildRecords.of(run).orElseThrow())
                    .vote(Approver.current(), "production", Choice.GO, Optional.empty(), Optional.empty());
        }
        end(Result.SUCCESS, run);

        assertThat(release(run).gate("production").orElseThrow().votes())
                .singleElement()
                .matches(Vote::unattributed);
    }

    @Test
    void showsAnOverrideAsSuch() throws Exception {
        WorkflowRun run = waiting("echo \"${releaseGate(environment: 'production', approvals: [qa: 1]).overridden}\"");
        Decisions decisions = new Decisions(run, BuildRecords.of(run).orElseThrow());
        Approver boss = new Approver("boss", "The Boss", List.of(), false);
        assertThatThrownBy(() -> decisions.override(boss, "production", " "))
                .hasMessage("Add a reason for the override");
        decisions.override(boss, "production", "Black Friday");
        end(Result.SUCCESS, run);

        assertThat(Releasing.echoes(run)).containsExactly("true");
        assertThat(release(run)
                        .gate("production")
                        .orElseThrow()
                        .settlement()
                        .orElseThrow()
                        .overridden())
                .isTrue();
    }

    @Test
    void saysThatItHoldsAnExecutorInsideANode() throws Exception {
        String holds = "waits inside a node and holds its executor";
        WorkflowRun inside = waiting("node { releaseGate environment: 'production', approvals: [qa: 1] }");
        Releasing.go(inside, "qa", "production");
        assertExplained(end(Result.SUCCESS, inside), holds);

        WorkflowRun outside = waiting(declarative("releaseGate environment: 'production', approvals: [qa: 1]"));
        Releasing.go(outside, "qa", "production");
        assertThat(JenkinsRule.getLog(end(Result.SUCCESS, outside))).doesNotContain(holds);
    }
}
