package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jenkins.plugins.releasechecklist.actions.ShownRelease.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.record.state.VerdictQuestion;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;

/** A person answers an inconclusive verification in a real browser. */
@InSharedJenkins
@InChromium
class VerdictInChromiumTest {
    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void ask() throws Exception {
        running = RunningBuild.start(jenkins);
        running.append(Events.started("v1", "postDeployVerify", "production"));
        running.append(Events.verification("v1"));
        running.append(Events.asked("v1"));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    private VerdictQuestion.Reply reply() throws IOException {
        return running.record()
                .state()
                .run("v1")
                .flatMap(RunState::lastQuestion)
                .flatMap(VerdictQuestion::reply)
                .orElseThrow();
    }

    @Test
    void passItOnlyWithAComment(Chromium chromium) throws Exception {
        ShownRelease shown = ShownRelease.open(chromium, jenkins, "qa", running);
        Locator question = shown.page().locator("#question-v1");
        shown.page().locator("#your-part a[href='#run-v1']").click();
        button(question, "Pass").click();
        assertThat(shown.dialog()).containsText("Everyone sees that you decided this");
        button(shown.dialog(), "Pass").click();
        assertThat(shown.dialog().getByRole(AriaRole.ALERT)).not().isEmpty();

        shown.dialog().getByRole(AriaRole.TEXTBOX).fill("Tried it by hand");
        button(shown.dialog(), "Pass").click();
        assertThat(shown.dialog()).isHidden();
        assertThat(button(question, "Pass")).isHidden();
        assertThat(reply().said().answer()).isEqualTo(VerdictAnswer.PASS);
        assertThat(shown.page()
                        .locator(".rc-timeline, #timeline, [data-rc-part='timeline']")
                        .first())
                .containsText("Tried it by hand");
    }

    @Test
    void haveItLookAgainForAsLongAsTheySay(Chromium chromium) throws Exception {
        ShownRelease shown = ShownRelease.open(chromium, jenkins, "qa", running);
        button(shown.page().locator("#question-v1"), "Look again").click();
        Locator minutes = shown.dialog().getByLabel("Minutes");
        assertThat(minutes).hasValue("5");
        minutes.fill("61");
        button(shown.dialog(), "Look again").click();
        assertThat(shown.dialog()).isVisible();
        minutes.fill("20");
        button(shown.dialog(), "Look again").click();
        assertThat(shown.dialog()).isHidden();
        assertThat(reply().said().more()).contains(Duration.ofMinutes(20));
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void seeTheQuestionBesideTheCharts(Look look, Chromium chromium) throws Exception {
        Window window = chromium.window(jenkins, "qa", look);
        Page page = window.open(running.page());
        Locator run = page.locator("#run-v1");
        // Charts are drawn when they come near to what is seen.
        run.scrollIntoViewIfNeeded();
        assertThat(run.locator(".rc-chart__canvas canvas").first()).isVisible();
        assertThat(window.fitsInWidth()).isTrue();
        assertThat(window.barriers("#run-v1")).isEmpty();
        window.picture("verdict-question-" + look.name().toLowerCase(java.util.Locale.ROOT), run);
        button(page.locator("#question-v1"), "Fail").click();
        assertThat(window.barriers("dialog[open]")).isEmpty();
        window.picture("verdict-dialog-" + look.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(window.faults()).isEmpty();
    }
}
