package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChecklistItemStepTest extends OneJenkins {

    @ParameterizedTest
    @EnumSource(names = "RUNNING", mode = EnumSource.Mode.EXCLUDE)
    void marksAnOptionalItemWithEveryStatus(ItemStatus status) throws Exception {
        WorkflowRun run = succeed("""
            releaseChecklist version: '2.4.0'
            def marked = checklistItem id: 'backup', status: '%s', note: 'nightly snapshot'
            echo "${marked.id} ${marked.status}"
            """.formatted(status));

        assertThat(Releasing.echoes(run)).containsExactly("backup " + status);
        ItemState item = item(run, "backup");
        assertThat(item.status()).isEqualTo(status);
        assertThat(item.note().map(Phrase::text)).contains("nightly snapshot");
        assertThat(item.actor())
                .hasValueSatisfying(actor -> assertThat(actor.id()).isEqualTo("checklistItem"));
    }

    @Test
    void passesTheItemWhenOnlyTheIdIsGiven() throws Exception {
        assertThat(status(succeed("checklistItem 'monitoring'"), "monitoring")).isEqualTo(ItemStatus.PASSED);
        assertThat(status(succeed(declarative("checklistItem id: 'monitoring', status: 'passed'")), "monitoring"))
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void marksThatItemAlone() throws Exception {
        WorkflowRun run = succeed("""
            checklistItem id: 'ci-and-security', status: 'FAILED'
            checklistItem 'monitoring'
            """);

        assertThat(status(run, "ci-and-security")).isEqualTo(ItemStatus.FAILED);
        assertThat(status(run, "backup")).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void keepsEvidence() throws Exception {
        WorkflowRun run = succeed("""
            checklistItem id: 'backup', evidence: ['https://backup.example.com/a,b', 'https://backup.example.com/2']
            checklistItem id: 'monitoring', evidence: 'https://monitoring.example.com/1, https://monitoring.example.com/2'
            checklistItem id: 'ci-and-security', evidence: 'https://ci.example.com/1'
            """);

        assertThat(item(run, "backup").evidence())
                .containsExactly("https://backup.example.com/a,b", "https://backup.example.com/2");
        assertThat(item(run, "monitoring").evidence())
                .containsExactly("https://monitoring.example.com/1", "https://monitoring.example.com/2");
        assertThat(item(run, "ci-and-security").evidence()).containsExactly("https://ci.example.com/1");
    }

    @Test
    void refusesToLeaveOutWhatTheReleaseNeeds() throws Exception {
        String required = "is required for a minor release, so a step cannot skip it";
        refuse(
                "checklistItem id: 'monitoring', status: 'SKIPPED', note: 'no time'",
                "'monitoring' " + required,
                "waive");
        refuse("checklistItem id: 'monitoring', status: 'NOT_APPLICABLE'", "'monitoring' " + required);
        refuse("checklistItem id: 'backup', status: 'SKIPPED'", "'backup' needs a note that says why");

        WorkflowRun run = succeed("""
            releaseChecklist version: '3.0.0', type: 'major'
            checklistItem id: 'backup', status: 'NOT_APPLICABLE'
            """);
        assertThat(status(run, "backup")).isEqualTo(ItemStatus.NOT_APPLICABLE);
    }

    // security.md: S18
    @Test
    void passesNothingThatIsForPeopleAndOverrulesNobody() throws Exception {
        refuse("checklistItem 'acceptance-criteria'", "A step cannot complete the item 'acceptance-criteria'");
        refuse("withChecklistItem('go-no-go') {}", "A step cannot complete the item 'go-no-go'");

        WorkflowRun run =
                start("releaseGate id: 'early', approvals: [qa: 1]\nchecklistItem id: 'monitoring', status: 'FAILED'");
        Releasing.awaitGate(run, "early");
        Releasing.sign(run, "devops", "monitoring");
        Releasing.go(run, "qa", "early");
        assertExplained(end(Result.FAILURE, run), "marked the item 'monitoring' as PASSED");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        refuse(
                "checklistItem 'monitorin'",
                "id: unknown value 'monitorin'; did you mean 'monitoring'? Allowed: acceptance-criteria");
        refuse(
                "checklistItem id: 'monitoring', status: 'PASED'",
                "status: unknown value 'PASED'; did you mean 'PASSED'?");
        refuse("withChecklistItem('deploy-prodution') {}", "did you mean 'deploy-production'?");
        String missing = "id: expected a value, such as id: 'go-no-go'; found none";
        assertExplained(run(Result.FAILURE, "checklistItem(status: 'PASSED')"), missing);
        assertExplained(run(Result.FAILURE, "withChecklistItem() {}"), missing);
    }

    @Test
    void doesTheItemAsLongAsTheBlock() throws Exception {
        WorkflowRun run = succeed("""
            def done = withChecklistItem('deploy-production') {
                echo "${checklistItem('monitoring').status}"
            }
            echo "${done.id} ${done.status} ${done.durationMillis >= 0}"
            """);

        assertThat(Releasing.echoes(run)).containsExactly("PASSED", "deploy-production PASSED true");
        RunState recorded = lastRun(run, "withChecklistItem");
        assertThat(recorded.isPassed()).isTrue();
        assertThat(Duration.between(recorded.started(), recorded.ended().orElseThrow()))
                .isPositive();
    }

    @Test
    void failsTheItemWithTheBlock() throws Exception {
        WorkflowRun run = run(Result.FAILURE, "withChecklistItem('deploy-production') { error 'disk full' }");
        assertExplained(run, "ERROR: disk full");
        assertThat(item(run, "deploy-production").status()).isEqualTo(ItemStatus.FAILED);
        assertThat(item(run, "deploy-production").note().map(Phrase::text)).contains("disk full");

        WorkflowRun caught = succeed("""
            catchError(buildResult: 'SUCCESS') { withChecklistItem('deploy-production') { error 'disk full' } }
            """);
        assertThat(status(caught, "deploy-production")).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void believesTheLastWord() throws Exception {
        WorkflowRun markedLater = succeed("""
            catchError(buildResult: 'SUCCESS') { withChecklistItem('deploy-production') { error 'disk full' } }
            checklistItem id: 'deploy-production', note: 'done by hand'
            """);
        assertThat(item(markedLater, "deploy-production").status()).isEqualTo(ItemStatus.PASSED);
        assertThat(item(markedLater, "deploy-production").note().map(Phrase::text))
                .contains("done by hand");

        WorkflowRun doneLater = succeed("""
            checklistItem id: 'deploy-production', status: 'FAILED'
            withChecklistItem('deploy-production') {}
            """);
        assertThat(status(doneLater, "deploy-production")).isEqualTo(ItemStatus.PASSED);
    }
}
