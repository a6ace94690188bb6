package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A page that cannot refresh says so, and recovers. */
@InSharedJenkins
@InChromium
class LivePageInChromiumTest {
    private static JenkinsRule jenkins;
    private RunningBuild running;
    private Window window;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void open(Chromium chromium) throws Exception {
        running = RunningBuild.start(jenkins);
        window = chromium.window(jenkins, "pm", Look.LIGHT_WIDE);
        window.open(running.page());
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    private Page page() {
        return window.page();
    }

    private Locator lost() {
        return page().locator("#rc-lost");
    }

    private void retry() throws Exception {
        running.append(Events.gate("production", Events.QA));
        page().locator("#rc-retry").click();
        assertThat(lost()).isHidden();
        assertThat(page().locator("#gate-production")).isVisible();
    }

    @Test
    void saysThatJenkinsIsAwayAndRecovers() throws Exception {
        assertThat(lost()).isHidden();
        page().context().setOffline(true);
        assertThat(lost()).containsText("This page is not up to date. It was last refreshed at");
        assertThat(lost()).not().containsText("signed out");
        page().context().setOffline(false);
        retry();
    }

    @Test
    void saysThatTheReaderWasSignedOutAndRecoversAfterANewLogin() throws Exception {
        page().context().clearCookies();
        assertThat(lost()).containsText("You may have been signed out");
        window.logInElsewhere("pm");
        retry();
    }
}
