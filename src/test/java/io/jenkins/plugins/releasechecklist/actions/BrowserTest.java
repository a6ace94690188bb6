package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.net.URL;
import java.util.function.BooleanSupplier;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** People decide with forms in a browser that runs scripts. */
@InSharedJenkins
class BrowserTest {
    private static final int PATIENCE_MILLIS = 20_000;

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
        running.append(Events.gate("production", Events.PRODUCT));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void aVoteTakesTwoClicksAndNoReload() throws Exception {
        JenkinsRule.WebClient browser = browser("pm");
        HtmlPage page = browser.goTo(running.page());
        button(page, "vote-production", "Go").click();
        assertThat(dialog(page).getTextContent()).contains("for production?", "This is the last approval");
        assertThat(gate().votes()).isEmpty();

        page.<HtmlTextArea>getHtmlElementById("dialog-comment-production").setText("Ship it, well done");
        confirm(page, "Go");
        await(browser, () -> text(page, "gate-production").contains("Ship it, well done"));
        assertThat(gate().status()).isEqualTo(GateStatus.GO);
        assertThat(dialog(page)).isNull();
    }

    @Test
    void aNoGoWithoutACommentIsNotSentAndNothingIsLost() throws Exception {
        JenkinsRule.WebClient browser = browser("pm");
        HtmlPage page = browser.goTo(running.page());
        button(page, "vote-production", "No-go").click();
        confirm(page, "No-go");
        assertThat(dialog(page).getTextContent()).contains("Add a comment explaining the No-go");
        assertThat(gate().votes()).isEmpty();

        page.<HtmlTextArea>getHtmlElementById("dialog-comment-production").type("Half a sentence");
        confirm(page, "Cancel");
        assertThat(dialog(page)).isNull();
        button(page, "vote-production", "No-go").click();
        assertThat(page.<HtmlTextArea>getHtmlElementById("dialog-comment-production")
                        .getText())
                .isEqualTo("Half a sentence");
    }

    @Test
    void aRefusalIsShownInTheDialogAndWhatWasTypedStays() throws Exception {
        JenkinsRule.WebClient browser = browser("pm");
        HtmlPage page = browser.goTo(running.page());
        button(page, "vote-production", "Go").click();
        page.<HtmlTextArea>getHtmlElementById("dialog-comment-production").type("Ship it");
        running.append(Events.settled("production", GateStatus.ABORTED, "Overtaken"));
        confirm(page, "Go");
        await(browser, () -> dialog(page).getTextContent().contains("already settled"));
        assertThat(page.<HtmlTextArea>getHtmlElementById("dialog-comment-production")
                        .getText())
                .isEqualTo("Ship it");
    }

    @Test
    void withoutScriptsAVoteLeadsBackToTheGate() throws Exception {
        HtmlPage page = browserWithoutScripts("pm").goTo(running.page());
        page.<HtmlTextArea>getHtmlElementById("comment-production").setText("Ship it, well done");
        HtmlPage after = button(page, "vote-production", "Go").click();

        assertThat(after.getUrl().toString()).endsWith(running.page() + "#gate-production");
        assertThat(after.getElementById("gate-production").getTextContent()).contains("Ship it, well done");
        assertThat(gate().status()).isEqualTo(GateStatus.GO);
    }

