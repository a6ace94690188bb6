package io.jenkins.plugins.releasechecklist.actions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.cli.CLICommandInvoker;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.Events;
import io.jenkins.plugins.releasechecklist.actions.People;
import io.jenkins.plugins.releasechecklist.actions.RunningBuild;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** {@code release-gate} and {@code release-status}, by the rules of the page. */
@InSharedJenkins
class ReleaseCommandsTest {
    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void openGate() throws Exception {
        running = RunningBuild.start(jenkins);
        running.append(Events.gate("production", Events.PRODUCT, Events.QA));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void aGoIsAVoteLikeAnyOther() throws Exception {
        CLICommandInvoker.Result first = gate("pm", "production", "go", "-m", "Looks fine");
        assertThat(first.returnCode()).isZero();
        assertThat(first.stdout()).contains("Gate production: Waiting").contains("Waiting: Go by qa");
        assertThat(gate().votes().get(0).comment()).contains("Looks fine");

        CLICommandInvoker.Result second = gate("both", "production", "go", "--role", "qa");
        assertThat(second.stdout()).contains("Gate production: Go").doesNotContain("Waiting: ");
        assertThat(gate().status()).isEqualTo(GateStatus.GO);
    }

    @Test
    void aNoGoNeedsAComment() throws Exception {
        CLICommandInvoker.Result silent = gate("qa", "production", "no-go");
        assertThat(silent.returnCode()).isEqualTo(3);
        assertThat(silent.stderr())
                .contains("ERROR: Add a comment explaining the No-go")
                .doesNotContain("\tat ");
        assertThat(gate("qa", "production", "no-go", "-m", "Login is broken").returnCode())
                .isZero();
        assertThat(gate().status()).isEqualTo(GateStatus.NO_GO);
    }

    @Test
    void whoMayNotIsToldWhy() throws Exception {
        for (String user : List.of("reader", "qa-reader", "boss")) {
            CLICommandInvoker.Result result = gate(user, "production", "go");
            assertThat(result.returnCode()).as(user).isEqualTo(6);
            assertThat(result.stderr())
                    .contains(user, "Release Checklist/Approve")
                    .doesNotContain("\tat ");
        }
        CLICommandInvoker.Result wrong = gate("devops", "production", "go");
        assertThat(wrong.returnCode()).isEqualTo(6);
        assertThat(wrong.stderr()).contains("devops holds devops");
        assertThat(gate().votes()).isEmpty();
    }

    @Test
    void aJobThatOneMayNotReadIsNotThere() {
        CLICommandInvoker.Result result = gate("stranger", "production", "go");
        assertThat(result.returnCode()).isEqualTo(3);
        assertThat(result.stderr()).contains("No such job");
        assertThat(status("stranger").stderr()).contains("No such job");
    }

    @Test
    void wrongWordsAreExplained() throws Exception {
        assertThat(gate("pm", "nowhere", "go").stderr()).contains("There is no gate 'nowhere'");
        assertThat(gate("pm", "production", "maybe").stderr()).contains("found 'maybe'");
        assertThat(gate("pm", "production", "go", "-m", "x".repeat(4001)).stderr())
                .contains("4000");
        assertThat(invoke("release-status", "pm", job(), "7").stderr()).contains("No build #7 in " + job());
        jenkins.createFreeStyleProject("plain-" + job()).scheduleBuild2(0).get();
        CLICommandInvoker.Result plain = invoke("release-status", "pm", "plain-" + job(), "1");
        assertThat(plain.returnCode()).isEqualTo(3);
        assertThat(plain.stderr()).contains("has no release checklist");
        assertThat(gate().votes()).isEmpty();
    }

    @Test
    void whoMayVoteReadsWhatChanges() throws Exception {
        running.append(Events.compared("production", "2.3.0"));
        assertThat(status("qa").stdout()).contains("What changes: ", "6 commits by 3 people · 2 issues");
        assertThat(status("reader").stdout()).doesNotContain("What changes: ");
    }

    @Test
    void aGoCountsFromATimeOn() throws Exception {
        Instant from = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
        CLICommandInvoker.Result result = gate("qa", "production", "go", "--from", from.toString());
        assertThat(result.returnCode()).isZero();
        assertThat(result.stdout()).contains("Waiting: the Go of qa, which counts from " + from + " on");
        assertThat(gate().votes().get(0).from()).contains(from);
        CLICommandInvoker.Result local = gate("qa", "production", "go", "--from", "2026-11-29T22:00");
        assertThat(local.returnCode()).isEqualTo(3);
        assertThat(local.stderr()).contains("with an offset").contains("2026-11-29T22:00'");
    }

    @Test
    void changesAreRequestedAndWithdrawn() throws Exception {
        CLICommandInvoker.Result nothing = gate("qa", "production", "request-changes", "-m", "Why?");
        assertThat(nothing.returnCode()).isEqualTo(3);
        assertThat(nothing.stderr()).contains("Choose the item").contains("release-notes");
        CLICommandInvoker.Result result =
                gate("qa", "production", "request-changes", "--item", "release-notes", "-m", "Name the new limit");
        assertThat(result.returnCode()).isZero();
        assertThat(result.stdout()).contains("changes of item release-notes", "requested by qa: Name the new limit");
        assertThat(status("reader").stdout()).contains("as qa requested: Name the new limit");
        assertThat(gate("qa", "production", "withdraw").stdout()).doesNotContain("Name the new limit");
        assertThat(gate("qa", "production", "withdraw").returnCode()).isEqualTo(16);
    }

    @Test
    void whatIsSettledStaysSettled() throws Exception {
        running.append(Events.settled("production", GateStatus.TIMED_OUT, "No decision in time"));
        CLICommandInvoker.Result late = gate("pm", "production", "go");
        assertThat(late.returnCode()).isEqualTo(16);
        assertThat(late.stderr()).contains("No decision in time");
    }

    @Test
    void theStatusTellsWhatTheReleaseWaitsFor() {
        CLICommandInvoker.Result result = status("reader");
        assertThat(result.returnCode()).isZero();
        assertThat(result.stdout())
                .contains("OctoAcme Shop 2.4.0 (Minor release)", "Waiting for a decision", "required items done")
                .contains("Waiting: Before production: approval from qa");
    }

    @Test
    void tellWhenGoIsPossibleNext() {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setFreezes(List.of(new FreezePeriod("2020-01-01", "2998-12-31", "Europe/Berlin", "an incident")));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        try {
            assertThat(gate("pm", "production", "go").stdout())
                    .contains("Waiting: the end of the freeze")
                    .contains("Next possible: Tue 1 Jan 2999 00:00 Europe/Berlin (in ");
            assertThat(status("reader").stdout())
                    .contains("Waiting: Before production: next possible Tue 1 Jan 2999 00:00 Europe/Berlin (in ");
        } finally {
            ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        }
    }

    @Test
    void nothingIsSaidOrDecidedOnADamagedRecord() throws Exception {
        Files.writeString(running.build().getRootDir().toPath().resolve("release-checklist/events.jsonl"), "{}\n{}\n");
        CLICommandInvoker.Result result = status("reader");
        assertThat(result.returnCode()).isEqualTo(16);
        assertThat(result.stderr()).contains("damaged");
        CLICommandInvoker.Result vote = gate("pm", "production", "go");
        assertThat(vote.returnCode()).isEqualTo(16);
        assertThat(vote.stderr()).contains("damaged").doesNotContain("\tat ");
    }

    private String job() {
        return running.build().getProject().getFullName();
    }

    private GateState gate() throws IOException {
        return running.record().state().gate("production").orElseThrow();
    }

    private CLICommandInvoker.Result gate(String user, String gate, String choice, String... options) {
        String[] all = new String[4 + options.length];
        all[0] = job();
        all[1] = "1";
        all[2] = gate;
        all[3] = choice;
        System.arraycopy(options, 0, all, 4, options.length);
        return invoke("release-gate", user, all);
    }

    private CLICommandInvoker.Result status(String user) {
        return invoke("release-status", user, job(), "1");
    }

    private static CLICommandInvoker.Result invoke(String command, String user, String... arguments) {
        return new CLICommandInvoker(jenkins, command).asUser(user).invokeWithArgs(arguments);
    }
}
