package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.FolderProtection;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The template that a protected environment demands is what its releases follow. */
class DemandedTemplateTest extends OneJenkins {
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]\n";

    private static String corporate(String extra) {
        return """
            title: Corporate
            environments: [production]
            releasedBy: deploy
            sections:
            - id: rollout
              title: Rollout
              items:
              - {id: decide, title: Decide, owners: [product-manager], completedBy: [{step: releaseGate, environment: production}]}
              - {id: deploy, title: Deploy, owners: [devops], completedBy: [{step: withChecklistItem}]}
            """ + extra;
    }

    private static void keep(String extra) {
        ReleaseChecklistConfiguration.get().setTemplates(List.of(new ChecklistTemplate("corporate", corporate(extra))));
    }

    private static ProtectedEnvironment demanding(String environment, String word) {
        ProtectedEnvironment rule = new ProtectedEnvironment(environment);
        rule.setTemplate("corporate");
        rule.setTemplateEnvironment(word);
        return rule;
    }

    @BeforeEach
    void demand() {
        keep("");
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(demanding("prod*", "")));
    }

    /** Opens the checklist with the plan, and then does the rest. */
    private static String withPlan(String plan, String parameters, String rest) {
        return "node { writeFile file: 'plan.yaml', text: '''" + plan
                + "'''\nreleaseChecklist version: '2.4.0', plan: 'plan.yaml'" + parameters + " }\n" + rest;
    }

    private static Template followed(WorkflowRun run) throws Exception {
        return release(run).details().template().orElseThrow();
    }

    private static List<String> items(WorkflowRun run) throws Exception {
        return release(run).checklist().items().stream().map(Item::id).toList();
    }

    private static WorkflowRun atTheGate(WorkflowRun run, String gate) {
        Releasing.awaitGate(run, gate);
        return run;
    }

    private static void abort(WorkflowRun run) throws Exception {
        run.doStop();
        end(Result.ABORTED, run);
    }

    @Test
    void aBuildThatNamesNoTemplateGetsTheDemandedOneAtTheGate() throws Exception {
        WorkflowRun run = atTheGate(start(GATE), "production");
        assertThat(items(run)).containsExactly("decide", "deploy");
        assertThat(followed(run)).isEqualTo(Template.of("corporate", Template.SYSTEM, corporate("")));
        assertExplained(
                run,
                "Follows the template " + followed(run).label() + ", as required by Manage Jenkins, environment prod*");
        abort(run);
    }

    @Test
    void aPlanForTheEnvironmentGetsItAtOnceAndAddsToItWhenItNamesIt() throws Exception {
        WorkflowRun silent = succeed(withPlan("environments: {production: {}}", "", ""));
        assertThat(items(silent)).containsExactly("decide", "deploy");
        WorkflowRun adding = atTheGate(start(withPlan("""
                template: corporate
                checklist: {sections: [{id: rollout, items: [{id: thank, title: Thank, owners: [qa]}]}]}
                environments: {production: {}}
                """, "", GATE)), "production");
        assertThat(items(adding)).containsExactly("decide", "deploy", "thank");
        assertThat(release(adding).template().item("thank")).isEmpty();
        abort(adding);
    }

    @Test
    void anotherChecklistDoesNotPassTheGate() throws Exception {
        String own =
                "checklist: {title: Own, releasedBy: a, sections: [{id: s, title: S, items: [{id: a, title: A, owners:"
                        + " [qa]}]}]}\nenvironments: {production: {}}\n";
        String todo = "Write releaseChecklist template: 'corporate' in the Jenkinsfile";
        assertExplained(
                run(Result.FAILURE, withPlan(own, "", GATE)),
                "Every release to production has to follow the template corporate (system, version",
                "demanded by Manage Jenkins, environment prod*; this build follows a checklist of its own",
                todo);
        refuse(
                "releaseChecklist version: '2.4.0', template: 'octoacme'\n" + GATE,
                "this build follows the template octoacme (built-in, version",
                todo);
        refuse(
                "releaseChecklist version: '2.4.0', template: 'octoacme'\nreleaseGate id: 'production', approvals: [qa: 1]",
                "Every release to production has to follow the template corporate");
        assertExplained(
                run(Result.FAILURE, withPlan(own, ", template: 'corporate'", "")),
                "plan.yaml brings a checklist of its own, but this release follows the template corporate (system, version",
                "Write template: corporate above checklist:");
        assertExplained(
                run(Result.FAILURE, withPlan("template: octoacme", ", template: 'corporate'", "")),
                "The template of this release is already 'octoacme'; found 'corporate'");
    }

    @Test
    void aPlanCannotWeakenIt() throws Exception {
        assertExplained(
                run(Result.FAILURE, withPlan("""
                template: corporate
                checklist:
                  releasedBy: decide
                  sections:
                  - id: rollout
                    title: Later
                    items:
                    - {id: decide, parts: [a], title: Decided}
                    - {id: deploy, parts: [a], requiredFor: [], owners: [qa], completedBy: [{step: checklistItem}]}
                  - id: mine
                    title: Mine
                    items: [{id: deploy, title: Deploy, owners: [qa]}]
                """, "", GATE)),
                "plan.yaml:3:15: checklist.releasedBy: expected no releasedBy here",
                "plan.yaml:6:12: checklist.sections[0].title: expected no title here",
                "plan.yaml:8:39: checklist.sections[0].items[0].title: expected no title here",
                "checklist.sections[0].items[1].requiredFor: expected no requiredFor here",
                "checklist.sections[0].items[1].owners: expected no owners here",
                "checklist.sections[0].items[1].completedBy: expected no completedBy here",
                "checklist.sections[1].items[0].id: expected the item in the section of the template corporate that has it");
    }

    @Test
    void aChangeHoldsForLaterBuildsOnly() throws Exception {
        WorkflowJob job = job("releaseChecklist version: '2.4.0', template: 'corporate'\ninput 'go on'\n" + GATE);
        WorkflowRun before = job.scheduleBuild2(0).waitForStart();
        rule().waitForMessage("go on", before);
        keep("  - {id: backup, title: Backup, owners: [devops]}\n");
        WorkflowRun after = job.scheduleBuild2(0).waitForStart();
        rule().waitForMessage("go on", after);

        assertThat(items(before)).containsExactly("decide", "deploy");
        assertThat(items(after)).containsExactly("decide", "deploy", "backup");
        proceed(before);
        Releasing.awaitGate(before, "production");
        assertExplained(
                before,
                "The template " + followed(before).label() + " changed since this build began; it is "
                        + followed(after).label() + " now");
        abort(before);
        abort(after);
    }

    private static void proceed(WorkflowRun run) throws Exception {
        run.getAction(InputAction.class).getExecutions().get(0).proceed(null);
    }

    @Test
    void aRepetitionDoesNotBringBackWhatTheTemplateWas() throws Exception {
        WorkflowJob job = job("pipeline { agent none; stages {\n"
                + "stage('Open') { steps { releaseChecklist version: '2.4.0', template: 'corporate' } }\n"
                + "stage('Decide') { steps { " + GATE + " } } } }");
        WorkflowRun first = atTheGate(job.scheduleBuild2(0).waitForStart(), "production");
        Releasing.go(first, "qa", "production");
        end(Result.SUCCESS, first);
        keep("  - {id: backup, title: Backup, owners: [devops]}\n");
        first.getAction(RestartDeclarativePipelineAction.class).run("Decide");
        WorkflowRun second =
                await().until(() -> job.getBuildByNumber(2), run -> run != null && run.getExecution() != null);
        assertExplained(
                end(Result.FAILURE, second),
                "This build repeats one that followed the template "
                        + followed(first).label());
    }

    @Test
    void aFolderCannotPutItsOwnInThePlaceOfTheOneOfTheSystem() throws Exception {
        Folder folder = rule().createProject(Folder.class, "weak");
        FolderProtection weak = new FolderProtection();
        weak.setTemplates(List.of(
                new ChecklistTemplate("corporate", corporate("").replace("Corporate", "Weak")),
                new ChecklistTemplate("own", corporate("").replace("Corporate", "Own"))));
        folder.addProperty(weak);
        WorkflowJob job = folder.createProject(WorkflowJob.class, "web");
        job.setDefinition(
                new CpsFlowDefinition("releaseChecklist version: '2.4.0', template: 'corporate'\n" + GATE, true));
        WorkflowRun run = atTheGate(job.scheduleBuild2(0).waitForStart(), "production");
        assertThat(release(run).checklist().title()).isEqualTo("Corporate");
        abort(run);
        job.setDefinition(new CpsFlowDefinition("releaseChecklist version: '2.4.0', template: 'own'\n" + GATE, true));
        assertExplained(
                end(Result.FAILURE, job.scheduleBuild2(0).waitForStart()),
                "this build follows the template own (folder weak,");
        ReleaseChecklistConfiguration.get().setTemplates(List.of());
        assertExplained(
                end(Result.FAILURE, job.scheduleBuild2(0).waitForStart()),
                "Manage Jenkins, environment prod* requires the checklist template 'corporate', which does not exist there",
                "Known there: octoacme");
    }

    @Test
    void theAdministratorSaysWhatTheTemplateCallsTheEnvironment() throws Exception {
        ReleaseChecklistConfiguration.get()
                .setEnvironments(List.of(demanding("prod-eu", "production"), demanding("prod-us", "production")));
        String gates = "releaseGate environment: 'prod-eu', approvals: [qa: 1]\n";
        WorkflowRun without = atTheGate(start(gates), "prod-eu");
        assertThat(decidedBy(without)).isEqualTo("prod-eu");
        abort(without);
        WorkflowRun weakening = atTheGate(start(withPlan(plan("qa"), "", gates)), "prod-eu");
        assertThat(decidedBy(weakening)).isEqualTo("prod-eu");
        abort(weakening);
        WorkflowRun choosing = atTheGate(start(withPlan(plan("prod-us"), "", gates)), "prod-eu");
        assertThat(decidedBy(choosing)).isEqualTo("prod-us");
        abort(choosing);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(demanding("prod-eu", "live")));
        assertExplained(
                run(Result.FAILURE, gates),
                "Manage Jenkins, environment prod-eu says that prod-eu is called 'live' in the template corporate",
                "which has production");
    }

    private static String plan(String production) {
        return "template: corporate\nchecklist: {environments: {production: " + production
                + "}}\nenvironments: {prod-eu: {}, prod-us: {}, qa: {}}\n";
    }

    private static String decidedBy(WorkflowRun run) throws Exception {
        Completion way = release(run)
                .checklist()
                .item("decide")
                .orElseThrow()
                .completedBy()
                .get(0);
        return ((Completion.ByStep) way).environment().orElseThrow();
    }

    @Test
    void whatTheRuleRequiresIsWhatTheTemplateSaysWhateverThePlanAdds() throws Exception {
        ProtectedEnvironment rule = demanding("production", "");
        rule.setRequires(List.of("before"));
        keep("""
            - id: before
              title: Before
              items:
              - {id: scan, title: Scan, owners: [qa], completedBy: [{step: checklistItem}]}
            """);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(rule));
        String plan = """
            template: corporate
            checklist: {sections: [{id: before, items: [{id: scan, parts: [Images]}, {id: mine, title: Mine, owners: [qa]}]}]}
            environments: {production: {}}
            """;
        WorkflowRun run = atTheGate(start(withPlan(plan, "", "checklistItem id: 'scan'\n" + GATE)), "production");
        List<Item> required =
                release(run).gate("production").orElseThrow().required().orElseThrow();
        assertThat(required).extracting(Item::id).containsExactly("scan", "mine");
        assertThat(required.get(0).completedBy())
                .containsExactly(new Completion.ByStep("checklistItem", Optional.empty()));
        abort(run);
    }

    @Test
    void twoDifferentDemandsCannotBothBeMet() throws Exception {
        ProtectedEnvironment other = new ProtectedEnvironment("production");
        other.setTemplate("octoacme");
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(demanding("prod*", ""), other));
        assertExplained(
                run(Result.FAILURE, GATE),
                "A release follows one checklist, but two are required",
                "Administrators have to agree on one");
    }

    @Test
    void whatAPlanAddsChoosesNobodyElseToDecide() throws Exception {
        WorkflowRun run = atTheGate(start(withPlan("""
                template: corporate
                checklist:
                  sections:
                  - id: first
                    title: First
                    items:
                    - {id: mine, title: Mine, owners: [devops], completedBy: [{step: releaseGate, environment: production}]}
                environments: {production: {}}
                """, "", "releaseGate environment: 'production'")), "production");
        assertThat(release(run)
                        .gate("production")
                        .orElseThrow()
                        .opening()
                        .policy()
                        .approvals())
                .singleElement()
                .satisfies(approval -> assertThat(approval.anyOf()).containsExactly("product-manager"));
        abort(run);
    }
}
