package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.util.List;
import java.util.Optional;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Every text that somebody can write is shown as text. */
@InSharedJenkins
class EscapingTest {
    /** What would run, if there were any; blocks of data do not. */
    static final String INLINE_SCRIPT = "script:not([src]):not([type='application/json'])";

    private static final String EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>${7*7}\"'&";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static JenkinsRule jenkins;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    // security.md: S34
    @Test
    void nothingThatIsWrittenBecomesMarkup() throws Exception {
        try (RunningBuild running =
                RunningBuild.start(jenkins, "evil", RunningBuild.details("App " + EVIL, "1.0 " + EVIL))) {
            fill(running);
            for (String user : List.of("pm", "both", "devops")) {
                check(client(user).goTo(running.page()));
                check(client(user).goTo(running.page() + "content"));
                check(client(user).getPage(running.build()));
            }
        }
    }

    @Test
    void aDraftOfNotesIsShownWithoutItsMarkup() throws Exception {
        String evil =
                EVIL + "</textarea>\n\n[a](javascript:alert(1)) ![b](https://example.com/x.png)\n\n<div onclick=x>";
        try (RunningBuild running = RunningBuild.start(jenkins)) {
            running.append(
                    Actor.user("pm", "Name " + EVIL),
                    new ReleaseEvent.NotesEdited(
                            new NotesDraft(Optional.of(evil), List.of(evil), Optional.of(evil), List.of(evil))));
            HtmlPage page = client("pm").goTo(running.page());
            check(page);
            assertThat(page.querySelectorAll(".rc-notes a[href^='javascript'], .rc-notes img, [onclick=x]"))
                    .isEmpty();
            assertThat(page.getElementById("notes-summary").getTextContent()).isEqualTo(evil);
        }
    }

    @Test
    void anAddressThatRunsIsNoLink() throws Exception {
        try (RunningBuild running = RunningBuild.start(jenkins)) {
            running.append(new ReleaseEvent.ItemMarked(
                    "monitoring",
                    ItemStatus.PASSED,
                    Optional.empty(),
                    List.of("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "JavaScript:alert(1)")));
            HtmlPage page = client("pm").goTo(running.page());
            assertThat(page.getElementById("item-monitoring").getTextContent()).contains("javascript:alert(1)");
            assertThat(page.querySelectorAll("#item-monitoring a")).isEmpty();
        }
    }

    @Test
    void aRefusalShowsWhatWasSentAsText() throws Exception {
        try (RunningBuild running = RunningBuild.start(jenkins)) {
            RestClient.Reply reply = RestClient.of(jenkins, "devops")
                    .post(running.page() + "items/monitoring/complete", "evidence", "javascript:" + EVIL);
            assertThat(reply.header("Content-Type")).startsWith("application/json");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.error()).contains("<img");
        }
    }

    private static void fill(RunningBuild running) throws Exception {
        Actor actor = Actor.user("evil", "Name " + EVIL);
        running.append(
                actor,
                new ReleaseEvent.ItemSigned(
                        "acceptance-criteria",
                        ItemAction.COMPLETE,
                        List.of(EVIL),
                        Optional.of("Note " + EVIL),
                        List.of("https://example.com/" + EVIL, EVIL)),
                new ReleaseEvent.ItemSigned(
                        "support-handoff", ItemAction.COMPLETE, List.of("devops"), Optional.of(EVIL), List.of()),
                Events.started("r1", "smokeTest", EVIL),
                Events.check("r1", EVIL, EVIL, 1),
                Events.failedCheck("r1", "other " + EVIL, EVIL, EVIL),
                Events.failed("r1", EVIL),
                Events.started("v1", "postDeployVerify", EVIL),
                Events.samples("v1", Events.sample(EVIL, 1, 70, EVIL)),
                Events.judged("v1", Verdict.FAIL, 1, 0, 1, EVIL),
                Events.gate("production", 1, EVIL, Events.policy(Events.PRODUCT)),
                Events.vote("production", EVIL, EVIL, Choice.NO_GO, EVIL),
                Events.settled("production", GateStatus.NO_GO, EVIL),
                Events.gate("production", 2, EVIL, Events.policy(Events.PRODUCT)),
                new ReleaseEvent.IncidentOpened(Optional.of(EVIL), EVIL),
                new ReleaseEvent.ActionItemsRecorded(List.of(
                        new ActionItem(EVIL, Optional.of(EVIL), Optional.of("https://example.com/?%22%3E%3Cimg")))),
                Events.plan("handoff: [" + JSON.writeValueAsString(EVIL) + ", b]"),
                new ReleaseEvent.PartTicked("support-handoff", "b", true),
                new ReleaseEvent.PartTicked("support-handoff", EVIL, true),
                new ReleaseEvent.FilesAttached(
                        "r1", List.of(new AttachedFile("<img src=x onerror=alert(1)>.pdf", 1, "ab".repeat(32)))),
                new ReleaseEvent.NotesEdited(
                        new NotesDraft(Optional.of(EVIL), List.of(EVIL), Optional.of(EVIL), List.of(EVIL))),
                Events.notes(Events.releaseNotes(EVIL)));
        running.append(actor, Events.delivery(EVIL, EVIL, DeliveryStatus.FAILED, EVIL));
    }

    private static void check(HtmlPage page) {
        assertThat(page.asNormalizedText()).contains("<img src=x").contains("${7*7}");
        assertThat(page.querySelectorAll("img[src='x'], [onerror]")).isEmpty();
        assertThat(page.querySelectorAll(INLINE_SCRIPT)).isEmpty();
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        return client.withBasicApiToken(user);
    }
}
