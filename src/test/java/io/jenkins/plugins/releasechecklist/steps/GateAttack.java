package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** A rule for production, and gates in front of it that somebody wants to get past. */
abstract class GateAttack extends OneJenkins {
    static final String GATE = "releaseGate environment: 'production', approvals: [devops: 1]\n";
    static final String VERSION = "releaseChecklist version: '2.4.0'\n";

    static void protect(Consumer<ProtectedEnvironment> how) {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        how.accept(production);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
    }

    static void requireProductManager() {
        protect(rule -> rule.setApprovals(List.of(new RequiredApproval("product-manager"))));
    }

    static WorkflowRun waiting(String script) throws Exception {
        WorkflowRun run = start(script);
        Releasing.awaitGate(run, "production");
        return run;
    }

    static WorkflowRun second(WorkflowJob job) {
        WorkflowRun run = await().until(() -> job.getBuildByNumber(2), it -> it != null && it.getExecution() != null);
        Releasing.awaitGate(run, "production");
        return run;
    }

    static GateState gate(WorkflowRun run, String id) throws Exception {
        return release(run).gate(id).orElseThrow();
    }

    static List<String> waitingFor(WorkflowRun run, String id) throws Exception {
        return new Decisions(run, BuildRecords.of(run).orElseThrow())
                .standing(gate(run, id)).waitingFor().stream()
                        .map(UnmetCondition::text)
                        .toList();
    }

    /** The attack has all that the Jenkinsfile asks for, and waits for this. */
    static void assertHeld(WorkflowRun run, String... missing) throws Exception {
        assertThat(Releasing.go(run, "devops", "production").status()).isEqualTo(GateStatus.WAITING);
        assertThat(waitingFor(run, "production")).hasSize(missing.length);
        for (String one : missing) {
            assertThat(waitingFor(run, "production")).anyMatch(text -> text.contains(one));
        }
    }

    /** The honest way leads to a Go. */
    static void assertGo(WorkflowRun run) throws Exception {
        end(Result.SUCCESS, run);
        assertThat(gate(run, "production").status()).isEqualTo(GateStatus.GO);
    }

    static void abort(WorkflowRun run) throws Exception {
        run.doStop();
        end(Result.ABORTED, run);
    }

    static String withPlan(String plan, String rest) {
        return "node { writeFile file: 'plan.yaml', text: '''" + plan
                + "'''\nreleaseChecklist version: '2.4.0', plan: 'plan.yaml' }\n" + rest;
    }

    static FreezePeriod freeze(String from) {
        return new FreezePeriod(from, "2999-01-01T00:00", "UTC", "an incident");
    }

    static String inSeconds(int seconds) {
        return LocalDateTime.now(ZoneOffset.UTC)
                .plusSeconds(seconds)
                .withNano(0)
                .toString();
    }
}
