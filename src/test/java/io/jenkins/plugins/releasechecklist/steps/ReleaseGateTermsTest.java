package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** What a gate demands. */
class ReleaseGateTermsTest extends OneJenkins {

    private static GateState gate(WorkflowRun run) throws Exception {
        return release(run).gate("production").orElseThrow();
    }

    private static List<String> waitingFor(WorkflowRun run) throws Exception {
        return new Decisions(run, BuildRecords.of(run).orElseThrow())
                .standing(gate(run)).waitingFor().stream()
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

    @Test
    void refusesWrongApprovalsEntryByEntry() throws Exception {
        refuse(
                "releaseGate environment: 'production', approvals: ['Product Manager': 1, qa: 0, devops: 'two']",
                "approvals[\"Product Manager\"]: expected a role of lower-case letters, digits and hyphens, found"
                        + " \"Product Manager\"; did you mean \"product-manager\"?",
                "approvals.qa: expected a whole number from 1 to 50, found 0",
                "approvals.devops: expected a whole number from 1 to 50, found \"two\"");
        refuse(
                "releaseGate environment: 'production', approvals: [[rol: 'qa'], [role: 'qa', count: 99]]",
                "approvals[0].rol: unknown key; did you mean \"role\"?",
                "approvals[1].count: expected a whole number from 1 to 50, found 99");
        refuse(
                "releaseGate environment: 'production', approvals: ['product-manger': 1]",
                "role: unknown value 'product-manger'; did you mean 'product-manager'? Allowed: ");
        refuse("releaseGate environment: 'production', approvals: 'qa'", "approvals.qa: expected a whole number");
        ReleaseChecklistConfiguration.get().setRoles(List.of());
        refuse(
                "releaseGate environment: 'production'",
                "role: unknown value 'product-manager'; none is set up yet in Manage Jenkins > Release Checklist");
    }

    @Test
    void refusesEnvironmentsThatLookLikeOthers() throws Exception {
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(new ProtectedEnvironment("production")));
        Map<String, String> names = Map.of(
                "production\\u00a0", "U+00A0 (NO-BREAK SPACE) as character 11",
                "production\\u200b", "U+200B (ZERO WIDTH SPACE) as character 11",
                "pro\\u00adduction", "U+00AD (SOFT HYPHEN) as character 4",
                "pr\\u043eduction", "U+043E (CYRILLIC SMALL LETTER O) as character 3",
                "p\\u0337roduction", "U+0337 (COMBINING SHORT SOLIDUS OVERLAY) as character 2",
                "\\u200fproduction", "U+200F (RIGHT-TO-LEFT MARK) as character 1");
        for (Map.Entry<String, String> name : names.entrySet()) {
            assertExplained(
                    run(Result.FAILURE, "releaseGate environment: '" + name.getKey() + "', approvals: [devops: 1]"),
                    "environment: expected the name of an environment, found " + name.getValue());
        }
        for (String step :
                List.of("smokeTest(%s)", "withSmokeTest(%s) { }", "postDeployVerify(%s)", "rollbackRelease(%s) { }")) {
            assertExplained(
                    run(Result.FAILURE, step.formatted("environment: 'pr\\u043eduction'")),
                    "environment: expected the name of an environment, found U+043E");
        }
    }

    @Test
    void anEnvironmentIsOneHoweverItIsWritten() throws Exception {
        for (String name : List.of("Production", "\\uff50roduction", " PRODUCTION ")) {
            WorkflowRun run = waiting("releaseGate environment: '" + name + "', approvals: [qa: 1]");
            assertThat(gate(run).opening().environment()).contains("production");
            assertThat(status(run, "go-no-go")).isEqualTo(ItemStatus.WAITING);
            abort(run);
        }
    }

    @Test
    void refusesTwoEnvironmentsWithOneAddress() throws Exception {
        refuse(
                "withSmokeTest(environment: 'prod-eu') { echo 'well' }\nreleaseGate environment: 'Prod_EU', approvals: [qa: 1]",
                "found 'prod_eu', which has the address 'prod-eu' as 'prod-eu' of this build has");
        refuse(
                "releaseGate environment: 'pr\\u00f3duction', approvals: [qa: 1]",
                "which has the address 'production' as 'production' of this build has");
        WorkflowRun run = run(
                Result.SUCCESS,
                "withSmokeTest(environment: '\\u6d4b\\u8bd51') { echo '1' }\n"
                        + "withSmokeTest(environment: '\\u751f\\u4ea71') { echo '2' }");
        assertThat(release(run).runs()).extracting(RunState::name).doesNotHaveDuplicates();
    }

