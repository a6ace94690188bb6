package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
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
    void showsGatesWithVotesAndWhatIsMissing() throws Exception {
        running.append(
                Events.gate("production", Events.PRODUCT, Events.QA),
                Events.vote("production", "qa", "qa", Choice.GO, "Checked with three cards"));
        String gate = text(page("reader"), "#gate-production");
        assertThat(gate)
                .contains("Go / no-go for production")
                .contains("Ship it?")
                .contains("Go by product-manager or project-manager")
                .contains("Checked with three cards")
                .contains("One No-go ends it.");
    }

    @Test
    void offersToDecideOnlyToWhoMay() throws Exception {
        running.append(Events.gate("production", Events.PRODUCT, Events.QA));
        assertThat(forms(page("pm"))).contains("vote-production", "sign-acceptance-criteria");
        assertThat(forms(page("qa"))).contains("vote-production").doesNotContain("sign-acceptance-criteria");
        assertThat(forms(page("boss"))).contains("override-production").doesNotContain("vote-production");
        assertThat(forms(page("reader"))).isEmpty();
        assertThat(text(page("reader"), "#gate-production")).contains("Release/Approve");
        assertThat(text(page("keen"), "#gate-production")).contains("no role");
        assertThat(page("both").<DomElement>querySelector("#vote-role-production"))
                .isNotNull();
    }

    @Test
    void showsTheReadersPart() throws Exception {
        assertThat(text(page("qa"), "#your-part")).contains("Verify critical user flows");
        assertThat(page("reader").getElementById("your-part")).isNull();
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
                .startsWith("The announcement to stakeholders was delivered: 200")
                .contains("The check db failed after 7 attempts: connection refused")
                .endsWith("The record was opened for OctoAcme Shop, version 2.4.0, type minor");
    }

    @Test
    void earlierRoundsOfAGateStayVisible() throws Exception {
        running.append(
                Events.gate("production", Events.QA),
                Events.vote("production", "qa", "qa", Choice.NO_GO, "Vouchers are lost"),
                Events.settled("production", GateStatus.NO_GO, "No-go by qa"),
                Events.gate("production", 2, "And now?", Events.policy(Events.QA)));
        HtmlPage page = page("reader");
        assertThat(page.querySelectorAll("article[id='gate-production']")).hasSize(1);
        assertThat(text(page, "#gate-production")).contains("And now?").contains("Round 2");
        assertThat(text(page, "#gate-production-1")).contains("Round 1: No-go").contains("Vouchers are lost");
    }

    @Test
    void hasNoInlineScriptAndNoInlineStyleOfOurs() throws Exception {
        RichRecord.fill(running);
        HtmlPage page = page("pm");
        assertThat(page.querySelectorAll("script"))
                .allSatisfy(script -> assertThat(((DomElement) script).getAttribute("src"))
                        .as(script.asXml())
                        .isNotEmpty());
        assertThat(page.querySelectorAll("#rc-page style, #rc-page [style], #rc-page [onclick]"))
                .isEmpty();
        assertThat(page.getWebResponse().getResponseHeaderValue("Content-Security-Policy"))
                .contains("script-src");
    }

    @Test
    void theMainPageOfTheBuildSumsUp() throws Exception {
        running.append(Events.gate("production", Events.PRODUCT));
        HtmlPage page = client("pm").getPage(running.build());
        String summary = text(page, ".rc-summary");
        assertThat(summary)
                .contains("OctoAcme Shop 2.4.0")
                .contains("Minor release")
                .contains("Waiting for a decision")
                .contains("1 of 13")
                .contains("Go by product-manager")
                .contains("Decide");
        assertThat(text(client("reader").getPage(running.build()), ".rc-summary"))
                .doesNotContain("Decide");
    }

    @Test
    void theFragmentHasThePartsAndNothingAround() throws Exception {
        HtmlPage fragment = client("reader").goTo(running.page() + "content");
        assertThat(fragment.getElementById("rc-page")).isNotNull();
        assertThat(fragment.getElementById("main-panel")).isNull();
    }

    private HtmlPage page(String user) throws Exception {
        return client(user).goTo(running.page());
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        User.getOrCreateByIdOrFullName(user);
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        return client.withBasicApiToken(user);
    }

    private static List<String> forms(HtmlPage page) throws IOException {
        return page.querySelectorAll("#rc-page form").stream()
                .map(form -> ((DomElement) form).getAttribute("name"))
                .toList();
    }

    private static String text(HtmlPage page, String selector) {
        return page.<DomNode>querySelector(selector)
                .getTextContent()
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static List<String> texts(HtmlPage page, String selector) {
        return page.querySelectorAll(selector).stream()
                .map(node -> node.getTextContent().replaceAll("\\s+", " ").strip())
                .toList();
    }
}
