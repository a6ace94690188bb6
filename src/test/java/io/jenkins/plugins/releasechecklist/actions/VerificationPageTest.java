package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.verify.LatencyQuantiles;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the page says of smoke tests and verifications. */
@InSharedJenkins
class VerificationPageTest {
    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void startBuild() throws Exception {
        running = RunningBuild.start(jenkins);
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void showsWhatIsDemandedBesideWhatIsMeasured() throws Exception {
        running.append(Events.started("v1", "postDeployVerify", "production"));
        running.append(Events.verification("v1"));
        HtmlPage page = page();
        assertThat(text(page, "[data-rc-part='run-v1-facts']"))
                .contains("Samples4", "10m, every 15s", "Baseline fromthe release 2.3.1")
                .contains("12:00:15")
                .contains("3 rounds missed");
        List<String> rows = rows(page, "[data-rc-part='run-v1-tables']");
        assertThat(rows.subList(0, 5))
                .containsExactly(
                        "Success rate | | 50% | | | 4",
                        "Latency, p50 | | 70 ms | | | 2",
                        "Latency, p95 | Failing so far | 90 ms | <= baseline + 10% (77 ms) | 70 ms | 2",
                        "Latency, p99 | | 90 ms | | | 2",
                        "errors metric, mean | Failing so far | 0.02 | <= 0.01 | | 1 1 missed");
        assertThat(rows.get(5))
                .startsWith("health timeout 2 failed, the last 2 in a row:")
                .contains("12:01:15", "12:01:30")
                .endsWith(" | Failed | 4 | 50% | 70 ms | 90 ms");
    }

    @Test
    void theChartSaysWhereItsDataAreAndWhatTheyTell() throws Exception {
        running.append(Events.started("v1", "postDeployVerify", "production"));
        assertThat(chart(page()).getAttribute("data-rc-version"))
                .as("nothing to draw")
                .isEmpty();
        running.append(Events.verification("v1"));
        DomElement chart = chart(page());
        assertThat(chart.getAttribute("data-rc-chart")).isEqualTo("verifications/v1/chart");
        assertThat(chart.getAttribute("data-zone")).isNotEmpty();
        String before = chart.getAttribute("data-rc-version");
        assertThat(chart(page()).getAttribute("data-rc-version")).isEqualTo(before);
        running.append(Events.samples("v1", Events.sample("health", 105, 70, "")));
        assertThat(chart(page()).getAttribute("data-rc-version")).isNotEqualTo(before);
    }

    @Test
    void whatIsComparedAsAWholeIsDrawnAndToldInWords() throws Exception {
        running.append(Events.started("v1", "postDeployVerify", "production"));
        running.append(Events.verification("v1"));
        assertThat(text(page(), "[data-rc-part='run-v1-boxes']")).isEmpty();

        running.append(Events.rankedVerification("v2"));
        DomElement figure = page().querySelector("[data-rc-part='run-v2-boxes'] figure");
        assertThat(text(figure))
                .contains(
                        "p50: all values, no worse than baseline by 10%",
                        "Before: 20 values, median 100ms, half of them 95ms to 105ms",
                        "Now: 20 values, median 140ms, half of them 135ms to 145ms");
        assertThat(figure.querySelector("svg")
                        .getAttributes()
                        .getNamedItem("aria-labelledby")
                        .getNodeValue())
                .isEqualTo("compared-v2-1");
    }

    @Test
    void theLibraryThatDrawsIsThere() throws Exception {
        String address = page().getElementById("rc-news").getAttribute("data-rc-echarts");
        String path = address.substring(jenkins.contextPath.length() + 1);
        assertThat(RestClient.of(jenkins, "reader").get(path).status()).isEqualTo(200);
    }

    @Test
    void theMeasurementOfABaselineIsNoVerification() throws Exception {
        running.append(
                Events.started("b1", "baseline", "production"),
                Events.samples("b1", Events.sample("health", 0, 70, "")),
                new ReleaseEvent.BaselineMeasured(
                        "b1", new Measured(Optional.of(1.0), Optional.of(new LatencyQuantiles(60, 70, 80)), List.of())),
                Events.passed("b1"));
        HtmlPage page = page();
        assertThat(text(page, "#run-b1")).contains("Baseline in production", "80 ms");
        assertThat(text(page, "#run-b1")).doesNotContain("Limit", "Outcome");
    }

    @Test
    void theResponseOfAFailedCheckIsTextBehindASummary() throws Exception {
        String response = "HTTP/1.1 503\n\n<script>alert(1)</script>" + "x".repeat(6000);
        running.append(
                Events.started("r1", "smokeTest", "staging"),
                Events.failedCheck("r1", "api", "https://staging.example.com", "found 503", response));
        HtmlPage page = page();
        DomElement details = page.querySelector("#run-r1 details");
        assertThat(details.getId()).startsWith("response-r1-");
        assertThat(details.hasAttribute("open")).isFalse();
        assertThat(page.querySelector("#run-r1 pre").getTextContent()).isEqualTo(response.substring(0, 4000));
        assertThat(page.querySelectorAll("#run-r1 script")).isEmpty();
        assertThat(text(page, "#run-r1")).contains("2,039 more characters are in the record");
    }

    @Test
    void ofManyChecksThoseAreShownThatDidNotPass() throws Exception {
        running.append(Events.started("r1", "smokeTest", "staging"));
        running.append(Events.testReport("r1", 500));
        HtmlPage page = page();
        assertThat(text(page, "#run-r1 .rc-item__facts")).contains("500 of 502 checks passed, 1 failed, 1 skipped");
        assertThat(texts(page, "#run-r1 .rc-card__content > .rc-scroll tbody tr"))
                .singleElement()
                .asString()
                .contains("case 500", "expected 200");
        assertThat(text(page, "#passed-r1 summary")).isEqualTo("Passed: 500");
        assertThat(text(page, "#skipped-r1 summary")).isEqualTo("Skipped: 1");
        assertThat(text(page, "#skipped-r1")).contains("needs a card reader");
        assertThat(page.querySelectorAll("#skipped-r1 .rc-error")).isEmpty();
    }

    @Test
    void aFewChecksAreShownInTheirOrder() throws Exception {
        running.append(Events.started("r1", "smokeTest", "staging"));
        running.append(Events.testReport("r1", 3));
        HtmlPage page = page();
        assertThat(texts(page, "#run-r1 tbody tr")).hasSize(5);
        assertThat(page.getElementById("passed-r1")).isNull();
    }

    private static DomElement chart(HtmlPage page) {
        return page.querySelector("[data-rc-part='run-v1-charts']");
    }

    private HtmlPage page() throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        return client.withBasicApiToken("reader").goTo(running.page());
    }

    private static String text(HtmlPage page, String selector) {
        return text(page.<DomNode>querySelector(selector));
    }

    private static List<String> texts(HtmlPage page, String selector) {
        return page.querySelectorAll(selector).stream()
                .map(VerificationPageTest::text)
                .toList();
    }

    /** The rows of the tables inside an element, with a bar between the cells. */
    private static List<String> rows(HtmlPage page, String selector) {
        return page.querySelectorAll(selector + " tbody tr").stream()
                .map(row -> row.querySelectorAll("td").stream()
                        .map(VerificationPageTest::text)
                        .collect(Collectors.joining(" | "))
                        .replaceAll("\\s+", " "))
                .toList();
    }

    private static String text(DomNode node) {
        return node.getTextContent().replaceAll("\\s+", " ").strip();
    }
}
