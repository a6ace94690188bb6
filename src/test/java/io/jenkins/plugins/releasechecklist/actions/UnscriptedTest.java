package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Somebody who is logged in, with a browser that runs no scripts: forms are sent as they are. */
@InSharedJenkins
class UnscriptedTest {
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
        running.append(Events.gate("production", Events.PRODUCT, Events.QA));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void vote() throws Exception {
        HtmlPage page = open("qa");
        page.getFormByName("vote-production").getTextAreaByName("comment").setText("Checked with three cards");
        HtmlPage after = page.<HtmlButton>getHtmlElementById("go-production").click();
        assertThat(after.asNormalizedText()).contains("Checked with three cards");
        assertThat(state().gate("production").orElseThrow().votes())
                .extracting(Vote::voter)
                .containsExactly("qa");
    }

    @Test
    void signOff() throws Exception {
        HtmlPage asked = open("pm")
                .<HtmlButton>getHtmlElementById("sign-acceptance-criteria")
                .click();
        HtmlForm form = asked.getFirstByXPath("//div[@id='signing']/div[not(@hidden)]/form");
        form.getTextAreaByName("note").setText("All accepted");
        HtmlPage after = form.<HtmlButton>getFirstByXPath(".//button[@data-rc-act='complete']")
                .click();
        assertThat(after.asNormalizedText()).contains("All accepted");
        assertThat(state().item("acceptance-criteria").orElseThrow().isDone()).isTrue();
    }

    @Test
    void tickParts() throws Exception {
        running.append(Events.plan("handoff: [Runbook, Dashboards]"));
        HtmlPage after = open("support")
                .<HtmlButton>getHtmlElementById("part-support-handoff-runbook")
                .click();
        assertThat(after.asNormalizedText()).contains("1 of 2 parts done");
    }

    @Test
    void writeNotes() throws Exception {
        running.append(Events.draft("Faster checkout"));
        HtmlForm form = open("pm").getFormByName("notes-edit");
        form.getTextAreaByName("migration").setText("Restart the workers");
        HtmlPage after = form.<HtmlButton>getFirstByXPath(".//button").click();
        assertThat(after.asNormalizedText()).contains("Restart the workers");
    }

    private HtmlPage open(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        return client.login(user).goTo(running.page());
    }

    private Release state() throws IOException {
        return running.record().state();
    }
}
