package io.jenkins.plugins.releasechecklist.steps.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Recorded;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.LogRecorder;

/** A gate is settled without anybody looking, whatever happens meanwhile; and branches of a build wait at one gate together. */
class GateWatchTest extends OneJenkins {
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]";

    private static WorkflowRun waiting(String script) throws Exception {
        WorkflowRun run = start(script);
        Releasing.awaitGate(run, "production");
        return run;
    }

    private static void protect(Consumer<ProtectedEnvironment> how) {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        how.accept(production);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
    }

    private static Path record(WorkflowRun run) {
        return run.getRootDir().toPath().resolve("release-checklist/events.jsonl");
    }

    private static void awaitBranches(WorkflowRun run, int count) {
        Releasing.awaitRelease(
                run,
                release -> release.gate("production")
                        .filter(gate -> gate.runs().size() == count)
                        .isPresent());
    }

    @Test
    void goesOnAtTheEndOfAFreezeThatAskedForMore() throws Exception {
        LocalDateTime end = LocalDateTime.now(ZoneOffset.UTC).plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
        FreezePeriod freeze = new FreezePeriod("2020-01-01T00:00", end.toString(), "UTC", "a move of the data centre");
        FreezeExemption patch = new FreezeExemption("patch");
        patch.setMoreApprovals(1);
        patch.setRole("devops");
        freeze.setExemptions(List.of(patch));
        protect(rule -> rule.setFreezes(List.of(freeze)));
        WorkflowRun run = waiting("releaseChecklist version: '2.4.1', type: 'patch'\n" + GATE);

        Releasing.go(run, "qa", "production");

        ReleaseEvent.GateSettled settled = Recorded.of(end(Result.SUCCESS, run)).only(ReleaseEvent.GateSettled.class);
        assertThat(settled.status()).isEqualTo(GateStatus.GO);
        assertThat(release(run)
                        .gate("production")
                        .orElseThrow()
                        .settlement()
                        .orElseThrow()
                        .at())
                .isAfterOrEqualTo(end.toInstant(ZoneOffset.UTC));
    }

    @Test
    void tellsOfAFreezeThatIsAddedWhileTheGateWaitsAndOfItsEnd() throws Exception {
        WorkflowRun run = waiting(GATE);
        protect(rule -> rule.setFreezes(
                List.of(new FreezePeriod("2020-01-01T00:00", "2120-01-01T00:00", "UTC", "an incident"))));
        ReleaseChecklistConfiguration.get().save();
        Releasing.awaitRelease(
                run,
                release -> release.gate("production")
                        .filter(gate -> !gate.policy().schedule().freezes().isEmpty())
                        .isPresent());

        Releasing.go(run, "qa", "production");
        assertThat(release(run).gate("production")).map(GateState::status).contains(GateStatus.WAITING);

        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        ReleaseChecklistConfiguration.get().save();
        end(Result.SUCCESS, run);
        List<ReleaseEvent.GateRulesChanged> changes = Recorded.of(run).all(ReleaseEvent.GateRulesChanged.class);
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).added())
                .singleElement()
                .satisfies(rule -> assertThat(rule.text()).contains("an incident", "production"));
        assertThat(changes.get(1).lifted()).isEqualTo(changes.get(0).added());
    }

    @Test
    void aFreezeOfACalendarHoldsTheGate() throws Exception {
        String calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A move of the data centre\nDTSTART:20200101T000000Z\n"
                + "DTEND:21200101T000000Z\nEND:VEVENT\nEND:VCALENDAR";
        protect(rule -> rule.setCalendar(calendar));
        WorkflowRun run = waiting(GATE);
        Releasing.go(run, "qa", "production");
        assertThat(release(run).gate("production")).map(GateState::status).contains(GateStatus.WAITING);

        protect(rule -> rule.setCalendar(calendar.replace("DTEND", "STATUS:CANCELLED\nDTEND")));
        ReleaseChecklistConfiguration.get().save();
        Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
        assertThat(recorded.only(ReleaseEvent.GateRulesChanged.class).lifted())
                .singleElement()
                .satisfies(rule -> assertThat(rule.text())
                        .contains("2020-01-01 to 2119-12-31 UTC: A move of the data centre", "production"));
    }

    @Test
    void endsTheStepWhenItsRecordIsDamaged() throws Exception {
        for (String change : List.of("\"prev\":\"0", "\"type\":\"opened\"")) {
            WorkflowRun run = waiting("releaseGate environment: 'production', approvals: [qa: 1], timeout: '2s'");
            Path record = record(run);
            Files.writeString(record, Files.readString(record).replaceFirst(change, change.toUpperCase()));

            rule().assertBuildStatus(Result.FAILURE, rule().waitForCompletion(run));

            assertExplained(run, "The record damaged at event ", "Nothing can be decided on a damaged record");
            assertThat(release(run).gate("production")).map(GateState::status).isNotEqualTo(GateStatus.TIMED_OUT);
        }
    }

    @Test
    void beginsNoStepOnARecordThatWasChangedWhereItWasReadAlready() throws Exception {
        for (String step : List.of(
                "checklistItem id: 'backup', status: 'passed'", "smokeTest checks: [tcpCheck('localhost:9')]")) {
            WorkflowRun run =
                    waiting("try { releaseGate environment: 'production', approvals: [qa: 1], timeout: '2s' }\n"
                            + "catch (ignored) { echo 'closed' }\n" + step);
            Path record = record(run);
            Files.writeString(
                    record, Files.readString(record).replaceFirst("\"type\":\"opened\"", "\"type\":\"closed\""));

            rule().assertBuildStatus(Result.FAILURE, rule().waitForCompletion(run));

            assertExplained(run, "The record damaged at event 1", "Nothing can be decided on a damaged record");
            assertThat(Files.readString(record)).doesNotContain("backup", "smokeTest");
        }
    }

    @Test
    void triesAgainWhenTheRecordCannotBeReadForAWhile() throws Exception {
        try (LogRecorder log =
                new LogRecorder().record(GateWatch.class, Level.WARNING).capture(10)) {
            WorkflowRun run = waiting(GATE);
            rule().waitForMessage("[releaseGate] Go by qa (the Jenkinsfile)", run);
            Path record = record(run);
            Path aside = record.resolveSibling("aside");
            Files.move(record, aside);
            // Reading a directory fails, also for root.
            Files.createDirectory(record);
            ReleaseChecklistConfiguration.get().save();
            await().until(() -> !log.getMessages().isEmpty());
            Files.delete(record);
            Files.move(aside, record);

            Releasing.go(run, "qa", "production");

            end(Result.SUCCESS, run);
            assertThat(log.getMessages()).hasSize(1).allMatch(message -> message.contains("trying it again"));
        }
    }

    @Test
    void takesNoVoteForAStepThatWasTerminated() throws Exception {
        try (LogRecorder log =
                new LogRecorder().recordPackage(GateWatch.class, Level.WARNING).capture(10)) {
            WorkflowRun run = waiting("try { " + GATE + " } catch (ignored) { }\nsleep 3600");
            run.doTerm();
            rule().waitForMessage("Sleeping for", run);

            assertThatThrownBy(() -> Releasing.go(run, "qa", "production"))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("The gate 'production' is already settled: ABORTED (The waiting step was terminated)");
            assertThatThrownBy(() -> Releasing.override(run, "qa", "production", "Black Friday"))
                    .isInstanceOf(Refusal.class);
            run.doStop();
            Recorded recorded = Recorded.of(end(Result.ABORTED, run));
            assertThat(recorded.only(ReleaseEvent.GateSettled.class).status()).isEqualTo(GateStatus.ABORTED);
            assertThat(log.getRecords()).extracting(LogRecord::getMessage).isEmpty();
        }
    }

    @Test
    void opensANewRoundAfterATerminatedOne() throws Exception {
        WorkflowRun run = waiting("try { " + GATE + " } catch (ignored) { }\n" + GATE);
        run.doTerm();
        Releasing.awaitRelease(run, release -> release.gates().size() == 2);
        GateState second = Releasing.awaitGate(run, "production");
        assertThat(second.opening().round()).isEqualTo(2);
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
    }

    @Test
    void answersTheBranchesThatWaitTogetherWithOneDecision() throws Exception {
        WorkflowRun parallel = waiting("parallel a: { " + GATE + " }, b: { " + GATE + " }");
        awaitBranches(parallel, 2);
        Releasing.go(parallel, "qa", "production");
        Recorded recorded = Recorded.of(end(Result.SUCCESS, parallel));
        recorded.only(ReleaseEvent.GateOpened.class);
        recorded.only(ReleaseEvent.GateJoined.class);
        recorded.only(ReleaseEvent.GateSettled.class);
        assertExplained(parallel, "One decision answers both");

        WorkflowRun matrix = waiting("""
                pipeline {
                  agent none
                  stages { stage('Release') { matrix {
                    axes { axis { name 'REGION'; values 'eu', 'us', 'asia' } }
                    stages { stage('Gate') { steps { %s } } }
                  } } }
                }
                """.formatted(GATE));
        awaitBranches(matrix, 3);
        Releasing.go(matrix, "qa", "production");
        end(Result.SUCCESS, matrix);
        assertThat(release(matrix).gates()).hasSize(1);
    }

    @Test
    void wantsAnIdOfItsOwnForAGateThatDemandsSomethingElse() throws Exception {
        WorkflowRun run = waiting("parallel a: { " + GATE + " }, b: { " + GATE.replace("qa: 1", "devops: 1") + " }");
        rule().waitForMessage("Failed in branch", run);
        GateState first = Releasing.awaitGate(run, "production");
        assertThat(first.runs()).hasSize(1);
        Releasing.go(run, first.opening().policy().approvals().get(0).anyOf().get(0), "production");
        assertExplained(end(Result.FAILURE, run), "Give this gate its own id, such as id: 'production-2'");
        assertThat(release(run).gates()).extracting(GateState::status).containsExactly(GateStatus.GO);
    }

    @Test
    void aBranchThatIsAbortedLeavesTheOtherWaiting() throws Exception {
        for (String first : List.of("a", "b")) {
            WorkflowRun run = waiting("""
                    def next = 'none'
                    parallel(
                      a: { if ('%1$s' == 'b') { waitUntil(quiet: true) { next == 'a' } }
                           try { timeout(time: 5, unit: 'SECONDS') { next = 'b'; %2$s } } catch (ignored) { echo 'left' } },
                      b: { if ('%1$s' == 'a') { waitUntil(quiet: true) { next == 'b' } }
                           next = 'a'; %2$s })
                    """.formatted(first, GATE));
            Releasing.awaitRelease(
                    run,
                    release -> release.gate("production").orElseThrow().runs().size() == 2);
            rule().waitForMessage("left", run);
            assertThat(Releasing.awaitGate(run, "production").runs()).hasSize(1);
            Releasing.go(run, "qa", "production");
            Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
            recorded.only(ReleaseEvent.GateLeft.class);
            assertThat(recorded.only(ReleaseEvent.GateSettled.class).status()).isEqualTo(GateStatus.GO);
        }
    }
}
