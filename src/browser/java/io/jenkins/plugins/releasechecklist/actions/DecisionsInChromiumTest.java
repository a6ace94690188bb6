package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jenkins.plugins.releasechecklist.actions.ShownRelease.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** People decide in a real browser, while others decide as well. */
@InSharedJenkins
@InChromium
class DecisionsInChromiumTest {
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
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
    }

    @Test
    void sayGoWithTwoClicks(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "pm");
        button(shown.gate(), "Go").click();
        assertThat(shown.dialog()).containsText("qa");
        button(shown.dialog(), "Go").click();

        assertThat(shown.dialog()).isHidden();
        assertThat(shown.votes()).containsText("pm");
        assertThat(gate().votes()).extracting(Vote::voter).containsExactly("pm");
        assertThat(gate().isWaiting()).isTrue();
    }

    @Test
    void decideOnAPhoneWithoutScrolling(Chromium chromium) throws Exception {
        ShownRelease shown = ShownRelease.ofContent(
                chromium.window(jenkins, "qa", Look.LIGHT_NARROW).open(running.page()));
        Locator go = shown.page().locator(".rc-bar a[href='#go-production']");
        assertThat(go).isInViewport();
        assertThat(shown.page().locator("#side-panel")).isHidden();
        go.press("Enter");
        button(shown.dialog(), "Go").click();
        assertThat(shown.votes()).containsText("qa");
        assertThat(go).isHidden();
    }

    @Test
    void openWhatIsFoldedAroundWhatALinkLeadsTo(Chromium chromium) throws Exception {
        running.append(Events.settled("production", GateStatus.GO, "Everybody agreed"));
        for (ItemState item : running.record().state().items()) {
            if (item.section().equals("pre-release")) {
                running.append(
                        new ReleaseEvent.ItemMarked(item.item().id(), ItemStatus.PASSED, Optional.empty(), List.of()));
            }
        }
        ShownRelease shown = open(chromium, "reader");
        Locator item = shown.item("rollback-plan");
        assertThat(item).isHidden();
        shown.page().locator(".rc-phases a").first().click();
        assertThat(item).isVisible();
        shown.press(shown.page().locator("#fold-pre-release > summary"), "Enter");
        assertThat(item).isHidden();
    }

    @Test
    void changeAGoToANoGoOnlyWithAComment(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "qa");
        button(shown.gate(), "Go").click();
        button(shown.dialog(), "Go").click();
        assertThat(shown.votes()).containsText("qa");
        button(shown.gate(), "No-go").click();
        button(shown.dialog(), "No-go").click();
        assertThat(shown.dialog().getByRole(AriaRole.ALERT)).not().isEmpty();
        Window.picture("approver-refused", shown.dialog());
        assertThat(gate().votes()).hasSize(1);

        shown.dialog().getByRole(AriaRole.TEXTBOX).fill("Checkout fails with a gift card");
        button(shown.dialog(), "No-go").click();
        assertThat(shown.gate()).containsText("Checkout fails with a gift card");
        assertThat(gate().status()).isEqualTo(GateStatus.NO_GO);
        Window.picture("approver-changed", shown.gate());
    }

    @Test
    void sayGoFromATimeOn(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "pm");
        button(shown.gate(), "No-go").click();
        assertThat(shown.dialog().getByLabel("Go from")).isHidden();
        button(shown.dialog(), "Cancel").click();

        LocalDateTime later = LocalDateTime.now().plusHours(26).truncatedTo(ChronoUnit.MINUTES);
        button(shown.gate(), "Go").click();
        shown.dialog().getByLabel("Go from").fill("2020-01-01T12:00");
        button(shown.dialog(), "Go").click();
        assertThat(shown.dialog().getByRole(AriaRole.ALERT)).containsText("in the future");
        shown.dialog().getByLabel("Go from").fill(later.toString());
        button(shown.dialog(), "Go").click();

        assertThat(shown.votes()).containsText("Go from");
        Window.picture("deferred-go", shown.gate());
        assertThat(gate().votes())
                .extracting(Vote::since)
                .containsExactly(later.atZone(ZoneId.systemDefault()).toInstant());
        button(shown.gate(), "Withdraw").click();
        button(shown.dialog(), "Withdraw").click();
        assertThat(shown.votes()).containsText("Withdrawn");
        assertThat(gate().round().requests()).isEmpty();
    }

    @Test
    void requestChangesOfAnItem(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "qa");
        button(shown.gate(), "Request changes").click();
        assertThat(shown.dialog()).containsText("does not reject the release");
        button(shown.dialog(), "Request changes").click();
        assertThat(shown.dialog().getByRole(AriaRole.ALERT)).not().isEmpty();
        shown.dialog().getByLabel("To be done again").selectOption("release-notes");
        button(shown.dialog(), "Request changes").click();
        assertThat(gate().votes()).isEmpty();
        shown.dialog().getByLabel("What has to change").fill("Name the new limit");
        button(shown.dialog(), "Request changes").click();

        assertThat(shown.votes()).containsText("Name the new limit");
        assertThat(shown.item("release-notes")).containsText("Changes requested: Name the new limit");
        assertThat(gate().isWaiting()).isTrue();
        assertThat(gate().round().requests()).hasSize(1);
    }

    @Test
    void sayWhyTheReleaseHasLeftTheEnvironment(Chromium chromium) throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setExclusive(true);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        running.append(Events.settled("production", GateStatus.GO, "Everybody agreed"));
        ShownRelease shown = open(chromium, "boss");
        button(shown.gate(), "Mark as left").click();
        button(shown.dialog(), "Mark as left").click();
        assertThat(shown.dialog().getByRole(AriaRole.ALERT)).not().isEmpty();
        assertThat(gate().isInside()).isTrue();

        shown.dialog().getByRole(AriaRole.TEXTBOX).fill("Only tests run on");
        button(shown.dialog(), "Mark as left").click();
        assertThat(shown.gate()).containsText("Only tests run on");
        assertThat(button(shown.gate(), "Mark as left")).isHidden();
        assertThat(gate().isInside()).isFalse();
    }

    @Test
    void signOffWithNoteAndEvidence(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "pm");
        Locator item = shown.item("acceptance-criteria");
        button(item, "Sign off").click();
        shown.dialog().getByLabel("Note").fill("All accepted");
        shown.dialog().getByLabel("Evidence").fill("https://tracker.example.com/42");
        button(shown.dialog(), "Mark complete").click();

        assertThat(item).containsText("All accepted");
        assertThat(item).containsText("https://tracker.example.com/42");
        assertThat(running.record()
                        .state()
                        .item("acceptance-criteria")
                        .orElseThrow()
                        .status())
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void hearThatSomebodyElseSignedOffMeanwhile(Chromium chromium) throws Exception {
        ShownRelease shown = open(chromium, "pm");
        shown.page().navigate(shown.page().url() + "#sign-acceptance-criteria");
        shown.dialog().getByLabel("Note").fill("All accepted");
        running.append(new ReleaseEvent.ItemMarked("rollback-plan", ItemStatus.PASSED, Optional.empty(), List.of()));
        assertThat(shown.item("rollback-plan")).containsText("Passed");
        assertThat(shown.dialog().locator("[role=alert]")).isEmpty();
        running.append(
                new ReleaseEvent.ItemMarked("acceptance-criteria", ItemStatus.PASSED, Optional.empty(), List.of()));
        assertThat(shown.dialog().getByRole(AriaRole.ALERT)).not().isEmpty();
        assertThat(shown.dialog().getByLabel("Note")).hasValue("All accepted");
    }

    @Test
    void seeTheVoteOfSomebodyElseAndLoseNothing(Chromium chromium) throws Exception {
        ShownRelease mine = open(chromium, "pm");
        button(mine.gate(), "Go").click();
        Locator comment = mine.dialog().getByLabel("Comment");
        comment.fill("Half a sentence");

        ShownRelease other = open(chromium, "qa");
        button(other.gate(), "Go").click();
        button(other.dialog(), "Go").click();

        assertThat(mine.votes()).containsText("qa");
        assertThat(mine.page().locator("#rc-news")).containsText("qa");
        assertThat(comment).hasValue("Half a sentence");
        button(mine.dialog(), "Go").click();
        assertThat(mine.gate()).containsText("Half a sentence");
        assertThat(gate().votes()).extracting(Vote::choice).containsExactly(Choice.GO, Choice.GO);
        assertThat(gate().status()).isEqualTo(GateStatus.GO);
    }

    @Test
    void readAMomentThatStaysAsItIs(Chromium chromium) throws Exception {
        Page page = chromium.window(jenkins, "pm", Look.LIGHT_WIDE).open(running.page() + "?at=2");
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        running.append(Events.settled("production", GateStatus.GO, "Everybody agreed"));

        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        page.evaluate("fetch('api/json').then((answer) => answer.text())");
        page.locator("#timeline-decisions").click();

        assertThat(page.locator("#timeline-decisions")).hasAttribute("aria-current", "true");
        assertThat(page.locator("#rc-page")).not().containsText("Everybody agreed");
        assertThat(page.locator("#rc-page button, #rc-page form")).hasCount(0);
        assertThat(asked)
                .anyMatch(url -> url.endsWith("/api/json"))
                .noneMatch(url -> url.contains("/release-checklist/events"));
        page.getByText("As it is now").click();
        assertThat(page.locator("#gate-production")).containsText("Everybody agreed");
    }

    private ShownRelease open(Chromium chromium, String user) throws IOException {
        return ShownRelease.open(chromium, jenkins, user, running);
    }

    private GateState gate() throws IOException {
        return running.record().state().gate("production").orElseThrow();
    }
}