    @Test
    void refusesOtherWrongParameters() throws Exception {
        refuse(
                "releaseGate id: 'Go Live'",
                "id: expected lower-case letters, digits and hyphens, found 'Go Live' (allowed would be 'go-live')");
        refuse("releaseGate timeout: 'tomorrow'", "timeout: expected a duration such as", "found 'tomorrow'");
        refuse("releaseGate timeout: '0s'", "longer than zero");
        refuse(
                "releaseGate onTimeout: 'nogoo'",
                "onTimeout: unknown value 'nogoo'; did you mean 'noGo'? Allowed: noGo, fail");
        refuse(
                "releaseGate requires: ['pre-relase']",
                "requires: unknown value 'pre-relase'; did you mean 'pre-release'?");
        refuse(
                "releaseGate window: [days: ['MON'], from: '9', to: '16:00', zone: 'Europe/Berlin']",
                "window.from: expected",
                "found");
    }

    @Test
    void refusesToWaitForWhatComesAfterIt() throws Exception {
        refuse(
                "releaseGate environment: 'production', approvals: [qa: 1], requires: ['deployment']",
                "the gate in front of production would wait forever",
                "'deploy-production' (Deploy to production), 'post-deploy-verification'",
                "Remove them from requires");
        WorkflowRun later = start("""
                withChecklistItem('deploy-production') { echo 'deployed' }
                releaseGate environment: 'production', approvals: [qa: 1], requires: ['deploy-production']
                """);
        Releasing.awaitGate(later, "production");
        Releasing.go(later, "qa", "production");
        end(Result.SUCCESS, later);
    }

    @Test
    void refusesAnEnvironmentThatThePlanDoesNotKnow() throws Exception {
        assertExplained(
                run(
                        Result.FAILURE,
                        planned(
                                "{environments: {staging: {}, production: {}}}",
                                "releaseGate environment: 'prodution'")),
                "The release plan does not know the environment",
                "'prodution'; did you mean 'production'?");
    }

    private static String planned(String plan, String steps) {
        return "node { writeFile file: 'plan.yaml', text: '" + plan + "'\n"
                + "releaseChecklist version: '2.4.0', plan: 'plan.yaml' }\n" + steps;
    }

    @Test
    void asksTheOwnersOfTheDecisionWhenNobodyElseIsNamed() throws Exception {
        WorkflowRun run = waiting("releaseGate environment: 'production'");
        assertThat(gate(run).opening().policy().approvals())
                .containsExactly(new Approval(List.of("product-manager", "project-manager"), 1));
        Releasing.go(run, "pm", "production");
        end(Result.SUCCESS, run);
    }

    @Test
    void addsWhatPlanAndAdministratorDemand() throws Exception {
        ProtectedEnvironment rules = new ProtectedEnvironment("prod*");
        RequiredApproval testers = new RequiredApproval("qa");
        testers.setCount(2);
        rules.setApprovals(List.of(testers, new RequiredApproval("devops")));
        rules.setForbidSelfApproval(true);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(rules));

        WorkflowRun run = waiting(planned(
                "{environments: {production: {gate: {approvals: [{role: support}], requires: [backup],"
                        + " timeout: 2h}}}}",
                "releaseGate environment: 'production', approvals: [qa: 1, 'product-manager': 1], requires:"
                        + " 'monitoring', timeout: '24h'"));

