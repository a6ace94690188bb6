package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

class ReleaseChecklistStepTest extends OneJenkins {

    @Test
    void refusesAWrongPlanWithItsPlacesBeforeAnythingIsRecorded() throws Exception {
        String steps = """
            writeFile file: 'release-plan.yaml', text: '''
            environments:
              staging:
                check: []
            rollback: [1]
            '''
            releaseChecklist version: '2.4.0', plan: 'release-plan.yaml'
            """;
        WorkflowRun scripted = run(Result.FAILURE, "node {\n" + steps + "}");
        WorkflowRun declarative = run(Result.FAILURE, declarative(steps).replace("agent none", "agent any"));

        for (WorkflowRun run : new WorkflowRun[] {scripted, declarative}) {
            assertExplained(run, "release-plan.yaml:4:5", "did you mean \"checks\"?", "release-plan.yaml:5:11");
            assertThat(BuildRecords.of(run)).isEmpty();
        }
    }

    @Test
    void readsTheNotesBeforeAnythingIsDeployed() throws Exception {
        String changelog =
                "writeFile file: 'CHANGELOG.md', text: '# Changelog\\n\\n## [2.4.0]\\n\\n### Added\\n\\n- Form\\n\\n## 2.3.9\\n\\n- x\\n'\n";
        WorkflowRun run = run(
                Result.SUCCESS,
                "node {\n" + changelog + "releaseChecklist version: '2.4.0', notesFile: 'CHANGELOG.md'\n}");

        assertThat(BuildRecords.of(run).orElseThrow().state().draft().changes()).containsExactly("**Added**\n\n- Form");
        assertExplained(run, "\"Added\" (line 5) go along under \"Notable changes\"");

        WorkflowRun other = run(
                Result.FAILURE,
                "node {\n" + changelog + "releaseChecklist version: '2.5.0', notesFile: 'CHANGELOG.md'\n}");
        assertExplained(other, "CHANGELOG.md: expected a section for 2.5.0 in this change log, found [2.4.0], 2.3.9");
        assertThat(BuildRecords.of(other)).isEmpty();
    }

    @Test
    void refusesAPlanThatCannotBeThere() throws Exception {
        assertExplained(
                run(Result.FAILURE, "node { releaseChecklist version: '2.4.0', plan: 'realese-plan.yaml' }"),
                "plan: expected the file 'realese-plan.yaml' in the workspace, found none");
        refuse(
                "releaseChecklist version: '2.4.0', plan: 'release-plan.yaml'",
                "plan: reading 'release-plan.yaml' needs a workspace",
                "put the step into a node");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        refuse(
                "releaseChecklist name: 'Shop'",
                "releaseChecklist needs a version, such as version: '2.4.0'; found none");
        refuse(
                "releaseChecklist version: '2.4.0', type: 'miner'",
                "type: unknown value 'miner'; did you mean 'minor'? Allowed: patch, minor, major");
        refuse(
                "releaseChecklist version: '2.4.0', template: 'octoacne'",
                "template: unknown value 'octoacne'; did you mean 'octoacme'?");
    }

    @Test
    void takesNumbersAsText() throws Exception {
        assertThat(release(succeed("releaseChecklist version: 2")).version()).contains("2");
        assertThat(release(succeed("releaseChecklist version: 2.5, name: 7")).version())
                .contains("2.5");
        assertThat(release(succeed(declarative("releaseChecklist version: 2.5")))
                        .version())
                .contains("2.5");
    }

    @Test
    void returnsWhatAScriptCanUse() throws Exception {
        WorkflowRun run = succeed("""
            def release = releaseChecklist version: '2.4.0', name: 'OctoAcme Shop', type: 'major'
            echo "${release.name} ${release.version} is ${release.type}: ${release.status}"
            """);

        assertExplained(run, "OctoAcme Shop 2.4.0 is major: IN_PROGRESS", "Release OctoAcme Shop 2.4.0 (major)");
    }

    @Test
    void addsInASecondCallAndRefusesToContradict() throws Exception {
        Release added = release(succeed("""
            releaseChecklist version: '2.4.0'
            releaseChecklist version: '2.4.0', name: 'OctoAcme Shop', type: 'minor'
            """));
        assertThat(added.application()).contains("OctoAcme Shop");

        refuse(
                "releaseChecklist version: '2.4.0'\nreleaseChecklist version: '2.5.0'",
                "The version of this release is already '2.4.0'; found '2.5.0'");
        refuse(
                "releaseChecklist version: '2.4.0', type: 'patch'\nreleaseChecklist version: '2.4.0', type: 'major'",
                "The type of this release is already 'patch'; found 'major'");
    }

