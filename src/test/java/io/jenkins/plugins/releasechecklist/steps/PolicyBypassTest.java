package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Ways around a gate that a Jenkinsfile or a plan could offer. None of them leads to a Go. */
class PolicyBypassTest extends GateAttack {
    @Test
    void anotherSpellingOfTheNameIsTheSameEnvironmentOrNone() throws Exception {
        requireProductManager();
        for (String name : List.of("PRODUCTION", " Production ", "\\uFF50roduction")) {
            WorkflowRun run = waiting(GATE.replace("production", name));
            assertHeld(run, "Go by product-manager");
            Releasing.go(run, "pm", "production");
            assertGo(run);
        }
        for (String name : List.of(
                "production\\u00A0",
                "produc\\u200Btion",
                "\\u2060production",
                "pr\\u043Eduction",
                "pr\\u1D0Fduction",
                "prod*")) {
            WorkflowRun run = run(Result.FAILURE, GATE.replace("production", name));
            assertThat(BuildRecords.of(run)).as(name).isEmpty();
        }
    }

    @Test
    void neitherTheIdNorTheEnvironmentOfAGateHidesTheOther() throws Exception {
        requireProductManager();
        WorkflowRun run = start("""
                parallel(
                  id: { releaseGate id: 'production', approvals: [devops: 1] },
                  other: { releaseGate id: 'harmless', environment: 'production', approvals: [devops: 1] })
                """);
        for (String id : List.of("production", "harmless")) {
            Releasing.awaitGate(run, id);
            Releasing.go(run, "devops", id);
            assertThat(waitingFor(run, id)).as(id).containsExactly("Go by product-manager");
        }
        abort(run);
        WorkflowRun lent = waiting("releaseGate id: 'production', environment: 'test', approvals: [devops: 1]");
        assertHeld(lent, "Go by product-manager");
        abort(lent);
    }

    @Test
    void aNameThatIsPutTogetherAtRunTimeHoldsToTheRule() throws Exception {
        requireProductManager();
        WorkflowRun run = waiting(
                "def parts = ['PROD', 'uction']\nreleaseGate environment: \"${parts.join('')}\", approvals: [devops: 1]");
        assertHeld(run, "Go by product-manager");
        Releasing.go(run, "pm", "production");
        assertGo(run);
    }

