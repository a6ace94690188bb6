package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

    @Test
    void tellsInTheTabHowMuchWaitsForTheReader() throws Exception {
        Locator icon = page().locator("link[rel=icon]");
        assertThat(page()).hasTitle(Pattern.compile("\\(2\\) Release checklist - .*"));
        assertThat(icon).hasAttribute("href", Pattern.compile("data:image/svg.*"));
        running.append(Events.gate("production", Events.PRODUCT));
        assertThat(page()).hasTitle(Pattern.compile("\\(3\\) Release checklist - .*"));
        running.append(
                Events.settled("production", GateStatus.NO_GO, "Not today"),
                marked("acceptance-criteria"),
                marked("release-notes"));
        assertThat(page()).hasTitle(Pattern.compile("Release checklist - .*"));
        assertThat(icon).hasAttribute("href", Pattern.compile(".*/favicon.svg"));
        assertThat(window.faults()).isEmpty();
    }

    @Test
    void tellsItInATabThatNobodyLooksAt() throws Exception {
        page().clock().install();
        window.open(running.page());
        assertThat(page()).hasTitle(Pattern.compile("\\(2\\) .*"));
        page().evaluate("Object.defineProperty(document, 'hidden', { get: () => true });"
                + "document.dispatchEvent(new Event('visibilitychange'))");
        running.append(Events.gate("production", Events.PRODUCT));
        page().clock().fastForward("02:30");
        assertThat(page()).hasTitle(Pattern.compile("\\(3\\) .*"));
    }

    private static ReleaseEvent marked(String item) {
        return new ReleaseEvent.ItemMarked(item, ItemStatus.PASSED, Optional.empty(), List.of());
    }
}
