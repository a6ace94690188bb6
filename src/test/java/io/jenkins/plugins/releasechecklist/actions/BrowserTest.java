package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.GateState;
import java.net.URL;
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
    void aVoteLeadsBackToTheGate() throws Exception {
        HtmlPage page = browser("pm").goTo(running.page());
        page.<HtmlTextArea>getHtmlElementById("comment-production").setText("Ship it, well done");
        HtmlPage after = button(page, "vote-production", "Go").click();

        assertThat(after.getUrl().toString()).endsWith(running.page() + "#gate-production");
        assertThat(after.getElementById("gate-production").getTextContent()).contains("Ship it, well done");
        assertThat(gate().status()).isEqualTo(GateStatus.GO);
    }

    @Test
    void aRefusalIsAPageWithAWayBack() throws Exception {
        JenkinsRule.WebClient browser = browser("pm");
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
        HtmlPage page = browser("pm").goTo(running.page());
        page.<HtmlTextArea>getHtmlElementById("note-acceptance-criteria").setText("All accepted");
        page.<HtmlInput>getHtmlElementById("evidence-acceptance-criteria").setValue("https://tracker.example.com/42");
        HtmlPage after = button(page, "sign-acceptance-criteria", "Complete").click();

        assertThat(after.getElementById("item-acceptance-criteria").getTextContent())
                .contains("Passed")
                .contains("All accepted")
                .contains("https://tracker.example.com/42");
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
        page.<HtmlTextArea>getHtmlElementById("comment-production").setText("Half a sentence");

        Reply sign = RestClient.of(jenkins, "devops")
                .post(running.page() + "items/monitoring/complete", "note", "Dashboards are up");
        assertThat(sign.status()).isEqualTo(200);
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (!news(page).contains("signed off") && System.nanoTime() < end) {
            browser.waitForBackgroundJavaScript(500);
        }

        assertThat(news(page)).contains("signed off");
        assertThat(item(page)).contains("Passed").contains("Dashboards are up");
        assertThat(page.<HtmlTextArea>getHtmlElementById("comment-production").getText())
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
        assertThat(refused.asNormalizedText()).contains("Somebody else changed the release notes", "Half a sentence");

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
