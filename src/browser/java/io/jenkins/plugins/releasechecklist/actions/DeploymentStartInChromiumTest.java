package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jenkins.plugins.releasechecklist.actions.ShownRelease.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A release is promoted from its page, and an environment rolled back from the page of the job, with mouse and keyboard. */
@InSharedJenkins
@InChromium
class DeploymentStartInChromiumTest {
    private JenkinsRule jenkins;
    private FreeStyleProject job;
    private RunningBuild release;

    @BeforeEach
    void endARelease(JenkinsRule rule) throws Exception {
        jenkins = rule;
        People.moveIn(rule);
        ((MockAuthorizationStrategy) rule.jenkins.getAuthorizationStrategy())
                .grant(Item.BUILD)
                .everywhere()
                .to("devops");
        job = rule.createFreeStyleProject("shop");
        ReleaseHistory.write(job, 4);
        release = RunningBuild.start(rule);
        release.end();
        release.append(Actor.SYSTEM, new ReleaseEvent.BuildEnded("SUCCESS"));
        rule.jenkins.doQuietDown();
    }

    @AfterEach
    void goOn() {
        jenkins.jenkins.getQueue().clear();
        jenkins.jenkins.doCancelQuietDown();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void promotesInTwoClicks(Look look, Chromium chromium) throws Exception {
        Window window = chromium.window(jenkins, "devops", look);
        Page page = window.open(release.page());
        button(page.locator("#rc-promotion"), "Promote to staging…").click();
        Locator dialog = page.locator("dialog[open]");
        assertThat(dialog).containsText("Starts a build of");
        window.picture("promotion-" + look.name().toLowerCase(Locale.ROOT));
        assertThat(window.barriers("dialog[open]")).isEmpty();
        assertThat(window.fitsInWidth()).isTrue();
        dialog.locator("select").selectOption("production");
        button(dialog, "Promote").click();
        assertThat(dialog).isHidden();
        assertThat(page.locator("#rc-promotion")).containsText("to production: in the queue");
        assertThat(DeploymentRequest.queued(release.build().getParent()))
                .singleElement()
                .satisfies(request -> assertThat(request.environment()).isEqualTo("production"));
        assertThat(window.faults()).isEmpty();
    }

    @Test
    void promotesWithTheKeyboard(Chromium chromium) throws Exception {
        ShownRelease shown = ShownRelease.open(chromium, jenkins, "devops", release);
        Locator opener = button(shown.page().locator("#rc-promotion"), "Promote to staging…");
        shown.press(opener, "Enter");
        assertThat(shown.dialog()).isVisible();
        shown.page().keyboard().press("Escape");
        assertThat(shown.dialog()).isHidden();
        assertThat(opener).isFocused();

        shown.press(opener, "Enter");
        shown.press(shown.dialog().locator("select"), "ArrowDown");
        shown.press(button(shown.dialog(), "Promote"), "Enter");
        assertThat(shown.page().locator("#rc-promotion")).containsText("to production: in the queue");
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void rollsBackInTwoClicks(Look look, Chromium chromium) throws Exception {
        Window window = chromium.window(jenkins, "devops", look);
        Page page = window.open(job.getUrl() + "releases/");
        button(page.locator("body"), "Roll back production…").click();
        Locator dialog = page.locator("dialog[open]");
        assertThat(dialog).containsText("Takes back 1.4.0 (#20)");
        assertThat(dialog.locator("select")).hasValue("15");
        dialog.getByLabel("Reason").fill("Orders fail");
        window.picture("rollback-dialog-" + look.name().toLowerCase(Locale.ROOT));
        if (look == Look.LIGHT_WIDE) {
            Window.picture("rollback-dialog", dialog);
        }
        dialog.getByLabel("Reason").fill("");
        button(dialog, "Roll back").click();
        assertThat(dialog).containsText("Add a reason for the rollback");
        dialog.getByLabel("Reason").fill("Orders fail");
        assertThat(window.barriers("dialog[open]")).isEmpty();
        assertThat(window.fitsInWidth()).isTrue();
        button(dialog, "Roll back").click();
        assertThat(page.locator("table").first())
                .containsText("Rollback of production from 1.4.0 to 1.3.0: in the queue");
        window.picture("rollback-queued-" + look.name().toLowerCase(Locale.ROOT));
        assertThat(window.barriers(".rc-section")).isEmpty();
        assertThat(window.faults()).isEmpty();
    }

    @Test
    void rollsBackWithTheKeyboard(Chromium chromium) throws Exception {
        Page page = chromium.window(jenkins, "devops", Look.LIGHT_WIDE).open(job.getUrl() + "releases/");
        ShownRelease shown = ShownRelease.ofContent(page);
        Locator opener = button(page.locator("body"), "Roll back production…");
        opener.focus();
        page.keyboard().press("Enter");
        shown.press(shown.dialog().locator("select"), "ArrowDown");
        shown.write(shown.dialog().getByLabel("Reason"), "Orders fail");
        shown.press(button(shown.dialog(), "Roll back"), "Enter");
        assertThat(page.locator("table").first())
                .containsText("Rollback of production from 1.4.0 to 1.2.0: in the queue");
    }
}
