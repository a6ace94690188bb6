package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What an administrator does on the page of the configuration. */
@InSharedJenkins
@InChromium
class ConfigurationInChromiumTest {
    private static JenkinsRule jenkins;
    private Window window;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void open(Chromium chromium) throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setApprovals(List.of(new RequiredApproval("qa")));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        window = chromium.window(jenkins, "admin", Look.LIGHT_WIDE);
        // Jenkins checks every field once after the page is there; an answer to that may come later than to what a test
        // writes.
        window.open("manage/release-checklist/").waitForLoadState(LoadState.NETWORKIDLE);
    }

    @AfterEach
    void forget() {
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        assertThat(window.faults()).isEmpty();
    }

    private Page page() {
        return window.page();
    }

    private Locator row(String text) {
        return page().locator(".rc-row", new Page.LocatorOptions().setHasText(text))
                .first();
    }

    @Test
    void opensARowChangesARuleAndSavesWithTheKeyboard() {
        ShownRelease keys = ShownRelease.ofContent(page());
        Locator production = row("production");
        Locator summary = production.locator("summary").first();
        assertThat(summary).containsText("1 approval from qa");
        keys.press(summary, "Enter");
        keys.press(production.locator("input[name='_.forbidSelfApproval']"), "Space");
        keys.press(page().locator("button[name=Submit]"), "Enter");

        assertThat(row("production").locator("summary").first()).containsText("no self-approval");
        assertThat(ReleaseChecklistConfiguration.get().getEnvironments().get(0).isForbidSelfApproval())
                .isTrue();
    }

    @Test
    void showsNoMistakeInWhatWasJustAddedBeforeSomethingWasWritten() {
        page().getByText("Add environment").click();
        Locator added = page().locator("[name=environments]").last();
        Locator mistake = added.locator(".error").first();
        assertThat(added.locator("details")).hasAttribute("open", "open");
        mistake.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        assertThat(mistake).isHidden();

        Locator name = added.locator("input[name='_.name']");
        name.fill("pro duction!");
        name.blur();
        name.fill("");
        name.blur();
        assertThat(mistake).isVisible();
    }

    @Test
    void saysOfAClosedRowThatItHasAMistake() {
        Locator production = row("production");
        production.locator("summary").first().click();
        Locator timeout = production.locator("input[name='_.timeout']");
        timeout.fill("soon");
        timeout.blur();
        assertThat(production.locator(".error").first()).isVisible();
        production.locator("summary").first().click();

        assertThat(production.locator(".rc-row__mistake").first()).isVisible();
    }

    @Test
    void saysWhatItReadInACalendarFileAndKeepsIt() {
        Locator production = row("production");
        production.locator("summary").first().click();
        Locator calendar = production.locator("textarea[name='_.calendar']");
        calendar.fill("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR");
        calendar.blur();
        assertThat(production.locator(".error").first()).containsText("calendar");

        calendar.fill("""
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                SUMMARY:Freeze: end of the year
                DTSTART;TZID=Europe/Berlin:20261220T000000
                DTEND;TZID=Europe/Berlin:20270104T060000
                END:VEVENT
                END:VCALENDAR
                """);
        calendar.blur();
        assertThat(production.getByText("This calendar has 1 freeze")).isVisible();
        page().locator("button[name=Submit]").click();

        assertThat(row("production").locator("summary").first()).containsText("end of the year");
        assertThat(ReleaseChecklistConfiguration.get()
                        .getEnvironments()
                        .get(0)
                        .toSchedule()
                        .freezes())
                .hasSize(1);
    }
}
