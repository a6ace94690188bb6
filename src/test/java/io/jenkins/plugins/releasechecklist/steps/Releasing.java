package io.jenkins.plugins.releasechecklist.steps;

import static org.awaitility.Awaitility.await;

import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Ballot;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.NotesEditing;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.decision.SignOffs;
import io.jenkins.plugins.releasechecklist.builds.decision.VerdictAnswers;
import io.jenkins.plugins.releasechecklist.builds.delivery.Deliveries;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** What the tests of the steps do again and again: people with roles, Pipelines, votes, and looking at the record. */
public final class Releasing {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Releasing() {}

    /** One user for each role, named like the role's usual short form. */
    public static void people(JenkinsRule rule) {
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        Map<String, String> holders =
                Map.of("product-manager", "pm", "qa", "qa", "devops", "devops", "support", "support");
        ReleaseChecklistConfiguration.get()
                .setRoles(holders.entrySet().stream()
                        .map(entry -> {
                            Role role = new Role(entry.getKey());
                            role.setUsers(List.of(entry.getValue()));
                            return role;
                        })
                        .toList());
    }

    /** The shops of the tests are on loopback, as the controller is. */
    public static void allowControllerProbes() {
        ReleaseChecklistConfiguration.get().setAllowControllerProbes(true);
        ReleaseChecklistConfiguration.get().setControllerDeniedTargets(List.of());
    }

    public static WorkflowJob pipeline(JenkinsRule rule, String name, String script) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** The first build of a job, by the name of the job: after a restart all objects are new. */
    public static WorkflowRun firstBuild(JenkinsRule rule, String job) {
        return rule.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    /**
     * Waits until Pipeline has saved the step that the build is in. A step is at work a moment before that, and of a
     * Jenkins that is killed within that moment Pipeline itself cannot resume the build.
     */
    public static void awaitSavedProgram(WorkflowRun run) throws InterruptedException, ExecutionException {
        CpsFlowExecution execution =
                (CpsFlowExecution) run.getExecutionPromise().get();
        execution.waitForSuspension();
        Path saved = run.getRootDir().toPath().resolve("build.xml");
        String head = ":" + execution.getCurrentHeads().get(0).getId() + "</head>";
        await().atMost(PATIENCE).until(() -> Files.readString(saved).contains(head));
    }

    /** The state of the build's release; fails when it has none. */
    public static Release release(Run<?, ?> run) throws IOException {
        return BuildRecords.of(run).orElseThrow().state();
    }

    /** Waits until the record of the build says so. */
    public static Release awaitRelease(Run<?, ?> run, Predicate<Release> condition) {
        return await().atMost(PATIENCE)
                .until(
                        () -> BuildRecords.of(run).isPresent() ? Optional.of(release(run)) : Optional.<Release>empty(),
                        found -> found.filter(condition).isPresent())
                .orElseThrow();
    }

    public static GateState awaitGate(Run<?, ?> run, String gate) {
        return awaitRelease(
                        run,
                        release ->
                                release.gate(gate).filter(GateState::isWaiting).isPresent())
                .gate(gate)
                .orElseThrow();
    }

    public static GateState vote(WorkflowRun run, String user, String gate, Choice choice, String comment)
            throws IOException, Refusal {
        return vote(run, user, gate, new Ballot(choice, Optional.ofNullable(comment), Optional.empty()));
    }

    public static GateState vote(WorkflowRun run, String user, String gate, Ballot ballot) throws IOException, Refusal {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            return new Decisions(run, BuildRecords.of(run).orElseThrow()).vote(Approver.current(), gate, ballot);
        }
    }

    /** A Go that counts later. */
    public static GateState goFrom(WorkflowRun run, String user, String gate, Instant from)
            throws IOException, Refusal {
        Ballot later = new Ballot(Choice.GO, Optional.empty(), Optional.empty(), Optional.of(from), Optional.empty());
        return vote(run, user, gate, later);
    }

    /** A request for changes. */
    public static GateState request(WorkflowRun run, String user, String gate, String item)
            throws IOException, Refusal {
        Ballot ballot = new Ballot(
                Choice.REQUEST_CHANGES,
                Optional.of("Once more"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(item));
        return vote(run, user, gate, ballot);
    }

    /** A Go without a comment. */
    public static GateState go(WorkflowRun run, String user, String gate) throws IOException, Refusal {
        return vote(run, user, gate, Choice.GO, null);
    }

    /** Forces the gate. */
    public static GateState override(WorkflowRun run, String user, String gate, String reason)
            throws IOException, Refusal {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            return new Decisions(run, BuildRecords.of(run).orElseThrow()).override(Approver.current(), gate, reason);
        }
    }

    /** Answers the verification that asks, or that asked last. */
    public static RunState answer(WorkflowRun run, String user, VerdictAnswer answer, String comment, int minutes)
            throws IOException, Refusal {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            String verification = release(run).runs().stream()
                    .filter(one -> one.lastQuestion().isPresent())
                    .reduce((earlier, later) -> later)
                    .map(RunState::run)
                    .orElseThrow();
            return new VerdictAnswers(run, BuildRecords.of(run).orElseThrow())
                    .answer(Approver.current(), verification, answer, Optional.ofNullable(comment), minutes);
        }
    }

    /** What the Pipeline said by {@code echo}, in order. */
    public static List<String> echoes(Run<?, ?> run) throws IOException {
        List<String> lines = run.getLog(Integer.MAX_VALUE);
        return IntStream.range(1, lines.size())
                .filter(line -> lines.get(line - 1).equals("[Pipeline] echo"))
                .mapToObj(lines::get)
                .toList();
    }

    public static ItemState sign(Run<?, ?> run, String user, String item) throws IOException, Refusal {
        return sign(run, user, item, null, List.of());
    }

    /** Completes an item with a note, and with action items where it asks for them. */
    public static ItemState sign(Run<?, ?> run, String user, String item, String note, List<ActionItem> actionItems)
            throws IOException, Refusal {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            return new SignOffs(BuildRecords.of(run).orElseThrow())
                    .sign(
                            Approver.current(),
                            item,
                            ItemAction.COMPLETE,
                            Optional.ofNullable(note),
                            List.of(),
                            Optional.empty(),
                            actionItems);
        }
    }

    /** Writes the summary of the release notes. */
    public static void edit(Run<?, ?> run, String user, String summary) throws IOException, Refusal {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            new NotesEditing(BuildRecords.of(run).orElseThrow())
                    .edit(
                            Approver.current(),
                            release(run).notesHistory().draftSeq(),
                            draft -> new NotesDraft(
                                    Optional.of(summary), draft.changes(), draft.migration(), draft.knownIssues()));
        }
    }

    public static DeliveryState resend(Run<?, ?> run, String user, String delivery) throws IOException, Refusal {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            return Deliveries.of(run, BuildRecords.of(run).orElseThrow()).resend(Approver.current(), delivery);
        }
    }
}
