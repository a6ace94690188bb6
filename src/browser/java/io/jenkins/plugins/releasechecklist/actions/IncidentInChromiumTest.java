package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jenkins.plugins.releasechecklist.actions.ShownRelease.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.plan.Plans;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.verify.Verification;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A release that goes wrong, as docs/rollback.md tells it, and one that goes well. */
@InSharedJenkins
@InChromium
class IncidentInChromiumTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final VerificationRules RULES = Plans.read("""
                    environments:
                      production:
                        verify:
                          duration: 30s
                          interval: 2s
                          successRate: ">= 99%"
                          p95: "<= 2s"
                          metrics:
                            - {name: errors, url: "https://shop.example.com/metrics", jsonPath: "$.errorRate", pass: "<= 1%"}
                            - {name: queue, url: "https://shop.example.com/metrics", jsonPath: "$.queue", pass: "<= 20"}
                    """, "release-plan.yaml")
            .environments()
            .get("production")
            .verify()
            .orElseThrow()
            .rules();

    private static JenkinsRule jenkins;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    /** What a verification of fifteen rounds sees, and says; from a round on everything fails. */
    private static ReleaseEvent[] measured(String run, int broken) {
        Verification verification = new Verification(RULES, 1, (measure, name) -> Optional.empty());
        List<Sample> samples = new ArrayList<>();
        List<MetricSample> metrics = new ArrayList<>();
        for (int round = 0; round < 15; round++) {
            Instant at = NOON.plus(Duration.ofSeconds(2L * round));
            boolean fails = round >= broken;
            samples.add(new Sample(
                    at,
                    "health",
                    !fails,
                    31 + 7 * (round % 5),
                    fails ? "expected status 200, got 503 Service Unavailable" : ""));
            metrics.add(new MetricSample(at, "errors", fails ? 0.25 : 0.002 + 0.0001 * (round % 4), ""));
            metrics.add(new MetricSample(at, "queue", 4 + round % 3 + (fails ? 30 : 0), ""));
        }
        samples.forEach(verification::add);
        metrics.forEach(verification::add);
        return new ReleaseEvent[] {
            ReleaseEvent.VerificationBegan.of(
                    run, RULES, RULES.objectives(1, (measure, name) -> Optional.empty()), Optional.empty(), Map.of()),
            new ReleaseEvent.Sampled(run, samples),
            new ReleaseEvent.MetricsSampled(run, metrics),
            new ReleaseEvent.VerificationJudged(run, Judgement.of(verification.decide(), Optional.empty()))
        };
    }

    private static ReleaseEvent[] told(String id, String channel, String audience, MessageEvent event, String title) {
        Message message = new Message(
                event,
                NOON,
                "OctoAcme Shop",
                "2.4.0",
                "minor",
                "ROLLED_BACK",
                Optional.of("production"),
                channel,
                title,
                title,
                title,
                List.of());
        return new ReleaseEvent[] {
            new ReleaseEvent.DeliveryPlanned(id, "back", channel, message, List.of(audience)),
            new ReleaseEvent.DeliveryAttempted(id, 1, false),
            new ReleaseEvent.DeliverySettled(id, DeliveryStatus.DELIVERED, Optional.of("HTTP 200"))
        };
    }

    private static void photograph(Page page, String run, String name) {
        Locator shown = page.locator("#run-" + run);
        // Charts are drawn when they come near to what is seen.
        shown.scrollIntoViewIfNeeded();
        assertThat(shown.locator(".rc-chart__canvas canvas")).hasCount(4);
        shown.locator(".rc-chart__canvas canvas").last().scrollIntoViewIfNeeded();
        Window.picture(name, shown);
    }

    @Test
    void showsEachMeasureOfAVerificationThatPassed(Chromium chromium) throws Exception {
        try (RunningBuild running = RunningBuild.start(jenkins)) {
            running.append(Events.started("v1", "postDeployVerify", "production"));
            running.append(measured("v1", 15));
            running.append(Events.passed("v1"));
            Window window = chromium.window(jenkins, "reader", Look.LIGHT_WIDE);
            Page page = window.open(running.page());

            photograph(page, "v1", "verification");
            assertThat(page.locator("#run-v1")).containsText("success rate 100% (15 of 15 samples");
            assertThat(window.faults()).isEmpty();
        }
    }

    @Test
    void leadsFromTheFailureToTheEndOfTheIncident(Chromium chromium) throws Exception {
        RunningBuild release = RunningBuild.start(jenkins);
        RichRecord.rollBack(release, measured("v1", 9));
        release.append(told(
                "m1",
                "on-call-chat",
                "on-call",
                MessageEvent.RELEASE_ROLLED_BACK,
                "OctoAcme Shop 2.4.0 is rolled back in production"));
        release.append(told(
                "m2",
                "stakeholders-mail",
                "stakeholders",
                MessageEvent.RELEASE_ROLLED_BACK,
                "OctoAcme Shop 2.4.0 was rolled back to 2.3.0 in production"));
        release.append(told(
                "m3",
                "support-mail",
                "support",
                MessageEvent.RELEASE_ROLLED_BACK,
                "OctoAcme Shop 2.4.0 was rolled back to 2.3.0 in production"));
        Window window = chromium.window(jenkins, "pm", Look.LIGHT_WIDE);
        Page page = window.open(release.page());
        assertThat(page.locator("#main-panel")).containsText("2.4.0 was rolled back after");
        window.view("rollback-incident");
        photograph(page, "v1", "rollback-verification");
        Locator messages = page.locator("[data-rc-part=deliveries]");
        assertThat(messages).containsText("for on-call");
        Window.picture("rollback-messages", messages);

        button(page.locator("#item-action-items"), "Sign off").click();
        Locator dialog = page.locator("dialog[open]");
        dialog.getByLabel("What needs doing 1").fill("Add a test for timeouts");
        dialog.getByLabel("Owner 1").fill("qa");
        dialog.getByLabel("What needs doing 2").fill("Review the defaults of the payment form");
        assertThat(window.barriers("dialog[open]")).isEmpty();
        Window.picture("rollback-action-items", dialog);

        RichRecord.resolve(release);
        page.reload();
        assertThat(page.locator("#main-panel")).containsText("Root cause: The pool was too small");
        page.evaluate("window.scrollTo(0, 0)");
        window.view("rollback-ended");
        assertThat(window.faults()).isEmpty();
    }
}