    @Test
    void whatAPlanCallsAnEnvironmentDecidesNothingInPlaceOfAnother() throws Exception {
        ReleaseChecklistConfiguration.get().setTemplates(List.of(new ChecklistTemplate("corporate", """
                title: Corporate
                environments: [security, production]
                releasedBy: deploy
                sections:
                - id: rollout
                  title: Rollout
                  items:
                  - {id: security-review, title: Review, owners: [qa], completedBy: [{step: releaseGate, environment: security}]}
                  - {id: scan, title: Scan, owners: [devops], completedBy: [{step: checklistItem}]}
                  - {id: deploy, title: Deploy, owners: [devops], completedBy: [{step: withChecklistItem}]}
                """)));
        protect(rule -> {
            rule.setTemplate("corporate");
            rule.setRequires(List.of("security-review", "scan"));
        });
        String plan =
                "template: corporate\nchecklist: {environments: {security: %s}}\nenvironments: {production: {}, %s: {}}\n";
        String rest = "checklistItem 'scan'\n" + GATE;
        assertExplained(
                run(Result.FAILURE, withPlan(plan.formatted("Production", "test"), rest)),
                "another name for each environment of the template corporate");
        WorkflowRun run = waiting(withPlan(
                plan.formatted("safety", "safety"), rest + "releaseGate environment: 'safety', approvals: [qa: 1]"));
        assertHeld(run, "Review");
        abort(run);

        ProtectedEnvironment rule = new ProtectedEnvironment("prod-eu");
        rule.setTemplate("corporate");
        rule.setTemplateEnvironment("production");
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(rule));
        WorkflowRun same = run(
                Result.FAILURE, withPlan(plan.formatted("prod-eu", "prod-eu"), GATE.replace("production", "prod-eu")));
        assertExplained(same, "The plan calls the environment 'security' of the template prod-eu");
        assertThat(BuildRecords.of(same)).isEmpty();
    }

    @Test
    void aStepDoesNotSignForPeople() throws Exception {
        protect(rule -> rule.setRequires(List.of("acceptance-criteria")));
        WorkflowRun run = waiting("""
                releaseChecklist version: '2.4.0'
                try { checklistItem 'acceptance-criteria' } catch (e) { echo 'refused ' + e.message }
                try { withChecklistItem('acceptance-criteria') { echo 'met' } } catch (e) { echo 'refused ' + e.message }
                """ + GATE);
        assertHeld(run, "All acceptance criteria met");
        Releasing.sign(run, "pm", "acceptance-criteria");
        new Decisions(run, BuildRecords.of(run).orElseThrow()).settleDue();
        assertGo(run);
    }

    @Test
    void aPlanThatSaysAnItemOtherwiseOpensNoGate() throws Exception {
        protect(rule -> rule.setRequires(List.of("acceptance-criteria")));
        WorkflowRun run = run(Result.FAILURE, withPlan("""
                checklist:
                  title: Mine
                  releasedBy: acceptance-criteria
                  sections:
                  - id: pre-release
                    title: Pre-release
                    items:
                    - {id: acceptance-criteria, title: Fine, owners: [devops], requiredFor: [], completedBy: [{step: checklistItem}]}
                """, "checklistItem 'acceptance-criteria'\n" + GATE));
        assertExplained(run, "acceptance-criteria");
        assertThat(release(run).gates()).isEmpty();
    }

    @Test
    void aPlanThatComesAfterTheGateIsRefused() throws Exception {
        protect(rule -> rule.setRequires(List.of("acceptance-criteria")));
        WorkflowRun run = waiting("releaseChecklist version: '2.4.0'\nparallel(\n  gate: { " + GATE + " },\n  plan: {"
                + " waitUntil(quiet: true) { currentBuild.description == 'go on' }\n"
                + " node { writeFile file: 'late.yaml', text: 'checklist: {title: M, releasedBy: a, sections: [{id: pre-release, title: P,"
                + " items: [{id: a, title: A, owners: [qa]}]}]}'\n"
                + " try { releaseChecklist plan: 'late.yaml' } catch (e) { echo 'refused ' + e.message } } })");
        run.setDescription("go on");
        rule().waitForMessage("refused ", run);
        assertHeld(run, "All acceptance criteria met");
        abort(run);
    }

    @Test
    void theReleaseTypeIsAClaim() throws Exception {
        RequiredApproval productManager = new RequiredApproval("product-manager");
        productManager.setReleaseTypes(List.of("minor", "major"));
        WorkflowJob job =
                job("releaseChecklist version: '2.4.0'\nwithChecklistItem('deploy-production') { echo 'out' }");
        end(Result.SUCCESS, job.scheduleBuild2(0).waitForStart());
        FreezePeriod frozen = freeze("2020-01-01T00:00");
        frozen.setExemptions(List.of(new FreezeExemption("patch")));
        protect(rule -> {
            rule.setApprovals(List.of(productManager));
            rule.setFreezes(List.of(frozen));
            rule.setRequires(List.of("pre-release"));
        });
        change(
                job,
                "releaseChecklist version: '3.0.0', type: 'patch'\nparallel a: { " + GATE + " }, b: {\n"
                        + " waitUntil(quiet: true) { currentBuild.description == 'go on' }\n"
                        + " try { releaseChecklist type: 'minor' } catch (e) { echo 'refused ' + e.message } }");
        job.scheduleBuild2(0).waitForStart();
        WorkflowRun run = second(job);
        run.setDescription("go on");
        rule().waitForMessage("refused ", run);
        Releasing.go(run, "devops", "production");
        assertThat(waitingFor(run, "production"))
                .contains("Go by product-manager")
                .anyMatch(text -> text.contains("All acceptance criteria met"))
                .anyMatch(text -> text.contains("the end of the freeze"));
        abort(run);
    }

    private static void change(WorkflowJob job, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
    }

    @Test
    void aBranchDoesNotEnterByAnotherDoorOfTheSameName() throws Exception {
        requireProductManager();
        WorkflowRun run =
                waiting("parallel a: { releaseGate environment: 'production', id: 'door', approvals: [devops: 1] },"
                        + " b: { releaseGate environment: 'test', id: 'door', approvals: [devops: 1] },"
                        + " c: { " + GATE + " }");
        rule().waitForMessage("Failed in branch", run);
        assertHeld(run, "Go by product-manager");
        abort(run);
    }

    @Test
    void aGateThatDemandsWhatComesAfterItIsNotOpened() throws Exception {
        protect(rule -> rule.setRequires(List.of("deployment")));
        WorkflowRun run = run(Result.FAILURE, VERSION + GATE);
        assertExplained(run, "post-deploy-verification");
        assertThat(release(run).gates()).isEmpty();
    }
}
