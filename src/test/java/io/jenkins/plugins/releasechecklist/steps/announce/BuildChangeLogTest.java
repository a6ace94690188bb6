package io.jenkins.plugins.releasechecklist.steps.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.config.Reference;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.steps.CommitsSCM;
import io.jenkins.plugins.releasechecklist.steps.CommitsSCM.Committed;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuildChangeLogTest extends OneJenkins {
    private static int jobs;
    private WorkflowJob job;

    @BeforeEach
    void createJob() throws Exception {
        jobs++;
        job = rule().createProject(WorkflowJob.class, "committed" + jobs);
        job.setDefinition(new CpsScmFlowDefinition(new CommitsSCM(), "Jenkinsfile"));
    }

    @AfterEach
    void forgetReferences() {
        ReleaseChecklistConfiguration.get().setReferences(List.of());
    }

    private WorkflowRun build(String script, Committed... commits) throws Exception {
        CommitsSCM.next(job.getName(), script, commits);
        return rule().buildAndAssertSuccess(job);
    }

    private String announced(Committed... commits) throws Exception {
        WorkflowRun run =
                build("releaseChecklist version: '1.1.0', name: 'Shop'\nannounceRelease dryRun: true", commits);
        return release(run).notes().orElseThrow().markdown();
    }

    @Test
    void reachesBackToTheBuildAfterTheLastRelease() throws Exception {
        build(
                "releaseChecklist version: '1.0.0'\nwithChecklistItem('deploy-production') { echo 'out' }",
                new Committed("1", "Ada", "feat: of the last release"));
        build("echo 'no release'", new Committed("2", "Ada", "fix: totals"));
        build("echo 'nothing new'");
        String notes = announced(new Committed("3", "Bob", "feat: new form"));

        assertThat(notes).contains("""
                ## Change log

                ### Features

                - new form (Bob, 3)

                ### Fixes

                - totals (Ada, 2)

                Authors: Ada, Bob
                """).doesNotContain("of the last release");
    }

    @Test
    void tellsEverythingOfTheFirstRelease() throws Exception {
        build("echo 'no release'", new Committed("1", "Ada", "First"));

        assertThat(announced(new Committed("2", "Ada", "Second"))).contains("- Second (Ada, 2)\n- First (Ada, 1)\n");
    }

    @Test
    void readsTheWholeMessageOfACommitAndOrdersCommitsByTheirTimes() throws Exception {
        String notes = announced(
                new Committed(
                        "2", "Ada", "Totals\n\nBREAKING CHANGE: no v1\n\nCo-authored-by: Eve <eve@example.com>", 1),
                new Committed("3", "Ada", "Merge pull request #12 from ada/form\n\nfeat: new form", 3),
                new Committed("4", "Ada", "feat: field", 2));

        assertThat(notes)
                .contains("### Breaking changes\n\n- Totals – no v1 (Ada, Eve, 2)\n\n"
                        + "### Features\n\n- new form (#12) (Ada, 3)\n- field (Ada, 4)\n")
                .contains("Authors: Ada, Eve\n")
                .doesNotContain("example.com");
    }

    @Test
    void linksWhatTheAdministratorConfigured() throws Exception {
        ReleaseChecklistConfiguration.get()
                .setReferences(List.of(
                        new Reference("[A-Z]+-[0-9]+", "https://tracker.example.com/browse/$0"),
                        new Reference("#([0-9]+)", "https://git.example.com/pull/$1"),
                        new Reference("(x+x+)+y", "https://example.com/$0")));

        assertThat(announced(new Committed("2", "Ada", "fix: SHOP-7 <b> (#12) " + "x".repeat(400))))
                .contains("- [SHOP-7](https://tracker.example.com/browse/SHOP-7) &lt;b&gt; "
                        + "([\\#12](https://git.example.com/pull/12)) xxx");
    }
}