    // security.md: S20
    @Test
    void addsNothingThatDecidesAfterAGateWasOpened() throws Exception {
        String digest = "sha256:" + "0a".repeat(32);
        for (String late : List.of(
                "releaseChecklist artifacts: ['shop.jar': '" + digest + "']",
                "releaseChecklist template: 'octoacme'",
                "node { writeFile file: 'p.yaml', text: 'rollback: redeploy'\nreleaseChecklist plan: 'p.yaml' }")) {
            assertExplained(
                    afterAGate(Result.FAILURE, "releaseChecklist version: '2.4.0'", late),
                    "The gate 'early' was already opened, so ");
        }
        assertExplained(
                afterAGate(Result.FAILURE, "", "releaseChecklist version: '2.4.0', type: 'patch'"),
                "version, type can no longer be added");
        assertThat(release(afterAGate(
                                Result.SUCCESS,
                                "releaseChecklist version: '2.4.0'",
                                "releaseChecklist name: 'OctoAcme Shop', version: '2.4.0'"))
                        .application())
                .contains("OctoAcme Shop");
    }

    private static WorkflowRun afterAGate(Result expected, String before, String late) throws Exception {
        WorkflowRun run = start(before + "\nreleaseGate id: 'early', approvals: [qa: 1]\n" + late);
        Releasing.awaitGate(run, "early");
        Releasing.go(run, "qa", "early");
        return end(expected, run);
    }

    @Test
    void keepsTheArtifactsThatAreReleasedAndAddsOthers() throws Exception {
        String digest = "sha256:" + "0a".repeat(32);
        String other = "sha256:" + "0b".repeat(32);

        Release added = release(succeed("""
            releaseChecklist version: '2.4.0', artifacts: ['shop.jar': '%s']
            releaseChecklist artifacts: [[name: 'shop:2.4.0', digest: '%s'], [name: 'shop.jar', digest: '%s']]
            """.formatted(digest, other, digest)));

        assertThat(added.details().artifacts())
                .containsExactly(new Artifact("shop.jar", digest), new Artifact("shop:2.4.0", other));
        refuse(
                "releaseChecklist version: '2.4.0', artifacts: ['shop.jar': '" + digest + "']\n"
                        + "releaseChecklist artifacts: ['shop.jar': '" + other + "']",
                "The artifact shop.jar of this release is already '" + digest + "'; found '" + other + "'");
        refuse(
                "releaseChecklist version: '2.4.0', artifacts: ['shop.jar': 'latest']",
                "artifacts: expected the digest of 'shop.jar' as sha256: and 64 hexadecimal digits, found 'latest'");
    }

    @Test
    void completesTheRecordThatAnEarlierStepOpened() throws Exception {
        WorkflowRun run = succeed("""
            withSmokeTest(environment: 'staging') {}
            releaseChecklist version: '2.4.0', name: 'OctoAcme Shop'
            """);

        assertThat(release(run).version()).contains("2.4.0");
        assertThat(release(run).application()).contains("OctoAcme Shop");
        assertThat(status(run, "staging-smoke-tests")).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void knowsTheTypeFromTheLastReleasedVersion() throws Exception {
        WorkflowJob job = job("");
        assertThat(typeOf(job, "2.4.0", true)).isEqualTo(ReleaseType.MINOR);
        assertThat(typeOf(job, "2.4.1", false)).isEqualTo(ReleaseType.PATCH);
        assertThat(typeOf(job, "3.0.0", false)).isEqualTo(ReleaseType.MAJOR);
        assertThat(typeOf(job, "2.5.0", false)).isEqualTo(ReleaseType.MINOR);
    }

    private static ReleaseType typeOf(WorkflowJob job, String version, boolean released) throws Exception {
        String release = released ? "withChecklistItem('deploy-production') {}" : "";
        job.setDefinition(new CpsFlowDefinition("releaseChecklist version: '" + version + "'\n" + release, true));
        return release(end(Result.SUCCESS, job.scheduleBuild2(0).waitForStart()))
                .type();
    }

    @Test
    void followsTheReleaseFromStepToStep() throws Exception {
        WorkflowRun run = start("""
            releaseChecklist version: '2.4.0'
            releaseGate environment: 'production', approvals: [qa: 1]
            echo releaseChecklist(version: '2.4.0').status
            withChecklistItem('deploy-production') {}
            echo releaseChecklist(version: '2.4.0').status
            checklistItem id: 'monitoring', status: 'FAILED', note: 'no alerts'
            echo releaseChecklist(version: '2.4.0').status
            """);
        Releasing.awaitGate(run, "production");
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.WAITING_FOR_DECISION);
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);

        assertThat(Releasing.echoes(run)).containsExactly("IN_PROGRESS", "DEPLOYED", "FAILED");
    }

    @Test
    void closesWhatIsStillOpenWhenTheBuildEnds() throws Exception {
        WorkflowRun running = succeed("checklistItem id: 'backup', status: 'RUNNING'");
        assertThat(status(running, "backup")).isEqualTo(ItemStatus.FAILED);
        assertThat(item(running, "backup").note().map(Phrase::text)).contains("The build ended (SUCCESS)");

        WorkflowRun killed = start("releaseGate environment: 'production'");
        Releasing.awaitGate(killed, "production");
        killed.doKill();
        end(Result.ABORTED, killed);
        assertThat(release(killed).gate("production")).map(GateState::status).contains(GateStatus.ABORTED);
        assertThat(release(killed).ended()).contains("ABORTED");
    }
}
