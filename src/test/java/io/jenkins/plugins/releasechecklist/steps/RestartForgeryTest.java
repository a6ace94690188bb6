package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** The end of a record is changed while Jenkins is down. No chain tells that; the build does, which has noted where the record ends. */
class RestartForgeryTest {
    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    @Test
    void findsThatTheEndWasCutOff() throws Throwable {
        assertNoticed(lines -> lines.subList(0, lines.size() - 1));
    }

    @Test
    void findsThatTheFileWasDeletedAndBeginsNoNewRecord() throws Throwable {
        assertNoticed(lines -> List.of());
    }

    @Test
    void findsThatTheLastEventWasRewritten() throws Throwable {
        assertNoticed(lines -> {
            List<String> forged = new ArrayList<>(lines.subList(0, gate(lines)));
            forged.add(lines.get(gate(lines)).replace("\"veto\":true", "\"veto\":false"));
            assertThat(forged).isNotEqualTo(lines.subList(0, forged.size()));
            return forged;
        });
    }

    @Test
    void findsThatAVoteWasCutOff() throws Throwable {
        sessions.then(rule -> {
            waitAtTheGate(rule);
            Releasing.vote(Releasing.firstBuild(rule, "shop"), "qa", "production", Choice.GO, null);
        });
        RecordOnDisk.of(sessions.getHome(), "shop").forge(lines -> lines.subList(0, index(lines, "voteCast")));
        sessions.then(RestartForgeryTest::assertDamaged);
    }

    @Test
    void takesEventsAfterTheOneThatTheBuildNotedForThoseOfACrash() throws Throwable {
        sessions.then(RestartForgeryTest::waitAtTheGate);
        RecordOnDisk disk = RecordOnDisk.of(sessions.getHome(), "shop");
        disk.note(1);
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Releasing.vote(run, "qa", "production", Choice.GO, null);
            Releasing.vote(run, "pm", "production", Choice.GO, null);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
        });
    }

    @Test
    void accusesNobodyOfWhatANewerVersionWrote() throws Throwable {
        sessions.then(RestartForgeryTest::waitAtTheGate);
        RecordOnDisk disk = RecordOnDisk.of(sessions.getHome(), "shop");
        int[] event = new int[1];
        disk.forge(lines -> {
            event[0] = gate(lines) + 1;
            List<String> newer = new ArrayList<>(lines.subList(0, event[0]));
            newer.set(event[0] - 1, newer.get(event[0] - 1).replace("gateOpened", "gateForeseen"));
            return newer;
        });
        disk.note(event[0]);
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(run));
            assertThat(JenkinsRule.getLog(run))
                    .contains("record not understood at event " + event[0] + ": a newer version of Release Checklist")
                    .doesNotContain("damaged");
            assertThat(rule.createWebClient().getPage(run, "release-checklist/").asNormalizedText())
                    .contains(
                            "Record of a newer version",
                            "record not understood at event " + event[0],
                            "gates are closed")
                    .doesNotContainIgnoringCase("damaged");
        });
    }

    private static int gate(List<String> lines) {
        return index(lines, "gateOpened");
    }

    private static int index(List<String> lines, String type) {
        return lines.indexOf(lines.stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .findFirst()
                .orElseThrow());
    }

    private void assertNoticed(UnaryOperator<List<String>> forgery) throws Throwable {
        sessions.then(RestartForgeryTest::waitAtTheGate);
        RecordOnDisk.of(sessions.getHome(), "shop").forge(forgery);
        sessions.then(RestartForgeryTest::assertDamaged);
    }

    private static void assertDamaged(JenkinsRule rule) throws Exception {
        WorkflowRun run = Releasing.firstBuild(rule, "shop");
        Optional<Damage> damage = BuildRecords.of(run).orElseThrow().state().damage();
        assertThat(damage).isPresent();
        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(run));
        assertThat(JenkinsRule.getLog(run)).contains(damage.get().text()).doesNotContain("\tat ");
        assertThat(BuildRecords.of(run).orElseThrow().state().damage()).isEqualTo(damage);
    }

    private static void waitAtTheGate(JenkinsRule rule) throws Exception {
        Releasing.people(rule);
        WorkflowRun run = Releasing.pipeline(
                        rule, "shop", "releaseGate environment: 'production', approvals: [qa: 1, 'product-manager': 1]")
                .scheduleBuild2(0)
                .waitForStart();
        Releasing.awaitGate(run, "production");
        Releasing.awaitSavedProgram(run);
    }
}
