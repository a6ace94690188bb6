package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jenkins.plugins.releasechecklist.actions.ShownRelease.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Everything that somebody can do on the page of a release, with the keyboard alone. */
@InSharedJenkins
@InChromium
class KeyboardInChromiumTest {
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
    void saysGoAndComesBackToTheButtonAfterEscape(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "pm");
        Locator go = button(shown.gate(), "Go");
        shown.press(go, "Enter");
        assertThat(shown.dialog()).isVisible();
        shown.page().keyboard().press("Escape");
        assertThat(shown.dialog()).isHidden();
        assertThat(go).isFocused();

        shown.press(go, "Enter");
        shown.press(button(shown.dialog(), "Go"), "Enter");
        assertThat(shown.votes()).containsText("pm");
    }

    @Test
    void saysNoGo(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "qa");
        shown.press(button(shown.gate(), "No-go"), "Enter");
        shown.write(shown.dialog().getByRole(AriaRole.TEXTBOX), "The cart loses items");
        shown.press(button(shown.dialog(), "No-go"), "Enter");
        assertThat(shown.gate()).containsText("The cart loses items");
    }

    @Test
    void forcesGo(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "boss");
        shown.press(button(shown.gate(), "Override and approve"), "Enter");
        shown.write(shown.dialog().getByRole(AriaRole.TEXTBOX), "Customers wait");
        shown.press(button(shown.dialog(), "Override and approve"), "Enter");
        assertThat(shown.gate()).containsText("Customers wait");
        Window.picture("approver-forced", shown.gate());
        assertThat(state().gate("production").orElseThrow().status()).isEqualTo(GateStatus.GO);
    }

    @Test
    void signsOffAndOpensAgain(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "pm");
        Locator item = shown.item("acceptance-criteria");
        shown.press(button(item, "Sign off"), "Space");
        shown.write(shown.dialog().getByLabel("Note"), "All accepted");
        shown.press(button(shown.dialog(), "Mark complete"), "Enter");
        assertThat(item).containsText("All accepted");

        shown.press(button(item, "Reopen"), "Enter");
        shown.press(button(shown.dialog(), "Reopen"), "Enter");
        assertThat(button(item, "Sign off")).isVisible();
        assertThat(state().item("acceptance-criteria").orElseThrow().status()).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void ticksAPart(Chromium chromium) throws Exception {
        running.append(Events.plan("handoff: [Runbook, Dashboards]"));
        ShownRelease shown = open(chromium, "support");
        Locator runbook = shown.item("support-handoff")
                .getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName("Runbook"));
        shown.press(runbook, "Space");
        assertThat(runbook).isChecked();
        assertThat(shown.item("support-handoff")).containsText("1 of 2 parts done");
    }

    @Test
    void writesReleaseNotes(Chromium chromium) throws Exception {
        running.append(Events.draft("Faster checkout"));
        ShownRelease shown = open(chromium, "pm");
        shown.press(shown.page().locator("#notes-edit summary"), "Enter");
        shown.write(shown.page().getByLabel("Migration steps"), "Restart the workers");
        shown.press(button(shown.page().locator("#notes-edit"), "Save"), "Enter");
        assertThat(shown.page().locator("#notes")).containsText("Restart the workers");
    }

    @Test
    void sendsAgain(Chromium chromium) throws Exception {
        running.append(Events.delivery("d1", "stakeholders", DeliveryStatus.FAILED, "401"));
        ShownRelease shown = open(chromium, "pm");
        shown.press(shown.page().locator("#delivery-d1 button"), "Enter");
        assertThat(shown.page().locator("#delivery-d1")).containsText("sent again by pm");
    }

    @Test
    void filtersTheTimeline(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "reader");
        shown.press(shown.page().locator("#timeline-sign-offs"), "Enter");
        assertThat(shown.page().locator("#timeline")).containsText("Nothing here yet.");
        assertThat(shown.page().locator("#timeline-sign-offs")).isFocused();
    }

    @Test
    void downloadsAReport(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "reader");
        shown.press(shown.page().locator("#export"), "Enter");
        assertThat(shown.page().locator(".jenkins-dropdown")).containsText("Report as Markdown");
        Download download = shown.page().waitForDownload(() -> {
            shown.page().keyboard().press("ArrowDown");
            shown.page().keyboard().press("ArrowDown");
            shown.page().keyboard().press("Enter");
        });
        assertThat(download.suggestedFilename()).endsWith(".md");
    }

    private ShownRelease open(Chromium chromium, String user) throws IOException {
        return ShownRelease.open(chromium, jenkins, user, running);
    }

    private Release state() throws IOException {
        return running.record().state();
    }
}
