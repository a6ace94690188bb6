package io.jenkins.plugins.releasechecklist.actions;

import static io.jenkins.plugins.releasechecklist.actions.Shown.text;
import static io.jenkins.plugins.releasechecklist.actions.Shown.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.FreezeBound;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
class ReleasePageTest {
    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void startBuild() throws Exception {
        running = RunningBuild.start(jenkins);
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void showsTheChecklistBySection() throws Exception {
        running.append(
                Actor.user("pm", "Paula Martens"),
                new ReleaseEvent.ItemSigned(
                        "acceptance-criteria",
                        ItemAction.COMPLETE,
                        List.of("product-manager"),
                        Optional.of("All stories accepted"),
                        List.of("https://tracker.example.com/42")));
        HtmlPage page = page("reader");

        assertThat(text(page, "#rc-page h2")).isEqualTo("OctoAcme Shop 2.4.0");
        assertThat(text(page, ".rc-header"))
                .contains("Minor release")
                .contains("In progress")
                .contains("1 of 13");
        assertThat(texts(page, "#checklist h3")).containsExactly("Pre-release", "Deployment");
        assertThat(texts(page, "#section-pre-release .rc-item__title"))
                .containsExactly(
                        "All acceptance criteria met and PRs merged",
                        "Passing CI and security scans",
                        "Release notes drafted",
                        "Rollback / mitigation plan documented",
                        "Smoke tests prepared");
        assertThat(text(page, "#item-acceptance-criteria"))
                .contains("Passed")
                .contains("product-manager or project-manager")
                .contains("Paula Martens")
                .contains("All stories accepted");
        assertThat(page.<DomElement>querySelector("#item-acceptance-criteria a").getAttribute("href"))
                .isEqualTo("https://tracker.example.com/42");
        assertThat(text(page, "#item-backup")).contains("Optional");
        assertThat(text(page, "#item-support-handoff")).contains("devops and support");
    }

    @Test
    void showsTheIncidentPartOnlyWhenThereIsAnIncident() throws Exception {
        assertThat(page("reader").getElementById("section-incident")).isNull();
        running.append(new ReleaseEvent.IncidentOpened(Optional.of("production"), "Checkout is down"));
        HtmlPage page = page("reader");
        assertThat(texts(page, "#checklist h3")).contains("Rollback & incident");
        assertThat(text(page, ".rc-header")).contains("Checkout is down");
    }

    @Test
    void saysAfterARollbackWhyAndWhatIsStillOpen() throws Exception {
        RichRecord.rollBack(running);
        String summary = text(Shown.by(jenkins, "pm").getPage(running.build()), ".rc-summary");
        assertThat(summary)
                .contains(
                        "2.4.0 was rolled back after",
                        "errors was 25%",
                        "2.3.0 is back in production (1 of 1 checks passed)")
                .contains("not reached", "Still open", "Root cause triaged")
                .doesNotContain("UTC", "monitoring");
        HtmlPage page = page("devops");
        assertThat(text(page, "#item-monitoring")).contains("Not reached");
        assertThat(page.querySelectorAll("#item-monitoring button, #item-deploy-production button"))
                .isEmpty();
        assertThat(page.querySelectorAll("#item-root-cause button")).isNotEmpty();
    }

    @Test
    void showsThePhasesAndWhichIsAtWork() throws Exception {
        String titles = ".rc-phases li a";
        assertThat(texts(page("reader"), titles))
                .containsExactly(
                        "Pre-release",
                        "staging",
                        "Go / no-go",
                        "production",
                        "Verification",
                        "Announcement",
                        "Follow-up");
        String current = ".rc-phases [aria-current='step']";
        assertThat(text(page("reader"), current)).isEqualTo("Pre-releaseOpen");
        running.append(Events.gate("production", Events.QA));
        assertThat(text(page("reader"), current)).isEqualTo("Go / no-goWaiting");
        assertThat(page("reader").<DomElement>querySelector(current + " a").getAttribute("href"))
                .isEqualTo("#gate-production");
        running.append(Events.settled("production", GateStatus.GO, "Everybody agreed"));
        RichRecord.rollBack(running);
        HtmlPage page = page("reader");
        assertThat(text(page, current)).startsWith("Rolled back to 2.3.0Rolled back");
        assertThat(text(page, ".rc-phases")).contains("VerificationFailed").doesNotContain("Announcement");
        assertThat(text(Shown.by(jenkins, "reader").getPage(running.build()), ".rc-summary"))
                .contains("Rolled back to 2.3.0");
    }

    @Test
    void saysWhatIsLiveSinceWhenAndWhatIsStillOpen() throws Exception {
        running.append(
                Events.gate("production", Events.QA),
                Events.vote("production", "qa", "Quentin", Choice.GO, ""),
                Events.settled("production", GateStatus.GO, "Everybody agreed"),
                new ReleaseEvent.ItemMarked("deploy-production", ItemStatus.PASSED, Optional.empty(), List.of()),
                Events.started("v1", "postDeployVerify", "production"));
        assertThat(page("reader").<DomElement>querySelector(".rc-result")).isNull();
        running.append(Events.judged("v1", Verdict.PASS, 8, 1, 26, "all good"), Events.passed("v1"));
        running.end();
        assertThat(text(page("reader"), ".rc-phases [aria-current='step']")).isEqualTo("Follow-upOpen");
        assertThat(text(page("reader"), ".rc-result"))
                .contains(
                        "2.4.0 is live in production.",
                        "postDeployVerify-production: 100% of 8 samples passed, p95 26 ms")
                .contains("Approved by qa", "Still open", "All acceptance criteria met and PRs merged", "and 3 more");
        assertThat(text(Shown.by(jenkins, "reader").getPage(running.build()), ".rc-summary"))
                .containsOnlyOnce("All acceptance criteria met and PRs merged");
    }

    @Test
    void saysWhyAReleaseWasRejectedOrFailed() throws Exception {
        running.append(
                Events.gate("production", Events.QA),
                Events.settled("production", GateStatus.NO_GO, "No-go by qa: vouchers are lost"));
        assertThat(text(page("reader"), ".rc-result")).contains("2.4.0 was rejected.", "vouchers are lost");
        try (RunningBuild failing = RunningBuild.start(jenkins)) {
            failing.append(new ReleaseEvent.ItemMarked(
                    "ci-and-security", ItemStatus.FAILED, Optional.of("2 findings"), List.of()));
            failing.end();
            assertThat(text(Shown.by(jenkins, "reader").goTo(failing.page()), ".rc-result"))
                    .contains("2.4.0 failed.", "Passing CI and security scans", "2 findings");
        }
    }

    @Test
    void foldsSectionsOfWhichNothingIsAtWork() throws Exception {
        assertThat(open(page("reader"))).containsExactly("fold-pre-release");
        for (String item : List.of(
                "acceptance-criteria", "ci-and-security", "release-notes", "rollback-plan", "smoke-tests-prepared")) {
            running.append(new ReleaseEvent.ItemMarked(item, ItemStatus.PASSED, Optional.empty(), List.of()));
        }
        assertThat(open(page("reader"))).containsExactly("fold-deployment");
        assertThat(text(page("reader"), "#fold-pre-release summary")).contains("5 of 5");
    }

    private static List<String> open(HtmlPage page) {
        return page.querySelectorAll("#checklist details[open]").stream()
                .map(fold -> ((DomElement) fold).getId())
                .toList();
    }

    @Test
    void tellsADeliveryInOneEntryUnderItsDay() throws Exception {
        running.append(Events.delivery("d1", "stakeholders", DeliveryStatus.DELIVERED, "200"));
        HtmlPage page = page("reader");
        assertThat(texts(page, ".rc-timeline__text"))
                .containsExactly("Message to stakeholders delivered: 200", "Started minor release 2.4.0");
        assertThat(text(page, "#timeline h3")).contains(Year.now().toString());
    }

    @Test
    void saysQuietlyHowAnIncidentEnded() throws Exception {
        RichRecord.rollBack(running);
        RichRecord.resolve(running);
        HtmlPage page = page("reader");
        assertThat(text(page, ".rc-result"))
                .contains("Incident resolved after", "The pool was too small", "1 action item", "errors was 25%");
        assertThat(page.querySelectorAll(".rc-header .jenkins-alert-danger")).isEmpty();
    }

    @Test
    void asksForTheRootCauseAndForActionItemsRowByRow() throws Exception {
        running.append(
                new ReleaseEvent.IncidentOpened(Optional.of("production"), "Checkout is down"),
                new ReleaseEvent.ActionItemsRecorded(List.of(
                        new ActionItem("Alert earlier", Optional.of("Ann"), Optional.of("https://example.com/7")))));
        HtmlPage page = page("pm");
        assertThat(text(page, "#item-action-items")).contains("Alert earlier", "Ann", "https://example.com/7");
        HtmlForm form = signForm(page, "action-items");
        assertThat(form.querySelectorAll(".rc-row")).hasSize(4);
        assertThat(form.<DomElement>querySelector(".rc-row input[name=title]").getAttribute("value"))
                .isEqualTo("Alert earlier");
        assertThat(page.querySelectorAll(".rc-row")).hasSize(4);
        assertThat(page("reader").querySelectorAll(".rc-row")).isEmpty();
        assertThat(text(page("devops"), "#item-root-cause")).contains("Root cause");
    }

    @Test
    void showsThePartsOfAnItemAndLetsThoseTickThemWhoMaySign() throws Exception {
        running.append(Events.plan("handoff: [Runbook, {title: Dashboards, url: 'https://grafana.example.com'}]"));
        running.append(Actor.user("sue", "Sue"), new ReleaseEvent.PartTicked("support-handoff", "runbook", true));
        HtmlPage page = page("support");
        assertThat(text(page, "#item-support-handoff")).contains("1 of 2 parts done", "Runbook", "Sue");
        assertThat(page.<DomElement>querySelector("#part-support-handoff-runbook")
                        .getAttribute("aria-checked"))
                .isEqualTo("true");
        assertThat(page.<DomElement>querySelector("#part-support-handoff-dashboards")
                        .getAttribute("aria-checked"))
                .isEqualTo("false");
        assertThat(page.<DomElement>querySelector("#item-support-handoff .rc-part__more")
                        .getAttribute("href"))
                .isEqualTo("https://grafana.example.com");
        assertThat(signForm(page, "support-handoff").querySelectorAll("[data-rc-act=complete]"))
                .isEmpty();
        assertThat(page("reader").querySelectorAll(".rc-part")).hasSize(2);
        assertThat(page("reader").querySelectorAll(".rc-part form")).isEmpty();

        running.append(Actor.user("sue", "Sue"), new ReleaseEvent.PartTicked("support-handoff", "dashboards", true));
        assertThat(signForm(page("support"), "support-handoff").querySelectorAll("[data-rc-act=complete]"))
                .hasSize(1);
    }

    @Test
    void showsWhatLookedAtARollbackAsASmokeTest() throws Exception {
        running.append(
                Events.started("back", "rollbackRelease", "production"),
                Events.check("back", "old-health", "https://example.com/health", 31),
                new ReleaseEvent.RunFinished(
                        "back",
                        Outcome.PASSED,
                        Optional.of(Phrase.plain("2.3.0 runs in production again: one check passed"))));
        assertThat(text(page("reader"), "#run-back")).contains("old-health", "2.3.0 runs in production again");
    }

    @Test
    void marksWhatWasTestedBeforeTheDeployment() throws Exception {
        running.append(
                Events.started("early", "smokeTest", "production"),
                Events.check("early", "health", "https://example.com/health", 31),
                new ReleaseEvent.RunFinished("early", Outcome.PASSED, Optional.empty()),
                Events.gate("production", Events.QA));
        HtmlPage waiting = page("reader");
        assertThat(text(waiting, "#run-early h3")).isEqualTo("Pre-flight: smokeTest-production");
        assertThat(text(waiting, "#gate-production")).contains("Pre-flight: smokeTest-production");
        assertThat(text(waiting, "#item-post-deploy-verification")).startsWith("Open");

        running.append(
                Events.settled("production", GateStatus.GO, "qa"), Events.started("late", "smokeTest", "production"));
        assertThat(text(page("reader"), "#run-late h3")).startsWith("smokeTest-production");
    }

    @Test
    void filtersAndPagesTheTimelineByAddress() throws Exception {
        RichRecord.fill(running);
        HtmlPage decisions = Shown.by(jenkins, "reader").goTo(running.page() + "?show=decisions");
        assertThat(texts(decisions, ".rc-timeline__text"))
                .containsExactly(
                        "qa approved production: Fine",
                        "Compared with 2.3.0 in production: 6 commits",
                        "Go / no-go for production opened: Ship it?");
        assertThat(text(decisions, ".rc-filters [aria-current='true']")).isEqualTo("Decisions");
        assertThat(page("reader").getElementById("timeline-earlier")).isNull();

        for (int i = 0; i < 40; i++) {
            running.append(Events.draft("Draft " + i));
        }
        DomElement earlier = page("reader").getHtmlElementById("timeline-earlier");
        HtmlPage before = earlier.click();
        assertThat(texts(before, ".rc-timeline__text")).contains("Message to stakeholders delivered: 200");
        assertThat(before.getElementById("timeline-latest")).isNotNull();
    }

    @Test
    void asksForNewsUntilNothingCanHappenAnyMore() throws Exception {
        assertThat(pace()).isEqualTo("busy");
        running.end();
        assertThat(pace()).isEqualTo("over");
    }

    @Test
    void asksForNewsSlowlyWhileTheBuildOnlyWaitsForPeople() throws Exception {
        running.append(Events.gate("production", Events.QA));
        assertThat(pace()).isEqualTo("slow");
        running.append(Events.started("s1", "smokeTest", "staging"));
        assertThat(pace()).isEqualTo("busy");
        running.append(Events.passed("s1"));
        assertThat(pace()).isEqualTo("slow");
        running.append(Events.settled("production", GateStatus.GO, "Everybody agreed"));
        assertThat(pace()).isEqualTo("busy");
    }

    @Test
    void asksForNewsSlowlyWhileSignaturesAreMissing() throws Exception {
        running.append(
                new ReleaseEvent.ItemMarked("deploy-production", ItemStatus.PASSED, Optional.empty(), List.of()));
        running.append(Events.started("v1", "postDeployVerify", "production"), Events.passed("v1"));
        running.end();
        assertThat(pace()).isEqualTo("slow");
    }

    @Test
    void linksWhatCanBeExported() throws Exception {
        HtmlPage page = page("reader");
        assertThat(page.querySelectorAll(".rc-export a").stream().map(link -> ((DomElement) link).getAttribute("href")))
                .containsExactly(
                        "report.html",
                        "report.md",
                        "report.json",
                        "report.csv",
                        "evidence.json",
                        "record.jsonl",
                        "api/json");
    }

    @Test
    void showsSmokeTestsVerificationNotesDeliveriesAndTimeline() throws Exception {
        RichRecord.fill(running);
        HtmlPage page = page("reader");
        assertThat(text(page, "#run-r1"))
                .contains("db.example.com:5432")
                .contains("connection refused")
                .contains("31 ms");
        assertThat(text(page, "#run-v1"))
                .contains("Fail")
                .contains("50%")
                .contains("219 ms")
                .contains("p95 too high");
        assertThat(text(page, ".rc-notes")).contains("Faster checkout").contains("New payment form");
        assertThat(text(page, "[data-rc-part='deliveries']"))
                .contains("stakeholders")
                .contains("Delivered");
        assertThat(texts(page, ".rc-timeline__text"))
                .startsWith("Message to stakeholders delivered: 200")
                .contains("Check db failed after 7 attempts: connection refused")
                .endsWith("Started minor release 2.4.0");
    }

    @Test
    void showsTheDraftOfTheNotesToAllAndItsFormToThoseWhoMayEditIt() throws Exception {
        assertThat(page("reader").getElementById("rc-notes-title")).isNull();
        assertThat(text(page("pm"), "[data-rc-part='notes']")).contains("No release notes yet.", "Edit");

        running.append(Events.draft("Faster *checkout*"));
        running.append(
                Actor.user("pm", "Paula Martens"),
                new ReleaseEvent.NotesEdited(new NotesDraft(
                        Optional.of("Much faster"), List.of("One", "Two\n\n- a"), Optional.empty(), List.of())));
        HtmlPage page = page("pm");
        assertThat(text(page, ".rc-notes"))
                .contains("Much faster")
                .contains("One")
                .doesNotContain("Faster");
        assertThat(text(page, "[data-rc-part='notes-text']")).contains("Draft", "Edited by Paula Martens");
        assertThat(texts(page, "#notes-edit textarea")).containsExactly("Much faster", "- One - Two - a", "", "");
        assertThat(page.querySelectorAll("#notes-edit label")).hasSize(4);
        assertThat(page("qa").getElementById("notes-edit")).isNull();

        running.append(new ReleaseEvent.NotesRendered("# Shop", "<h2>Announced</h2>", Optional.of("r1")));
        assertThat(text(page("pm"), "[data-rc-part='notes-text']")).contains("Announced");
        assertThat(page("pm").getElementById("notes-edit")).isNull();
    }

    @Test
    void hasNoInlineScriptAndNoInlineStyleOfOurs() throws Exception {
        RichRecord.fill(running);
        HtmlPage page = page("pm");
        assertThat(page.querySelectorAll(EscapingTest.INLINE_SCRIPT)).isEmpty();
        assertThat(page.querySelectorAll("#rc-page style, #rc-page [style], #rc-page [onclick]"))
                .isEmpty();
        assertThat(page.getWebResponse().getResponseHeaderValue("Content-Security-Policy"))
                .contains("script-src");
    }

    @Test
    void theMainPageOfTheBuildSumsUp() throws Exception {
        running.append(Events.gate("production", Events.PRODUCT));
        HtmlPage page = Shown.by(jenkins, "pm").getPage(running.build());
        String summary = text(page, ".rc-summary");
        assertThat(summary)
                .contains("OctoAcme Shop 2.4.0")
                .contains("Minor release")
                .contains("Waiting for a decision")
                .contains("1 of 13")
                .contains("approval from product-manager")
                .contains("Decide");
        assertThat(page.querySelectorAll(".rc-summary a.jenkins-button").stream()
                        .map(link -> ((DomElement) link).getAttribute("href")))
                .containsExactly("release-checklist/#go-production", "release-checklist/#no-go-production");
        assertThat(text(Shown.by(jenkins, "reader").getPage(running.build()), ".rc-summary"))
                .doesNotContain("Decide");
    }

    @Test
    void theFragmentHasThePartsAndNothingAround() throws Exception {
        HtmlPage fragment = Shown.by(jenkins, "reader").goTo(running.page() + "content");
        assertThat(fragment.getElementById("rc-page")).isNotNull();
        assertThat(fragment.getElementById("main-panel")).isNull();
    }

    @Test
    void saysWhenAGateCanSayGoNext() throws Exception {
        Freeze freeze = new Freeze(
                FreezeBound.parse("2020-01-01"),
                FreezeBound.parse("2998-12-31"),
                ZoneId.of("Europe/Berlin"),
                "an incident",
                List.of());
        running.append(Events.gate(
                "production",
                1,
                "Release?",
                Events.policy(Events.QA).withSchedule(new Schedule(List.of(), List.of(freeze)))));
        assertThat(text(page("reader"), "#possible-production"))
                .startsWith("Next possible: Tue 1 Jan 2999 00:00 Europe/Berlin (in ");
    }

    /** The form to which the button of an item leads. */
    private static HtmlForm signForm(HtmlPage page, String item) {
        return page.getFormByName(page.getElementById("sign-" + item).getAttribute("data-rc-opens"));
    }

    private HtmlPage page(String user) throws Exception {
        return Shown.by(jenkins, user).goTo(running.page());
    }

    private String pace() throws Exception {
        return page("reader").getElementById("rc-page").getAttribute("data-pace");
    }
}
