package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Items;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releasechecklist.actions.RestClient;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.BuildClearance;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.FolderProtection;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn.Occupant;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Clearance;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Production takes one release at a time. */
class ExclusiveEnvironmentTest extends OneJenkins {
    private static final String PRODUCTION = "production";
    /** Holds production until devops says that it is done. */
    private static final String RELEASE =
            gate(PRODUCTION) + "\nreleaseGate id: 'done', approvals: [devops: 1], environment: 'elsewhere'\n";

    private final List<WorkflowRun> started = new ArrayList<>();

    private static String gate(String environment) {
        return "releaseGate environment: '" + environment + "', approvals: [qa: 1], veto: false";
    }

    private static ProtectedEnvironment exclusive(String name) {
        ProtectedEnvironment rule = new ProtectedEnvironment(name);
        rule.setExclusive(true);
        return rule;
    }

    private static void protect(ProtectedEnvironment... rules) {
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(rules));
    }

    /** Two testers, so that a No-go of one of them leaves it open whether there will be a Go. */
    @BeforeEach
    void protectProduction() {
        protect(exclusive(PRODUCTION));
        for (Role role : ReleaseChecklistConfiguration.get().getRoles()) {
            if (role.getName().equals("qa")) {
                role.setUsers(List.of("qa", "tess"));
            }
        }
    }

    /** What a test leaves in production would keep the next one out. */
    @AfterEach
    void stopAll() throws Exception {
        for (WorkflowRun run : started) {
            if (run.isBuilding()) {
                run.doStop();
                rule().waitForCompletion(run);
            }
        }
    }

    private WorkflowRun begin(String script) throws Exception {
        WorkflowRun run = start(script);
        started.add(run);
        return run;
    }

    /** A release that waits for the Go of qa. */
    private WorkflowRun open() throws Exception {
        WorkflowRun run = begin(RELEASE);
        Releasing.awaitGate(run, PRODUCTION);
        return run;
    }

    /** A release that is in production. */
    private WorkflowRun inside() throws Exception {
        WorkflowRun run = open();
        go(run);
        return awaitInside(run);
    }

    /** A release that has all that it needs, and waits for the one in production. */
    private WorkflowRun queued() throws Exception {
        WorkflowRun run = open();
        go(run);
        assertThat(gate(run).queued()).as("in the queue").isPresent();
        return run;
    }

    private static void go(WorkflowRun run) throws Exception {
        Releasing.go(run, "qa", PRODUCTION);
    }

    private static GateState gate(WorkflowRun run) throws IOException {
        return release(run).gate(PRODUCTION).orElseThrow();
    }

    private static WorkflowRun awaitInside(WorkflowRun run) {
        Releasing.awaitGate(run, "done");
        return run;
    }

    private static WorkflowRun finish(WorkflowRun run) throws Exception {
        Releasing.go(run, "devops", "done");
        return end(Result.SUCCESS, run);
    }

    private static void abort(WorkflowRun run) throws Exception {
        run.doStop();
        end(Result.ABORTED, run);
    }

    private static void leave(WorkflowRun run, String reason) throws IOException, Refusal {
        try (ACLContext as = ACL.as2(User.getById("pm", true).impersonate2())) {
            new Decisions(run, BuildRecords.of(run).orElseThrow()).leave(Approver.current(), PRODUCTION, reason);
        }
    }

    private static GateStanding standing(WorkflowRun run) throws IOException {
        return new Decisions(run, BuildRecords.of(run).orElseThrow()).standing(gate(run));
    }

    private static String name(WorkflowRun run) {
        return run.getParent().getFullName() + " #" + run.getNumber();
    }

    private static List<String> names(List<Occupant> builds) {
        return builds.stream().map(Occupant::build).toList();
    }

    private static void assertWaiting(WorkflowRun... runs) throws IOException {
        for (WorkflowRun run : runs) {
            assertThat(gate(run).status()).as(name(run)).isEqualTo(GateStatus.WAITING);
        }
    }

    @Test
    void aGoWaitsUntilTheReleaseBeforeHasEnded() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun second = queued();
        rule().waitForMessage(
                        "Nothing else is missing: this gate is queued and waits for production to be free, which "
                                + name(first) + " has held since",
                        second);
        assertThat(names(standing(second).turn().orElseThrow().holders())).containsExactly(name(first));
        assertThat(names(standing(first).turn().orElseThrow().behind())).containsExactly(name(second));
        assertThat(gate(second).policy().demands())
                .anyMatch(demand -> demand.text().startsWith("one release at a time (")
                        && demand.text().contains(PRODUCTION));

        finish(first);
        awaitInside(second);
        Recorded recorded = Recorded.of(finish(second));
        ReleaseEvent.EnvironmentAwaited awaited = recorded.only(ReleaseEvent.EnvironmentAwaited.class);
        assertThat(awaited.environment()).isEqualTo(PRODUCTION);
        assertThat(names(awaited.holders())).containsExactly(name(first));
        assertThat(JenkinsRule.getLog(second)).containsOnlyOnce("Nothing else is missing");
    }

    /** In the order in which they had everything else, whenever their gates opened. */
    @Test
    void thoseWhoWaitEnterInTheOrderInWhichTheyCame() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun slow = open();
        WorkflowRun second = queued();
        WorkflowRun third = queued();
        go(slow);
        assertThat(names(standing(slow).turn().orElseThrow().ahead())).containsExactly(name(second), name(third));

        finish(first);
        awaitInside(second);
        assertWaiting(third, slow);
        finish(second);
        awaitInside(third);
        assertWaiting(slow);
        finish(third);
        finish(awaitInside(slow));
    }

    // security.md: S46
    @Test
    void ofManyAtOnceOneEntersAndTheOthersFollowOneByOne() throws Exception {
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(open());
        }
        ExecutorService people = Executors.newFixedThreadPool(runs.size());
        people.invokeAll(runs.stream()
                        .map(run -> (Callable<GateState>) () -> Releasing.go(run, "qa", PRODUCTION))
                        .toList())
                .forEach(vote -> assertThat(vote).succeedsWithin(Duration.ofSeconds(60)));
        people.shutdown();
        List<WorkflowRun> left = new ArrayList<>(runs);
        while (!left.isEmpty()) {
            WorkflowRun holder = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> left.stream()
                                    .filter(ExclusiveEnvironmentTest::isInside)
                                    .toList(),
                            found -> !found.isEmpty())
                    .get(0);
            assertThat(left).filteredOn(ExclusiveEnvironmentTest::isInside).containsExactly(holder);
            finish(awaitInside(holder));
            left.remove(holder);
        }
    }

    private static boolean isInside(WorkflowRun run) {
        try {
            return gate(run).isInside();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoeverLacksSomethingElseByNowHoldsUpNobody() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun second = queued();
        WorkflowRun third = queued();
        Releasing.vote(second, "qa", PRODUCTION, Choice.NO_GO, "not yet");
        finish(first);
        awaitInside(third);
        assertWaiting(second);
        go(second);
        finish(third);
        finish(awaitInside(second));
    }

    @Test
    void aVerificationThatPassedLetsTheNextOneIn() throws Exception {
        WorkflowRun first = begin(
                gate(PRODUCTION) + "\nreleaseGate id: 'verify', environment: 'elsewhere', approvals: [devops: 1]\n"
                        + "postDeployVerify environment: 'production', duration: '1s', interval: '1s', checks: [httpCheck('"
                        + shop().url() + "/health')]\n"
                        + "releaseGate id: 'done', environment: 'elsewhere', approvals: [devops: 1]");
        Releasing.awaitGate(first, PRODUCTION);
        go(first);
        Releasing.awaitGate(first, "verify");
        WorkflowRun second = queued();
        Releasing.go(first, "devops", "verify");
        awaitInside(second);
        assertThat(gate(first).departure()).map(GateState.Departure::reason).contains("it was verified");
        assertThat(new BuildClearance(first).of(PRODUCTION))
                .isInstanceOfSatisfying(
                        Clearance.Refused.class,
                        refused -> assertThat(refused.why().text())
                                .contains("this release left production at", "it was verified"));
        assertThat(new BuildClearance(second).of(PRODUCTION)).isInstanceOf(Clearance.Cleared.class);
    }

    @Test
    void aReleaseThatWasRolledBackLetsTheNextOneIn() throws Exception {
        WorkflowJob job = job("releaseChecklist version: '2.3.0'\npostDeployVerify environment: 'production',"
                + " duration: '1s', interval: '1s', checks: [httpCheck('" + shop().url() + "/health')]");
        end(Result.SUCCESS, job.scheduleBuild2(0).waitForStart());
        job.setDefinition(new CpsFlowDefinition(
                "releaseChecklist version: '2.4.0'\n" + gate(PRODUCTION)
                        + "\nreleaseGate id: 'broken', environment: 'elsewhere', approvals: [devops: 1]\n"
                        + "rollbackRelease(environment: 'production') {}\n"
                        + "releaseGate id: 'done', environment: 'elsewhere', approvals: [devops: 1]",
                true));
        WorkflowRun first = job.scheduleBuild2(0).waitForStart();
        started.add(first);
        Releasing.awaitGate(first, PRODUCTION);
        go(first);
        Releasing.awaitGate(first, "broken");
        WorkflowRun second = queued();
        Releasing.go(first, "devops", "broken");
        awaitInside(second);
        assertThat(gate(first).departure()).map(GateState.Departure::reason).contains("it was rolled back");
    }

    @Test
    void aPersonSaysThatTheReleaseHasLeft() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun second = queued();
        assertThatThrownBy(() -> leave(first, " ")).hasMessage("Add a reason why the release has left the environment");
        assertThatThrownBy(() -> leave(second, "it has"))
                .hasMessage("This release is not in production, so it cannot leave");
        leave(first, "only the tests are running on");
        awaitInside(second);
        assertThat(gate(first).departure())
                .map(GateState.Departure::reason)
                .contains("pm said so: only the tests are running on");
        assertThatThrownBy(() -> leave(first, "again")).isInstanceOf(Refusal.class);
    }

    // security.md: S47
    @Test
    void pageAndRestTellWhoIsThereAndWhoComesNext() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun second = queued();
        WorkflowRun third = queued();
        RestClient rest = RestClient.of(rule(), "pm");
        JsonNode queue = rest.get(second.getUrl() + "release-checklist/api/json")
                .json()
                .path("gates")
                .path(0)
                .path("queue");
        assertThat(queue.path("holders").path(0).path("build").asText()).isEqualTo(name(first));
        assertThat(queue.path("holders").path(0).path("since").asText())
                .isEqualTo(gate(first).settlement().orElseThrow().at().toString());
        assertThat(queue.path("ahead")).isEmpty();
        assertThat(queue.path("behind").path(0).path("url").asText()).isEqualTo(third.getUrl());

        assertThat(page(second)).contains("production to become free, held by " + name(first) + " since");
        assertThat(page(third)).contains("; queued before it: " + name(second));
        assertThat(page(first)).contains("In production since", "Behind: " + name(second), "Mark as left");
        try (JenkinsRule.WebClient client = web()) {
            HtmlPage page = client.getPage(second, "release-checklist/");
            assertThat(page.getAnchorByText(name(first)).getHrefAttribute())
                    .endsWith(first.getUrl() + "release-checklist/#gate-production");
        }

        String news =
                rest.get(third.getUrl() + "release-checklist/events?after=999").header("ETag");
        String address = first.getUrl() + "release-checklist/gates/production/leave";
        assertThat(rest.post(address, "reason", " ").error()).contains("Add a reason");
        assertThat(rest.post(address, "reason", "only tests run on").status()).isEqualTo(200);
        awaitInside(second);
        assertThat(rest.get(third.getUrl() + "release-checklist/events?after=999", "If-None-Match", news)
                        .status())
                .as("the page of whoever waits has news")
                .isEqualTo(200);
        assertThat(page(first)).contains("Left production", "pm said so: only tests run on");
        assertThat(page(first)).contains("pm marked production as left: only tests run on");
        assertThat(page(second))
                .contains(
                        "Go / no-go for production needs nothing else and waits for production, behind " + name(first));
    }

    private static JenkinsRule.WebClient web() throws Exception {
        JenkinsRule.WebClient client = rule().createWebClient();
        client.setJavaScriptEnabled(false);
        return client.login("pm");
    }

    private static String page(WorkflowRun run) throws Exception {
        try (JenkinsRule.WebClient client = web()) {
            return ((HtmlPage) client.getPage(run, "release-checklist/")).asNormalizedText();
        }
    }

    /** Nobody is forced into production beside another release. */
    // security.md: S46
    @Test
    void aGateIsForcedPastThoseWhoWaitButNotIntoWhatAnotherOneHolds() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun second = queued();
        WorkflowRun third = open();
        assertThatThrownBy(() -> Releasing.override(third, "pm", PRODUCTION, "it burns"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT))
                .hasMessageContaining("production to be free, which " + name(first) + " has held since");
        assertWaiting(second, third);
        Releasing.vote(second, "qa", PRODUCTION, Choice.NO_GO, "not yet");
        leave(first, "it burns");
        Releasing.override(third, "pm", PRODUCTION, "it burns");
        go(second);
        assertWaiting(second);
        finish(awaitInside(third));
        awaitInside(second);
    }

    @Test
    void whoeverIsAbortedMakesRoom() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun second = queued();
        WorkflowRun third = queued();
        abort(second);
        assertWaiting(third);
        abort(first);
        awaitInside(third);
    }

    @Test
    void whatIsDeletedMakesRoom() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun second = queued();
        WorkflowRun third = queued();
        second.getParent().delete();
        first.getParent().delete();
        awaitInside(third);
    }

    @Test
    void aReleaseHoldsItsEnvironmentHoweverItsJobIsCalled() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun second = queued();
        first.getParent().renameTo("renamed-while-in-production");
        assertThat(names(standing(second).turn().orElseThrow().holders()))
                .containsExactly("renamed-while-in-production #1");
        Folder folder = rule().createProject(Folder.class, "moved-while-in-production");
        WorkflowJob moved = Items.move(first.getParent(), folder);
        assertThat(names(standing(second).turn().orElseThrow().holders()))
                .containsExactly("moved-while-in-production/renamed-while-in-production #1");
        assertWaiting(second);
        finish(moved.getBuildByNumber(1));
        awaitInside(second);
    }

    @Test
    void twoThatWaitForEachOtherAreToldAndOneGoesOn() throws Exception {
        protect(exclusive(PRODUCTION), exclusive("staging"));
        WorkflowRun first = begin(gate("staging") + "\n" + gate(PRODUCTION));
        WorkflowRun second = begin(gate(PRODUCTION) + "\n" + gate("staging"));
        Releasing.awaitGate(first, "staging");
        Releasing.awaitGate(second, PRODUCTION);
        Releasing.go(first, "qa", "staging");
        Releasing.go(second, "qa", PRODUCTION);
        Releasing.awaitGate(first, PRODUCTION);
        Releasing.awaitGate(second, "staging");
        go(first);
        assertWaiting(first);
        Releasing.go(second, "qa", "staging");
        assertExplained(
                end(Result.ABORTED, second),
                "these builds would wait for each other forever (" + name(second) + " waits for staging, which "
                        + name(first) + " holds; " + name(first) + " waits for production, which " + name(second)
                        + " holds)");
        end(Result.SUCCESS, first);
    }

    @Test
    void theRuleOfTheMomentCounts() throws Exception {
        protect();
        WorkflowRun first = inside();
        WorkflowRun second = inside();
        protect(exclusive(PRODUCTION));
        assertThat(new BuildClearance(first).of(PRODUCTION)).isInstanceOf(Clearance.Cleared.class);
        assertThat(new BuildClearance(second).of(PRODUCTION))
                .isInstanceOfSatisfying(
                        Clearance.Refused.class,
                        refused -> assertThat(refused.why().text())
                                .contains("the gate lacks by now: production to be free, which " + name(first)));
        WorkflowRun third = queued();
        assertThat(names(standing(third).turn().orElseThrow().holders())).containsExactly(name(first), name(second));
        finish(first);
        assertWaiting(third);
        assertThat(new BuildClearance(second).of(PRODUCTION)).isInstanceOf(Clearance.Cleared.class);
        protect();
        awaitInside(third);
    }

    @Test
    void theRuleOfAFolderIsAboutTheJobsBelowItAndThatOfTheSystemAboutAll() throws Exception {
        protect();
        WorkflowRun outside = inside();
        WorkflowRun east = inFolder("east", "a");
        go(east);
        awaitInside(east);
        WorkflowRun west = inFolder("west", "a");
        go(west);
        awaitInside(west);
        WorkflowRun another = inFolder("east", "b");
        go(another);
        assertWaiting(another);
        assertThat(names(standing(another).turn().orElseThrow().holders())).containsExactly("east/a #1");

        protect(exclusive("prod*"));
        finish(east);
        assertWaiting(another);
        assertThat(names(standing(another).turn().orElseThrow().holders()))
                .containsExactlyInAnyOrder(name(outside), "west/a #1");
        finish(outside);
        finish(west);
        awaitInside(another);
    }

    private WorkflowRun inFolder(String name, String jobName) throws Exception {
        Folder folder = rule().jenkins.getItemByFullName(name, Folder.class);
        if (folder == null) {
            folder = rule().createProject(Folder.class, name);
            FolderProtection protection = new FolderProtection();
            protection.setEnvironments(List.of(exclusive(PRODUCTION)));
            folder.addProperty(protection);
        }
        WorkflowJob job = folder.createProject(WorkflowJob.class, jobName);
        job.setDefinition(new CpsFlowDefinition(RELEASE, true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        started.add(run);
        Releasing.awaitGate(run, PRODUCTION);
        return run;
    }

    /** Neither a gate without an environment nor another spelling gets around it, and other environments are not held up. */
    @Test
    void whatHasTheAddressOfTheEnvironmentIsTheEnvironment() throws Exception {
        protect(exclusive("*"));
        WorkflowRun first = begin("releaseGate id: 'production', approvals: [qa: 1]\n"
                + "releaseGate id: 'done', approvals: [devops: 1]");
        Releasing.awaitGate(first, PRODUCTION);
        go(first);
        awaitInside(first);
        WorkflowRun second = begin("releaseGate environment: 'Production', approvals: [qa: 1]");
        WorkflowRun third = begin("releaseGate environment: 'staging', approvals: [qa: 1]");
        Releasing.awaitGate(second, PRODUCTION);
        Releasing.awaitGate(third, "staging");
        go(second);
        Releasing.go(third, "qa", "staging");
        end(Result.SUCCESS, third);
        assertWaiting(second);
        finish(first);
        end(Result.SUCCESS, second);
    }

    @Test
    void aBuildIsNotInItsOwnWay() throws Exception {
        WorkflowRun run = begin(gate(PRODUCTION) + "\n" + RELEASE);
        Releasing.awaitGate(run, PRODUCTION);
        go(run);
        Releasing.awaitRelease(
                run,
                release -> release.gate(PRODUCTION)
                        .filter(gate -> gate.opening().round() == 2)
                        .isPresent());
        go(run);
        finish(awaitInside(run));
    }

    /** What nobody decides in time ends, whatever it waits for. */
    @Test
    void theTimeoutOfAGateCountsInTheQueueAsWell() throws Exception {
        WorkflowRun first = inside();
        WorkflowRun second = begin("releaseGate environment: 'production', approvals: [qa: 1], timeout: '4s'");
        Releasing.awaitGate(second, PRODUCTION);
        go(second);
        end(Result.ABORTED, second);
        assertThat(gate(second).status()).isEqualTo(GateStatus.TIMED_OUT);
        finish(first);
    }

    private static Optional<String> lastEnd(Stream<GateState> gates) {
        return gates.flatMap(gate -> gate.settlement().stream())
                .map(GateState.Settlement::reason)
                .reduce((earlier, later) -> later);
    }

    /** A newer build of the same job overtakes only those that had no Go when it entered. */
    @Test
    void aNewerBuildOvertakesWhoeverIsNotReady() throws Exception {
        WorkflowJob job = job(RELEASE);
        WorkflowRun first = job.scheduleBuild2(0).waitForStart();
        WorkflowRun second = job.scheduleBuild2(0).waitForStart();
        WorkflowRun third = job.scheduleBuild2(0).waitForStart();
        started.addAll(List.of(first, second, third));
        for (WorkflowRun run : List.of(first, second, third)) {
            Releasing.awaitGate(run, PRODUCTION);
        }
        go(first);
        go(third);
        awaitInside(first);
        finish(first);
        awaitInside(third);
        end(Result.ABORTED, second);
        assertThat(lastEnd(release(second).gates().stream()))
                .hasValueSatisfying(reason ->
                        assertThat(reason).startsWith("Superseded: production got its Go in the later build #3"));
    }
}
