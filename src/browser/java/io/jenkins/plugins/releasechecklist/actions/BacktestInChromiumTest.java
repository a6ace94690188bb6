package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;

/** What a verification compared as a whole, and what other criteria would have said, in a real browser and by the keyboard alone. */
@InSharedJenkins
@InChromium
class BacktestInChromiumTest {
    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void verify() throws Exception {
        running = RunningBuild.start(jenkins);
        running.append(Events.rankedVerification("v1"));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void asksWithTheKeyboardAndReadsTheAnswer(Look look, Chromium chromium) throws Exception {
        String name = look.name().toLowerCase(Locale.ROOT);
        Window window = chromium.window(jenkins, "reader", look);
        Page page = window.open(running.page());
        Locator figure = page.locator("#run-v1 .boxes");
        assertThat(figure.getByRole(AriaRole.IMG)).hasAccessibleName(Pattern.compile("Now: 20 values, median 140ms"));
        figure.scrollIntoViewIfNeeded();
        assertThat(window.barriers("#run-v1")).isEmpty();
        window.picture("verification-boxes-" + name, page.locator("#run-v1"));

        Locator link = page.locator("#run-v1 a[href$='/backtest']");
        link.focus();
        page.keyboard().press("Enter");
        Locator median = page.getByLabel("Latency, p50");
        assertThat(median).hasValue("no worse than baseline by 10%");
        median.focus();
        page.keyboard().press("ControlOrMeta+A");
        page.keyboard().type("no worse than baseline by 60%");
        page.keyboard().press("Enter");
        assertThat(page.locator("#main-panel tbody tr").first()).containsText("p50 is as demanded");
        assertThat(window.fitsInWidth()).isTrue();
        assertThat(window.barriers("#main-panel")).isEmpty();
        window.picture("backtest-" + name);

        page.getByLabel("Latency, p95").fill("<= 3%");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("p95: expected < or <= and a duration");
        assertThat(window.barriers("#main-panel")).isEmpty();
        assertThat(window.faults()).isEmpty();
    }
}
