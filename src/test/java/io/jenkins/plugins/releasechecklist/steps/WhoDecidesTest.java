package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.actions.RestClient;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.BuildClearance;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Clearance;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.CommitsSCM.Committed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Who may decide at a gate, what is known of those behind the build, and of those who decided. */
class WhoDecidesTest extends OneJenkins {
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]";

    private static void protect(Consumer<ProtectedEnvironment> how) {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        how.accept(production);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
    }

    private static WorkflowRun startedBy(WorkflowJob job, String user) throws Exception {
        WorkflowRun run = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(user)))
                .waitForStart();
        Releasing.awaitGate(run, "production");
        return run;
    }

    private static GateState gate(WorkflowRun run) throws Exception {
        return release(run).gate("production").orElseThrow();
    }

    private static Participants participants(WorkflowRun run) throws Exception {
        return gate(run).opening().participants().orElseThrow();
    }

    private static List<String> waitingFor(WorkflowRun run) throws Exception {
        return new Decisions(run, BuildRecords.of(run).orElseThrow())
                .standing(gate(run)).waitingFor().stream()
                        .map(UnmetCondition::text)
                        .toList();
    }

    private static void abort(WorkflowRun run) throws Exception {
        run.doStop();
        end(Result.ABORTED, run);
    }

    private static void testers(String... users) {
        Role qa = new Role("qa");
        qa.setUsers(List.of(users));
        ReleaseChecklistConfiguration.get().setRoles(List.of(qa));
    }

    /** A job that can be started by a call with its token, as {@code qa} does it in a browser. */
    private static WorkflowRun startedByToken(String name) throws Exception {
        String xml = """
                <flow-definition plugin="workflow-job">
                  <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition" plugin="workflow-cps">
                    <script>%s</script><sandbox>true</sandbox>
                  </definition>
                  <authToken>secret</authToken>
                </flow-definition>
                """.formatted(GATE);
        WorkflowJob job = (WorkflowJob) rule().jenkins
                .createProjectFromXML(name, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        try (JenkinsRule.WebClient client = rule().createWebClient().login("qa")) {
            client.goTo(job.getUrl() + "build?token=secret", "");
        }
        return await().until(() -> job.getBuildByNumber(1), run -> run != null && run.getExecution() != null);
    }

    // security.md: S11
    @Test
    void whoeverCallsWithATokenIsKnownToNobodyAndThatIsSaid() throws Exception {
        protect(rule -> rule.setForbidSelfApproval(true));
        WorkflowRun run = startedByToken("token");
        Releasing.awaitGate(run, "production");

        assertThat(participants(run).starterUnknown()).isTrue();
        rule().waitForMessage("No known person started this build", run);
        try (JenkinsRule.WebClient client = rule().createWebClient().login("qa")) {
            HtmlPage page = client.getPage(run, "release-checklist/");
            assertThat(page.<DomNode>querySelector("#starter-unknown-production")
                            .getTextContent())
                    .startsWith("No known person started this build");
        }
        abort(run);
    }

    // security.md: S11
    @Test
    void anAdministratorRefusesBuildsThatNobodyIsKnownToHaveStarted() throws Exception {
        protect(rule -> rule.setForbidUnknownStarter(true));
        WorkflowRun run = end(Result.FAILURE, startedByToken("refused"));
        assertExplained(run, "Nobody is known to have started this build: a timer, a push or a call with a token did");
        assertThat(release(run).gates()).isEmpty();
        WorkflowRun timer = end(Result.FAILURE, job(GATE).scheduleBuild2(0).waitForStart());
        assertThat(release(timer).gates()).isEmpty();
        abort(startedBy(job(GATE), "qa"));
    }

    // security.md: S9
    @Test
    void whoStartedTheBuildThatIsReplayedMayNotVoteEither() throws Exception {
        protect(rule -> rule.setForbidSelfApproval(true));
        testers("qa", "Tess");
        WorkflowJob job = job(GATE);
        WorkflowRun original = startedBy(job, "qa");
        abort(original);
        try (ACLContext as = ACL.as2(User.getById("devops", true).impersonate2())) {
            original.getAction(ReplayAction.class).run(GATE, Map.of());
        }
        WorkflowRun replayed = await().until(() -> job.getBuildByNumber(2), run -> run != null);
        Releasing.awaitGate(replayed, "production");

        assertThat(participants(replayed).starters())
                .extracting(person -> person.id() + " " + person.reason())
                .containsExactly("devops started this build", "qa started #1, which this build repeats");
        rule().waitForMessage("qa started #1, which this build repeats and cannot approve", replayed);
        assertThatThrownBy(() -> Releasing.go(replayed, "QA", "production"))
                .hasMessage("qa started #1, which this build repeats, and this gate forbids self-approval");
        Releasing.go(replayed, "tess", "production");
        end(Result.SUCCESS, replayed);
    }

    // security.md: S9
    @Test
    void whoStartedABuildUpstreamMayNotVote() throws Exception {
        protect(rule -> rule.setForbidSelfApproval(true));
        FreeStyleBuild upstream = rule().createFreeStyleProject()
                .scheduleBuild2(0, new Cause.UserIdCause("qa"))
                .get();
        WorkflowRun run = job(GATE)
                .scheduleBuild2(0, new CauseAction(new Cause.UpstreamCause(upstream)))
                .waitForStart();
        Releasing.awaitGate(run, "production");

        assertThat(participants(run).starterUnknown()).isFalse();
        assertThatThrownBy(() -> Releasing.go(run, "qa", "production")).isInstanceOf(Refusal.class);
        abort(run);
    }

    // security.md: S10
    @Test
    void anotherSpellingIsTheSamePerson() throws Exception {
        protect(rule -> rule.setForbidSelfApproval(true));
        testers("qa", "tess");
        WorkflowRun run =
                startedBy(job("releaseGate environment: 'production', approvals: [qa: 2], veto: false"), "TESS");
        assertThatThrownBy(() -> Releasing.go(run, "tess", "production")).isInstanceOf(Refusal.class);

        BuildRecords.of(run)
                .orElseThrow()
                .append(
                        Actor.user("QA", "QA"),
                        new ReleaseEvent.VoteCast(
                                "production",
                                1,
                                new Vote(
                                        "QA",
                                        "QA",
                                        List.of("qa"),
                                        Optional.empty(),
                                        Choice.GO,
                                        Optional.empty(),
                                        Instant.now(),
                                        false)));
        assertThatThrownBy(() -> Releasing.go(run, "qa", "production")).hasMessageContaining("a vote counts once");
        assertThat(waitingFor(run)).containsExactly("Go by qa");
        abort(run);
    }

    // security.md: S12
    @Test
    void anotherSpellingDoesNotSignForTheOtherRole() throws Exception {
        Role support = new Role("support");
        support.setUsers(List.of("sue"));
        Role devops = new Role("devops");
        devops.setUsers(List.of("sue"));
        ReleaseChecklistConfiguration.get().setRoles(List.of(support, devops));
        WorkflowRun run = succeed("releaseChecklist version: '2.4.0'");
        List<String> parts = release(run).item("support-handoff").orElseThrow().openParts().stream()
                .map(part -> part.part().id())
                .toList();
        ReleaseRecord record = BuildRecords.of(run).orElseThrow();
        parts.forEach(part -> append(record, new ReleaseEvent.PartTicked("support-handoff", part, true)));
        append(
                record,
                new ReleaseEvent.ItemSigned(
                        "support-handoff", ItemAction.COMPLETE, List.of("support"), Optional.empty(), List.of()));

        assertThatThrownBy(() -> Releasing.sign(run, "sue", "support-handoff"))
                .hasMessage("Someone else must sign for the other role of 'support-handoff'");
    }

    private static void append(ReleaseRecord record, ReleaseEvent event) {
        try {
            record.append(Actor.user("Sue", "Sue"), event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void authorsOfAllChangesSinceTheLastReleaseMayNotVote() throws Exception {
        protect(rule -> rule.setForbidAuthors(true));
        testers("qa", "tess", "old");
        WorkflowJob job = committed("authors");
        String deploy = "withChecklistItem('deploy-production') { echo 'out' }";
        CommitsSCM.next(
                job.getName(),
                "releaseChecklist version: '1.0.0'\n" + GATE + "\n" + deploy,
                new Committed("0123456789ab", "old", "feat: of the last release"));
        WorkflowRun last = startedBy(job, "devops");
        Releasing.go(last, "tess", "production");
        end(Result.SUCCESS, last);
        build(
                job,
                "releaseChecklist version: '1.0.1'\n" + deploy,
                new Committed("fedcba9876543", "tess", "fix: without a Go"));
        build(job, "echo 'no release'", new Committed("abcdef0123456", "qa", "fix: totals"));
        CommitsSCM.next(job.getName(), GATE);
        WorkflowRun run = startedBy(job, "devops");

        assertThat(participants(run).authors())
                .extracting(Participant::id, Participant::reason)
                .containsExactly(
                        tuple("qa", "is an author of the changes of #3 (abcdef0123)"),
                        tuple("tess", "is an author of the changes of #2 (fedcba9876)"));
        assertThatThrownBy(() -> Releasing.go(run, "qa", "production")).isInstanceOf(Refusal.class);
        Releasing.go(run, "old", "production");
        end(Result.SUCCESS, run);
    }

    // security.md: S12
    @Test
    void authorsOfWhatIsCheckedOutAfterTheGateOpenedMayNotVoteEither() throws Exception {
        protect(rule -> rule.setForbidAuthors(true));
        testers("qa", "tess");
        for (boolean before : List.of(true, false)) {
            WorkflowJob job = committed("late-" + before);
            String script = "parallel gate: { " + GATE
                    + " }, source: { input 'check out'; node { checkout scm }; input 'end' }";
            CommitsSCM.next(job.getName(), script);
            WorkflowRun run = startedBy(job, "devops");
            if (before) {
                Releasing.go(run, "qa", "production");
                assertThat(new BuildClearance(run).of("production")).isInstanceOf(Clearance.Cleared.class);
            }
            await().until(() -> run.getAction(InputAction.class) != null);
            CommitsSCM.next(job.getName(), script, new Committed("0123456789ab", "qa", "feat: late"));
            run.getAction(InputAction.class).getExecutions().get(0).proceed(null);
            rule().waitForMessage("end", run);

            if (before) {
                assertThat(new BuildClearance(run).of("production"))
                        .isInstanceOfSatisfying(
                                Clearance.Refused.class,
                                refused -> assertThat(refused.why().text()).contains("Go by qa"));
            } else {
                assertThatThrownBy(() -> Releasing.go(run, "qa", "production"))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("is an author of the changes of #1 (0123456789)");
                Releasing.go(run, "tess", "production");
                assertThat(gate(run).status()).isEqualTo(GateStatus.GO);
            }
            abort(run);
        }
    }

    // security.md: S12
    @Test
    void authorsWhoCannotBeFoundOutKeepTheGateClosedOnlyWhereTheyMayNotVote() throws Exception {
        WorkflowJob job = committed("unreadable");
        CommitsSCM.next(job.getName(), GATE, new Committed("1", "", "fix: totals"));
        WorkflowRun open = startedBy(job, "devops");
        assertThat(participants(open).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("#1", "the directory does not answer"));
        Releasing.go(open, "qa", "production");
        end(Result.SUCCESS, open);

        protect(rule -> rule.setForbidAuthors(true));
        WorkflowRun closed = end(Result.FAILURE, job.scheduleBuild2(0).waitForStart());
        assertExplained(closed, "could not be determined", "the directory does not answer");
        assertThat(release(closed).gates()).isEmpty();
    }

    private static WorkflowJob committed(String name) throws Exception {
        WorkflowJob job = rule().createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsScmFlowDefinition(new CommitsSCM(), "Jenkinsfile"));
        return job;
    }

    private static void build(WorkflowJob job, String script, Committed... commits) throws Exception {
        CommitsSCM.next(job.getName(), script, commits);
        end(Result.SUCCESS, job.scheduleBuild2(0).waitForStart());
    }

    // security.md: S6
    @Test
    void anOverrideByWhoStartedTheBuildIsShownAsSuchAndCanBeForbidden() throws Exception {
        protect(rule -> rule.setForbidSelfApproval(true));
        WorkflowRun forced = startedBy(job(GATE), "devops");
        Releasing.override(forced, "devops", "production", "Black Friday");
        end(Result.SUCCESS, forced);
        assertThat(gate(forced).settlement().orElseThrow().involvement()).contains(Phrase.of("gate.started"));
        try (JenkinsRule.WebClient client = rule().createWebClient().login("qa")) {
            assertThat(((HtmlPage) client.getPage(forced, "release-checklist/")).asNormalizedText())
                    .contains(
                            "devops, who started this build, overrode the gate and approved production: Black Friday");
        }

        protect(rule -> {
            rule.setForbidSelfApproval(true);
            rule.setForbidOverrideByExcluded(true);
        });
        WorkflowRun barred = startedBy(job(GATE), "devops");
        assertThatThrownBy(() -> Releasing.override(barred, "devops", "production", "Black Friday"))
                .hasMessage("devops started this build and cannot force a Go for this environment:"
                        + " an administrator forbids overrides by people who cannot approve");
        Releasing.override(barred, "pm", "production", "Black Friday");
        end(Result.SUCCESS, barred);
        assertThat(gate(barred).settlement().orElseThrow().involvement()).isEmpty();
    }

    // security.md: S7
    @Test
    void aVoteSaysHowItWasAuthenticated() throws Exception {
        testers("qa", "tess", "cli");
        WorkflowRun run = startedBy(job("releaseGate environment: 'production', approvals: [qa: 3]"), "devops");
        String address = run.getUrl() + "release-checklist/gates/production/go";
        assertThat(RestClient.of(rule(), "qa").post(address, "comment", "ok").status())
                .isEqualTo(200);
        try (JenkinsRule.WebClient client = rule().createWebClient().login("tess")) {
            client.getPage(client.addCrumb(new WebRequest(new URL(rule().getURL(), address), HttpMethod.POST)));
        }
        Releasing.go(run, "cli", "production");
        end(Result.SUCCESS, run);

        assertThat(gate(run).votes())
                .extracting(Vote::authentication)
                .containsExactly(
                        AuthenticationMethod.API_TOKEN,
                        AuthenticationMethod.SESSION,
                        AuthenticationMethod.COMMAND_LINE);
        assertThat(BuildRecords.of(run).orElseThrow().events(0).stream()
                        .filter(event -> event.data() instanceof ReleaseEvent.VoteCast)
                        .map(Event::actor)
                        .map(Actor::authentication))
                .containsExactly(
                        AuthenticationMethod.API_TOKEN,
                        AuthenticationMethod.SESSION,
                        AuthenticationMethod.COMMAND_LINE);
        try (JenkinsRule.WebClient client = rule().createWebClient().login("qa")) {
            assertThat(((HtmlPage) client.getPage(run, "release-checklist/")).asNormalizedText())
                    .contains("by API token", "in the browser", "on the command line");
        }
    }

    // security.md: S8
    @Test
    void aGoWithoutASecurityRealmCountsNoMoreOnceThereIsOne() throws Exception {
        SecurityRealm realm = rule().jenkins.getSecurityRealm();
        protect(rule -> rule.setRequires(List.of("rollback-plan")));
        WorkflowRun waiting = startedBy(job(GATE), "devops");
        rule().jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        new Decisions(waiting, BuildRecords.of(waiting).orElseThrow())
                .vote(Approver.current(), "production", Choice.GO, Optional.empty(), Optional.empty());
        assertThat(waitingFor(waiting)).noneMatch(text -> text.equals("Go by qa"));
        rule().jenkins.setSecurityRealm(realm);
        assertThat(waitingFor(waiting)).contains("Go by qa");
        abort(waiting);
    }
}
