package io.jenkins.plugins.releasechecklist.actions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;

/** What other criteria would have said about a verification, on a page for everybody who may read the build. */
@InSharedJenkins
class BacktestPageTest {
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

    private HtmlPage open(String path) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        client.setThrowExceptionOnFailingStatusCode(false);
        return client.withBasicApiToken("reader").goTo(running.page() + path);
    }

    private static HtmlPage judge(HtmlPage page, String field, String pass) throws Exception {
        HtmlForm form = page.getFormByName("backtest");
        form.getInputByName("pass." + field).setValue(pass);
        return (HtmlPage) ((HtmlButton) form.querySelector("button")).click();
    }

    private static List<String> rows(HtmlPage page) {
        return page.querySelectorAll("#main-panel tbody tr").stream()
                .map(row -> row.querySelectorAll("td").stream()
                        .map(BacktestPageTest::text)
                        .collect(Collectors.joining(" | ")))
                .toList();
    }

    private static String text(DomNode node) {
        return node.getTextContent().replaceAll("\\s+", " ").strip();
    }

    @Test
    void beginsWithTheCriteriaThatWereJudgedBy() throws Exception {
        HtmlPage page = open("").getAnchorByHref("verifications/v1/backtest").click();
        HtmlForm form = page.getFormByName("backtest");
        assertThat(form.getInputByName("pass.successRate").getValue()).isEqualTo(">= 99%");
        assertThat(form.getInputByName("pass.p50").getValue()).isEqualTo("no worse than baseline by 10%");
        assertThat(form.getInputByName("pass.p95").getValue()).isEmpty();
        assertThat(form.getInputByName("pass.errors").getValue()).isEqualTo("<= 0.01");
        assertThat(rows(page)).isEmpty();
        assertThat(page.getAnchorByText("Back to the release").getHrefAttribute())
                .isEqualTo("../../#run-v1");
    }

    @Test
    void tellsVerdictAndWhyBesideWhatWasSaidAndChangesNothing() throws Exception {
        long events = running.record().state().seq();
        HtmlPage same = judge(open("verifications/v1/backtest"), "p99", "");
        assertThat(rows(same).get(0)).startsWith("These | Fail | p50 is worse (no worse than baseline by 10%)");
        HtmlPage forgiving = judge(same, "p50", "no worse than baseline by 60%");
        assertThat(rows(forgiving)).hasSize(2);
        assertThat(rows(forgiving).get(0))
                .startsWith("These | Pass | success rate 100%")
                .contains("p50 is as demanded (no worse than baseline by 60%)", "errors was 0.005 on average");
        assertThat(rows(forgiving).get(1)).isEqualTo("What was said | Fail | p50 is worse");
        HtmlPage stricter = judge(forgiving, "errors", "<= 0.001");
        assertThat(rows(stricter).get(0)).startsWith("These | Fail | errors was 0.005");
        assertThat(rows(judge(stricter, "errors", "")).get(0)).startsWith("These | Pass");
        assertThat(running.record().state().seq()).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p95 | < | expected",
                "p95 | <= 3% | p95: expected < or <= and a duration, found '<= 3%'",
                "successRate | > 100% | successRate: expected what can be reached with 100%, found '> 100%'",
                "errors | no worse than stabel | expected the other metric of 'no worse than stabel'",
                "errors | <script>alert(1)</script> | expected a percentage, a duration, a number or baseline in column 2"
            })
    void saysWhatIsWrongWithACriterionAndKeepsIt(String name, String pass, String problem) throws Exception {
        HtmlPage page = judge(open("verifications/v1/backtest"), name, pass);
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(200);
        assertThat(text(page.getElementById("main-panel"))).contains(problem);
        assertThat(page.getFormByName("backtest").getInputByName("pass." + name).getValue())
                .isEqualTo(pass);
        assertThat(rows(page)).isEmpty();
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain("<script>alert");
    }

    @Test
    void isThereForJudgedVerificationsAloneAndForThoseWhoMayRead() throws Exception {
        running.append(Events.started("v2", "postDeployVerify", "production"));
        running.append(Events.verification("v2"));
        running.append(Events.started("b1", "baseline", "production"));
        for (String run : List.of("v2", "b1", "nothing")) {
            assertThat(RestClient.of(jenkins, "reader")
                            .get(running.page() + "verifications/" + run + "/backtest")
                            .status())
                    .as(run)
                    .isEqualTo(404);
        }
        assertThat(RestClient.of(jenkins, "stranger")
                        .get(running.page() + "verifications/v1/backtest?pass.p95=" + URLEncoder.encode("<= 1s", UTF_8))
                        .status())
                .isIn(403, 404);
    }
}
