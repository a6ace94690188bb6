package io.jenkins.plugins.releasechecklist.steps.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.decision.BuildClearance;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.Admission;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.record.state.Clearance;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.api.mixin.TagSCMHead;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which builds may come to an environment at all: when the gate opens, while it waits, and when the key is asked for. */
class AdmissionTest extends OneJenkins {
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]";

    private final SCMHead.HeadByItem heads = new Heads();
    private Folder folder;
    private int builds;

    @BeforeEach
    void createFolder() throws Exception {
        folder = rule().createProject(Folder.class, "shop");
        ExtensionList.lookup(SCMHead.HeadByItem.class).add(0, heads);
    }

    @AfterEach
    void forget() throws Exception {
        folder.delete();
        ExtensionList.lookup(SCMHead.HeadByItem.class).remove(heads);
    }

    private static void protect(Consumer<ProtectedEnvironment> how) throws IOException {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        how.accept(production);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        ReleaseChecklistConfiguration.get().save();
    }

    private static void admit(Consumer<Admission> how) throws IOException {
        Admission admission = new Admission();
        how.accept(admission);
        protect(rule -> rule.setAdmission(admission));
    }

    /** Starts a build of what a multibranch project of this name would make of the head: {@code branch main}, {@code tag v1}. */
    private WorkflowRun build(String project, String head) throws Exception {
        Folder multibranch =
                folder.getItem(project) instanceof Folder known ? known : folder.createProject(Folder.class, project);
        return build(multibranch.createProject(WorkflowJob.class, "head-" + ++builds), head);
    }

    private static WorkflowRun build(WorkflowJob job, String head) throws Exception {
        job.setDescription(head);
        job.setDefinition(new CpsFlowDefinition("releaseChecklist version: '2.4.0'\n" + GATE, true));
        return job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("devops")))
                .waitForStart();
    }

    private static void admitted(WorkflowRun run) throws Exception {
        Releasing.awaitGate(run, "production");
        run.doStop();
        end(Result.ABORTED, run);
    }

    private static void refused(WorkflowRun run, String... words) throws Exception {
        assertExplained(end(Result.FAILURE, run), words);
        assertThat(release(run).gates()).isEmpty();
    }

    private static String waitingFor(WorkflowRun run) throws IOException {
        return new Decisions(run, BuildRecords.of(run).orElseThrow())
                .standing(release(run).gate("production").orElseThrow()).waitingFor().stream()
                        .map(UnmetCondition::text)
                        .collect(Collectors.joining("; "));
    }

    // security.md: S42
    @Test
    void changeRequestsAreRefusedUnlessAdmitted() throws Exception {
        protect(rule -> {});
        refused(
                build("web", "change PR-1"),
                "nothing is released to production from the change request PR-1: change requests may not",
                "(Manage Jenkins, environment production)");
        admit(admission -> admission.setBranches(List.of("PR-*, main")));
        refused(build("web", "change PR-2"), "the change request PR-2");
        admit(admission -> {
            admission.setBranches(List.of("main"));
            admission.setChangeRequests(true);
        });
        admitted(build("web", "change PR-3"));
    }

    // security.md: S42
    @Test
    void onlyNamedBranchesAndTagsMayCome() throws Exception {
        admit(admission -> {
            admission.setBranches(List.of("main, release/*"));
            admission.setTags(List.of("v?.*"));
        });
        String wanted = "only the branches main, release/*, the tags v?.* may";
        admitted(build("web", "branch release/2.4"));
        admitted(build("web", "tag v2.4.0"));
        refused(build("web", "branch Main"), "from the branch Main: " + wanted);
        refused(build("web", "branch v2.4.0"), "from the branch v2.4.0: " + wanted);
        refused(build("web", "tag main"), "from the tag main: " + wanted);
        refused(
                build(folder.createProject(WorkflowJob.class, "main"), "a job that checks out what it likes"),
                "from the job shop/main, of which nobody knows what it builds",
                wanted);
        admit(admission -> admission.setTags(List.of("v*")));
        refused(build("web", "branch main"), "from the branch main: only the tags v* may");
    }

    @Test
    void onlyNamedJobsAndFoldersMayCome() throws Exception {
        admit(admission -> admission.setJobs(List.of("shop/w?b", "shop/tools/*")));
        admitted(build("web", "branch main"));
        admitted(build(folder.createProject(Folder.class, "tools").createProject(WorkflowJob.class, "deploy"), ""));
        refused(
                build(folder.createProject(WorkflowJob.class, "web-2"), ""),
                "from the job shop/web-2: only shop/w?b, shop/tools/* may");
        refused(build("website", "branch main"), "from the job shop/website: only");
    }

    // security.md: S42
    @Test
    void whoMayComeIsJudgedByTheRulesOfTheMoment() throws Exception {
        WorkflowRun run = build("web", "branch main");
        Releasing.awaitGate(run, "production");
        protect(rule -> {
            rule.setStarters(List.of("product-manager"));
            Admission admission = new Admission();
            admission.setBranches(List.of("release/*"));
            rule.setAdmission(admission);
        });

        Releasing.go(run, "qa", "production");

        assertThat(release(run).gate("production")).map(GateState::status).contains(GateStatus.WAITING);
        assertThat(waitingFor(run))
                .contains(
                        "a build that may come here: nothing is released to production from the branch main: only the branches release/* may",
                        "devops started this build; only product-manager can start a release to production")
                .doesNotContain("Go by");
        protect(rule -> rule.setStarters(List.of("devops")));
        end(Result.SUCCESS, run);
    }

    @Test
    void aTemplateThatIsDemandedLaterKeepsTheGateClosed() throws Exception {
        WorkflowRun run = build("web", "branch main");
        Releasing.awaitGate(run, "production");
        ReleaseChecklistConfiguration.get().setTemplates(List.of(new ChecklistTemplate("corporate", """
                title: Corporate
                releasedBy: deploy
                sections:
                - {id: all, title: All, items: [{id: deploy, title: Deploy, owners: [devops]}]}
                """)));
        protect(rule -> rule.setTemplate("corporate"));

        Releasing.go(run, "qa", "production");

        assertThat(waitingFor(run))
                .startsWith(
                        "a build that may come here: every release to production must follow the template corporate (system")
                .contains("required by Manage Jenkins, environment production; this one follows");
        protect(rule -> {});
        end(Result.SUCCESS, run);
    }

    // security.md: S42
    @Test
    void aGoIsWorthNothingToABuildThatMayNotComeAnyMore() throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "slow");
        job.setDescription("branch main");
        job.setDefinition(new CpsFlowDefinition(GATE + "\ninput 'go on'", true));
        WorkflowRun run = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("devops")))
                .waitForStart();
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        await().until(() -> new BuildClearance(run).of("production") instanceof Clearance.Cleared);

        admit(admission -> admission.setJobs(List.of("other/*")));

        assertThat(new BuildClearance(run).of("production"))
                .isInstanceOfSatisfying(
                        Clearance.Refused.class,
                        refused -> assertThat(refused.why().text()).contains("from the job shop: only other/* may"));
        run.doStop();
        end(Result.ABORTED, run);
    }

    /** What a multibranch project knows of its jobs; here it stands in their description. */
    private static final class Heads extends SCMHead.HeadByItem {
        @Override
        public SCMHead getHead(Item item) {
            String[] words = item instanceof WorkflowJob job
                    ? String.valueOf(job.getDescription()).split(" ")
                    : new String[0];
            if (words.length != 2) {
                return null;
            }
            return switch (words[0]) {
                case "branch" -> new SCMHead(words[1]);
                case "tag" -> new Tag(words[1]);
                case "change" -> new ChangeRequest(words[1]);
                default -> null;
            };
        }
    }

    private static final class Tag extends SCMHead implements TagSCMHead {
        private static final long serialVersionUID = 1;

        Tag(String name) {
            super(name);
        }

        @Override
        public long getTimestamp() {
            return 0;
        }
    }

    private static final class ChangeRequest extends SCMHead implements ChangeRequestSCMHead {
        private static final long serialVersionUID = 1;

        ChangeRequest(String name) {
            super(name);
        }

        @NonNull
        @Override
        public String getId() {
            return getName();
        }

        @NonNull
        @Override
        public SCMHead getTarget() {
            return new SCMHead("main");
        }
    }
}