        assertThat(gate(run).opening().policy().approvals())
                .containsExactlyInAnyOrder(
                        new Approval(List.of("qa"), 2),
                        new Approval(List.of("devops"), 1),
                        new Approval(List.of("support"), 1),
                        new Approval(List.of("product-manager"), 1));
        assertThat(gate(run).opening().policy().voters().forbidSelfApproval()).isTrue();
        assertThat(gate(run).opening().policy().requires()).containsExactly("backup", "monitoring");
        assertThat(gate(run).opening().policy().timeout())
                .hasValueSatisfying(limit -> assertThat(limit).hasHours(2));
        abort(run);
    }

    @Test
    void waitsForRequiredItems() throws Exception {
        WorkflowRun run =
                waiting("releaseGate environment: 'production', approvals: [qa: 1], requires: ['acceptance-criteria']");
        Releasing.go(run, "qa", "production");
        assertThat(waitingFor(run))
                .containsExactly("item acceptance-criteria (All acceptance criteria met and PRs merged)");

        Releasing.sign(run, "pm", "acceptance-criteria");
        end(Result.SUCCESS, run);
        assertThat(gate(run).status()).isEqualTo(GateStatus.GO);
    }

    @Test
    void waitsForTheWindow() throws Exception {
        DayOfWeek closed = LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek();
        String day = closed.name().substring(0, 3);
        WorkflowRun run = waiting("releaseGate environment: 'production', approvals: [qa: 1]," + " window: [days: ['"
                + day + "'], from: '09:00', to: '16:00', zone: 'UTC']");
        Releasing.go(run, "qa", "production");

        assertThat(waitingFor(run))
                .singleElement()
                .satisfies(text -> assertThat(text).contains(day + " 09:00-16:00 UTC"));
        assertThat(status(run, "deployment-window")).isEqualTo(ItemStatus.WAITING);
        rule().waitForMessage(
                        "Next possible: "
                                + DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH)
                                        .format(LocalDate.now(ZoneOffset.UTC).plusDays(3))
                                + " 09:00 UTC (in ",
                        run);
        abort(run);
        assertThat(gate(run).status()).isEqualTo(GateStatus.ABORTED);

        String open = "MON, TUE, WED, THU, FRI, SAT, SUN";
        WorkflowRun planned = waiting(planned(
                "{environments: {production: {window: {days: [" + open
                        + "], from: \"00:00\", to: \"23:59\", zone: UTC}}}}",
                "releaseGate environment: 'production', approvals: [qa: 1], window: ['MON-FRI all day UTC',"
                        + " [days: ['SAT', 'SUN'], from: '00:00', to: '24:00', zone: 'UTC']]"));
        assertThat(gate(planned).opening().policy().schedule().windows())
                .extracting(Window::text)
                .containsExactly("MON-SUN 00:00-23:59 UTC", "MON-FRI all day, SAT, SUN all day UTC");
        Releasing.go(planned, "qa", "production");
        end(Result.SUCCESS, planned);
        assertThat(status(planned, "deployment-window")).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void endsWhenTheTimeIsUp() throws Exception {
        WorkflowRun rejected = run(Result.ABORTED, "releaseGate environment: 'production', timeout: '200ms'");
        assertExplained(rejected, "Release gate 'production': No decision in time");
        assertThat(gate(rejected).status()).isEqualTo(GateStatus.TIMED_OUT);
        assertThat(release(rejected).status()).isEqualTo(ReleaseStatus.REJECTED);

        WorkflowRun failed = run(
                Result.FAILURE,
                declarative("releaseGate environment: 'production', timeout: '200ms', onTimeout: 'fail'"));
        assertExplained(failed, "ERROR: Nobody decided on the gate 'production' in time");
    }

    @Test
    void letsOthersDecideWhereOneNoGoIsNoVeto() throws Exception {
        Role testers = new Role("qa");
        testers.setUsers(List.of("qa", "qa2"));
        ReleaseChecklistConfiguration.get().setRoles(List.of(testers));
        String script = "releaseGate environment: 'production', approvals: [qa: %d], veto: false";

        WorkflowRun outvoted = waiting(script.formatted(1));
        Releasing.vote(outvoted, "qa", "production", Choice.NO_GO, "I do not like it");
        assertThat(gate(outvoted).isWaiting()).isTrue();
        Releasing.go(outvoted, "qa2", "production");
        end(Result.SUCCESS, outvoted);

        WorkflowRun outOfReach = waiting(script.formatted(2));
        Releasing.vote(outOfReach, "qa", "production", Choice.NO_GO, "I do not like it");
        end(Result.ABORTED, outOfReach);
        assertThat(gate(outOfReach).status()).isEqualTo(GateStatus.NO_GO);
    }
}