    @Test
    void withoutScriptsARefusalIsAPageWithAWayBack() throws Exception {
        JenkinsRule.WebClient browser = browserWithoutScripts("pm");
        browser.setThrowExceptionOnFailingStatusCode(false);
        HtmlPage refused =
                button(browser.goTo(running.page()), "vote-production", "No-go").click();

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText()).contains("comment");
        DomElement back = refused.querySelector("#main-panel a.jenkins-button");
        assertThat(back.getAttribute("href")).endsWith(running.page() + "#gate-production");
        assertThat(gate().isWaiting()).isTrue();
    }

    @Test
    void anItemIsSignedOffWithNoteAndEvidence() throws Exception {
        JenkinsRule.WebClient browser = browser("pm");
        HtmlPage page = browser.goTo(running.page());
        page.<HtmlElement>getHtmlElementById("sign-acceptance-criteria").click();
        assertThat(dialog(page).getTextContent()).contains("Signing as product-manager.");
        dialog(page).<HtmlTextArea>querySelector("[name=note]").setText("All accepted");
        dialog(page).<HtmlInput>querySelector("[name=evidence]").setValue("https://tracker.example.com/42");
        confirm(page, "Mark complete");

        await(browser, () -> text(page, "item-acceptance-criteria").contains("Passed"));
        assertThat(text(page, "item-acceptance-criteria")).contains("All accepted", "https://tracker.example.com/42");
        assertThat(running.record()
                        .state()
                        .item("acceptance-criteria")
                        .orElseThrow()
                        .status())
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void aPostWithoutACrumbIsRefused() throws Exception {
        JenkinsRule.WebClient browser = browser("pm");
        browser.setThrowExceptionOnFailingStatusCode(false);
        for (String action : new String[] {"gates/production/go", "items/acceptance-criteria/complete"}) {
            WebRequest request = new WebRequest(new URL(jenkins.getURL(), running.page() + action), HttpMethod.POST);
            Page answer = browser.getPage(request);
            assertThat(answer.getWebResponse().getStatusCode()).as(action).isEqualTo(403);
            assertThat(answer.getWebResponse().getContentAsString()).contains("crumb");
        }
        assertThat(gate().votes()).isEmpty();
    }

    @Test
    void thePageFollowsTheReleaseAndKeepsWhatIsBeingWritten() throws Exception {
        JenkinsRule.WebClient browser = browser("pm");
        HtmlPage page = browser.goTo(running.page());
        button(page, "vote-production", "Go").click();
        page.<HtmlTextArea>getHtmlElementById("dialog-comment-production").type("Half a sentence");

        Reply sign = RestClient.of(jenkins, "devops")
                .post(running.page() + "items/monitoring/complete", "note", "Dashboards are up");
        assertThat(sign.status()).isEqualTo(200);
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (!news(page).contains("signed off") && System.nanoTime() < end) {
            browser.waitForBackgroundJavaScript(500);
        }

        assertThat(news(page)).contains("signed off");
        assertThat(item(page)).contains("Passed").contains("Dashboards are up");
        assertThat(page.<HtmlTextArea>getHtmlElementById("dialog-comment-production")
                        .getText())
                .isEqualTo("Half a sentence");
    }

    @Test
    void theNotesThatSomebodyWritesSurviveAnEditOfSomebodyElse() throws Exception {
        JenkinsRule.WebClient browser = browser("pm");
        browser.setThrowExceptionOnFailingStatusCode(false);
        HtmlPage page = browser.goTo(running.page());
        page.<HtmlTextArea>getHtmlElementById("notes-summary").setText("Half a sentence");

        Reply other = RestClient.of(jenkins, "both")
                .post(running.page() + "notes/edit", "seq", "0", "summary", "Faster *checkout*");
        assertThat(other.status()).isEqualTo(200);
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (!news(page).contains("edited the release notes") && System.nanoTime() < end) {
            browser.waitForBackgroundJavaScript(500);
        }
        assertThat(page.<DomElement>querySelector(".rc-notes").getTextContent()).contains("Faster checkout");
        assertThat(page.<HtmlTextArea>getHtmlElementById("notes-summary").getText())
                .isEqualTo("Half a sentence");

        HtmlPage refused = button(page, "notes-edit", "Save").click();
        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(409);
        assertThat(refused.asNormalizedText()).contains("Someone else changed the release notes", "Half a sentence");

        HtmlPage again = browser.goTo(running.page());
        again.<HtmlTextArea>getHtmlElementById("notes-summary").setText("A whole sentence");
        HtmlPage after = button(again, "notes-edit", "Save").click();
        assertThat(after.<DomElement>querySelector(".rc-notes").getTextContent())
                .contains("A whole sentence");
    }

    /** Told last, when everything else of the page has been brought up to date. */
    private static String news(HtmlPage page) {
        return page.getElementById("rc-news").getTextContent();
    }

    private static String item(HtmlPage page) {
        return page.getElementById("item-monitoring").getTextContent();
    }

    private GateState gate() throws Exception {
        return running.record().state().gate("production").orElseThrow();
    }

    private static HtmlElement dialog(HtmlPage page) {
        return page.querySelector("dialog.rc-dialog");
    }

    private static void confirm(HtmlPage page, String text) throws Exception {
        dialog(page).getElementsByTagName("button").stream()
                .filter(button -> button.getTextContent().strip().equals(text))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private static String text(HtmlPage page, String id) {
        return page.getElementById(id).getTextContent();
    }

    private static void await(JenkinsRule.WebClient browser, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            browser.waitForBackgroundJavaScript(200);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static JenkinsRule.WebClient browserWithoutScripts(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        return client.withBasicApiToken(user);
    }

    private static JenkinsRule.WebClient browser(String user) throws Exception {
        return jenkins.createWebClient().login(user);
    }

    private static HtmlElement button(HtmlPage page, String form, String text) {
        return page.getFormByName(form).getElementsByTagName("button").stream()
                .filter(button -> button.getTextContent().strip().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
