package io.jenkins.plugins.releasechecklist.actions.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.Util;
import hudson.model.FreeStyleProject;
import hudson.model.RunMap;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.People;
import io.jenkins.plugins.releasechecklist.actions.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.actions.RestClient;
import io.jenkins.plugins.releasechecklist.actions.RunningBuild;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseQuery;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleasesPage;
import io.jenkins.plugins.releasechecklist.actions.lists.ReleaseColumn;
import io.jenkins.plugins.releasechecklist.actions.lists.ReleaseEnvironmentsColumn;
import io.jenkins.plugins.releasechecklist.actions.lists.ReleaseStatusColumn;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;

/** The page {@code releases/} of a job, and what hangs below it. */
@InSharedJenkins
class JobReleasesTest {
    private static JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void createJob() throws Exception {
        job = jenkins.createFreeStyleProject("shop");
    }

    @AfterEach
    void deleteJob() throws Exception {
        job._getRuns().purgeCache();
        Util.deleteRecursive(job.getBuildDir());
        job.delete();
    }

    @Test
    void isInTheMenuFromTheFirstReleaseOn() throws Exception {
        assertThat(job.getAction(JobReleases.class).getIconFileName()).isNull();
        assertThat(page("").asNormalizedText()).contains("No releases yet");
        ReleaseHistory.write(job, 1);
        assertThat(job.getAction(JobReleases.class).getIconFileName()).isNotNull();
        HtmlPage main = client("reader").goTo(job.getUrl());
        assertThat((Object) main.getFirstByXPath("//a[contains(@href, '/job/shop/releases')]"))
                .isNotNull();
    }

    @Test
    void isForWhoMayReadTheJob() throws Exception {
        ReleaseHistory.write(job, 3);
        for (String path :
                List.of("releases/", "releases/api/", "releases/api/json", "releases/releases.csv", "releases/chart")) {
            assertThat(RestClient.of(jenkins, "reader").get(job.getUrl() + path).status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(RestClient.of(jenkins, "stranger")
                            .get(job.getUrl() + path)
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void tellsWhatRunsWhereHowWellTheJobReleasesAndEveryRelease() throws Exception {
        ReleaseHistory.write(job, 60);
        HtmlPage page = page("");
        String text = page.asNormalizedText();
        assertThat(text)
                .contains("Environments", "1.59.0", "restored by rollback in #300", "Rolled back")
                .contains("Success metrics", "Deployment frequency", "deployments in 90 days", "Change failure rate")
                .contains("All releases", "1 to 25 of 60", "#300, discarded");
        assertThat(text).contains("Show as table");
        assertThat(page.querySelector(".rc-metric__definition").getTextContent())
                .contains("What it means", "How often you deploy");
    }

    @Test
    void turnsPagesWithoutJavaScript() throws Exception {
        ReleaseHistory.write(job, 60);
        HtmlPage first = page("");
        assertThat(releases(first)).hasSize(25).startsWith("1.60.0").endsWith("1.36.0");
        assertThat(first.getAnchors())
                .noneMatch(anchor -> anchor.asNormalizedText().equals("Newer"));
        HtmlPage second = link(first, "Older").click();
        assertThat(releases(second)).hasSize(25).startsWith("1.35.0").endsWith("1.11.0");
        HtmlPage third = link(second, "Older").click();
        assertThat(releases(third)).hasSize(10).endsWith("1.1.0");
        assertThat(third.getAnchors())
                .noneMatch(anchor -> anchor.asNormalizedText().equals("Older"));
        HtmlPage back = link(third, "Newer").click();
        assertThat(releases(back)).isEqualTo(releases(second));
        HtmlPage begin = link(back, "Newer").click();
        assertThat(releases(begin)).isEqualTo(releases(first));
    }

    @Test
    void filtersByTypeAndStatusAndKeepsThatOverPages() throws Exception {
        ReleaseHistory.write(job, 120);
        HtmlForm form = page("").getFirstByXPath("//form[contains(@class, 'rc-filter')]");
        form.getSelectByName("type").setSelectedAttribute("patch", true);
        form.getSelectByName("status").setSelectedAttribute("RELEASED", true);
        HtmlPage patches = ((HtmlButton) form.getFirstByXPath(".//button")).click();
        assertThat(releases(patches)).hasSize(25).startsWith("1.117.0").doesNotContain("1.120.0", "1.105.0", "1.118.0");
        HtmlPage older = link(patches, "Older").click();
        assertThat(older.getUrl().getQuery()).contains("type=patch", "status=RELEASED");
        assertThat(page("?status=FAILED").asNormalizedText()).contains("No matching releases.");
        HtmlPage all = link(patches, "Show all").click();
        assertThat(releases(all)).startsWith("1.120.0");
    }

    @Test
    void saysWhatInTheAddressItDoesNotUnderstand() throws Exception {
        ReleaseHistory.write(job, 3);
        RestClient.Reply reply = RestClient.of(jenkins, "reader")
                .get(job.getUrl() + "releases/?type=mnior&status=%3Cb%3E&before=x&days=7");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text())
                .contains("Expected one of patch, minor, major as \"type\", found \"mnior\". Did you mean minor?")
                .contains("found \"&lt;b>\".")
                .contains("Expected a number from 1 to 999999999999999 as \"before\", found \"x\".")
                .contains("Expected one of 30, 90, 365 as \"days\", found \"7\".")
                .contains("1 to 3 of 3")
                .doesNotContain("Exception");
    }

    @Test
    void answersProgramsPageByPage() throws Exception {
        ReleaseHistory.write(job, 120);
        JsonNode first = json("");
        assertThat(first.path("total").asInt()).isEqualTo(120);
        assertThat(first.path("releases")).hasSize(100);
        assertThat(first.path("next").asInt()).isEqualTo(105);
        JsonNode newest = first.path("releases").get(0);
        assertThat(newest.path("build").asInt()).isEqualTo(600);
        assertThat(newest.path("url").isNull()).isTrue();
        assertThat(newest.path("status").asText()).isEqualTo("ROLLED_BACK");
        assertThat(newest.path("environments").get(1).path("outcome").asText()).isEqualTo("ROLLED_BACK");
        assertThat(newest.path("environments").get(1).path("rolledBackTo").asText())
                .isEqualTo("1.119.0");
        assertThat(first.path("releases").get(1).path("url").asText())
                .isEqualTo(jenkins.getURL() + "job/shop/595/release-checklist/");
        JsonNode production = first.path("environments").get(0);
        assertThat(production.path("name").asText()).isEqualTo("production");
        assertThat(production.path("version").asText()).isEqualTo("1.119.0");
        assertThat(production.path("broughtBackBy").asInt()).isEqualTo(600);

        JsonNode next = json("?before=105");
        assertThat(builds(next)).hasSize(20).startsWith(100).endsWith(5);
        assertThat(next.path("next").isNull()).isTrue();
        assertThat(builds(json("?limit=2&before=100"))).containsExactly(95, 90);
        assertThat(builds(json("?limit=1000"))).hasSize(120);
        assertThat(json("?type=patch&status=released").path("total").asInt()).isEqualTo(31);
        assertThat(json("?before=1").path("releases")).isEmpty();
    }

    @Test
    void refusesBadQuestionsOfProgramsWithAMessage() throws Exception {
        ReleaseHistory.write(job, 3);
        for (String bad : List.of(
                "limit=0",
                "limit=1001",
                "limit=x",
                "limit=-1",
                "limit=1e3",
                "limit=99999999999999",
                "before=0",
                "before=1000000000000000",
                "type=huge",
                "status=gone",
                "days=1")) {
            for (String path : List.of("api/json", "releases.csv", "chart")) {
                RestClient.Reply reply =
                        RestClient.of(jenkins, "reader").get(job.getUrl() + "releases/" + path + "?" + bad);
                assertThat(reply.status()).as(path + "?" + bad).isEqualTo(400);
                assertThat(reply.error()).as(path + "?" + bad).startsWith("Expected ");
            }
        }
    }

    @Test
    void exportsATableThatHoldsNoFormula() throws Exception {
        ReleaseHistory.write(job, 2);
        Files.writeString(
                ReleaseHistory.file(job),
                "{\"build\":99,\"name\":\"=1+1\",\"version\":\"@SUM(\\\"a\\\",1)\",\"type\":\"minor\",\"status\":\"RELEASED\","
                        + "\"started\":\"2026-01-01T00:00:00Z\",\"environments\":[],\"discarded\":false}\n",
                StandardOpenOption.APPEND);
        RestClient.Reply reply = RestClient.of(jenkins, "reader").get(job.getUrl() + "releases/releases.csv");
        assertThat(reply.header("Content-Type")).startsWith("text/csv");
        assertThat(reply.header("Content-Disposition")).isEqualTo("attachment; filename=\"shop-releases.csv\"");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        String[] lines = reply.text().split("\r\n");
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).startsWith("build,name,version,type,status,started,ended,released,environments,");
        assertThat(lines[1]).startsWith("99,'=1+1,\"'@SUM(\"\"a\"\",1)\",minor,RELEASED,2026-01-01T00:00:00Z,,,,");
        assertThat(lines[2]).contains("staging: TESTS_PASSED; production: VERIFIED");
        assertThat(RestClient.of(jenkins, "reader")
                        .get(job.getUrl() + "releases/releases.csv?limit=1")
                        .text()
                        .split("\r\n"))
                .hasSize(2);
    }

    @Test
    void drawsOnlyWhatIsThere() throws Exception {
        ReleaseHistory.write(job, 60);
        JsonNode chart = RestClient.of(jenkins, "reader")
                .get(job.getUrl() + "releases/chart?days=30&zone=Europe/Berlin")
                .json();
        assertThat(StreamSupport.stream(chart.path("panels").spliterator(), false)
                        .map(panel -> panel.path("id").asText()))
                .containsExactly("counts", "leadTime", "recovery");
        JsonNode bars = chart.path("panels").get(0).path("bars");
        assertThat(bars.path("names")).hasSameSizeAs(bars.path("good")).hasSameSizeAs(bars.path("failed"));
        assertThat(chart.path("panels")
                        .get(2)
                        .path("points")
                        .path("points")
                        .get(0)
                        .path("failed")
                        .asBoolean())
                .isTrue();
        Files.writeString(
                ReleaseHistory.file(job),
                "{\"build\":1,\"status\":\"REJECTED\",\"started\":\"2026-01-01T00:00:00Z\",\"environments\":[],\"discarded\":false}\n");
        assertThat(RestClient.of(jenkins, "reader")
                        .get(job.getUrl() + "releases/chart")
                        .json()
                        .path("panels"))
                .isEmpty();
        assertThat(page("").asNormalizedText())
                .contains("Not enough data", "Rejected")
                .doesNotContain("Trends");
    }

    @Test
    void showsTextOfPeopleAsText() throws Exception {
        ReleaseHistory.write(job, 1);
        Files.writeString(
                ReleaseHistory.file(job),
                "{\"build\":7,\"name\":\"<script>alert(1)</script>\",\"version\":\"<b>\",\"status\":\"<i>\","
                        + "\"started\":\"2026-01-01T00:00:00Z\",\"environments\":[{\"name\":\"<u>\",\"good\":true,"
                        + "\"deployed\":\"2026-01-01T00:00:00Z\"}],\"discarded\":false}\n");
        job.setDisplayName("<s>shop");
        String html = page("").getWebResponse().getContentAsString();
        assertThat(html)
                .contains("&lt;script>alert(1)", "&lt;b>", "&lt;u>", "&lt;i>", "Releases of &lt;s>shop")
                .doesNotContain("<script>alert", "<b>", "<u>", "<i>", "<s>");
    }

    @Test
    void loadsNoBuildForTwoThousandReleasesAmongTenThousandBuilds() throws Exception {
        job.updateNextBuildNumber(10_001);
        // For any address below a job, Jenkins itself asks its last successful build for actions.
        jenkins.buildAndAssertSuccess(job);
        ReleaseHistory.makeBuilds(job, 10_000);
        ReleaseHistory.write(job, 2_000);
        job._getRuns().purgeCache();
        assertThat(job.getLastBuild().getNumber()).isEqualTo(10_001);
        // Jenkins says so when it cannot load a build, and it can load none of the others.
        LogRecorder loading = new LogRecorder().record(RunMap.class, Level.ALL).capture(10);
        assertThat(json("?limit=1000").path("total").asInt()).isEqualTo(2_000);
        assertThat(RestClient.of(jenkins, "reader")
                        .get(job.getUrl() + "releases/releases.csv")
                        .text()
                        .split("\r\n"))
                .hasSize(2_001);
        assertThat(RestClient.of(jenkins, "reader")
                        .get(job.getUrl() + "releases/chart?days=365")
                        .status())
                .isEqualTo(200);
        assertThat(releases(page(""))).hasSize(25);
        assertThat(page("?type=patch&before=5000&days=365").asNormalizedText()).contains("of 666");
        assertThat(new ReleaseColumn().cell(job).version()).isEqualTo("1.2000.0");
        assertThat(new ReleaseStatusColumn().status(job).text()).isEqualTo("Rolled back");
        assertThat(new ReleaseEnvironmentsColumn().cell(job).there()).hasSize(2);
        assertThat(loading.getMessages()).isEmpty();
        assertThat(job.getBuildByNumber(10_000)).isNull();
        assertThat(loading.getMessages()).isNotEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheIndex() throws Exception {
        try (RunningBuild running = RunningBuild.start(jenkins)) {
            FreeStyleProject other = running.build().getProject();
            running.end();
            await().until(() -> line(other).ended().isPresent());
            Files.delete(ReleaseHistory.file(other));
            // The record of the build, which the index is made from, cannot be had for the moment.
            synchronized (running.build().getAction(RecordPointer.class)) {
                assertThat(state(other)).contains("is missing. It is being rebuilt from the records");
                RestClient.Reply reply = RestClient.of(jenkins, "reader").get(other.getUrl() + "releases/api/json");
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.header("Retry-After")).isEqualTo("5");
                assertThat(reply.error()).contains("is being rebuilt");
            }
            assertThat(state(other)).isEmpty();
            Files.writeString(ReleaseHistory.file(other), "no JSON\n");
            synchronized (running.build().getAction(RecordPointer.class)) {
                assertThat(state(other)).contains("is damaged. It is being rebuilt");
            }
            assertThat(state(other)).isEmpty();
            Files.delete(ReleaseHistory.file(other));
            Files.createDirectory(ReleaseHistory.file(other));
            assertThat(state(other)).contains("Cannot read");
            other.delete();
        }
    }

    private static ReleaseLine line(FreeStyleProject job) throws IOException {
        return ReleaseIndexStore.read(job).find(History.build(1)).orElseThrow();
    }

    private static String state(FreeStyleProject job) {
        return ReleasesPage.of(job, ReleaseQuery.of(name -> null), Instant.now(), ZoneOffset.UTC, Locale.ENGLISH)
                .state();
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withBasicApiToken(user);
        client.setJavaScriptEnabled(false);
        return client;
    }

    private HtmlPage page(String query) throws Exception {
        return client("reader").goTo(job.getUrl() + "releases/" + query);
    }

    private JsonNode json(String query) throws Exception {
        RestClient.Reply reply = RestClient.of(jenkins, "reader").get(job.getUrl() + "releases/api/json" + query);
        assertThat(reply.status()).as(query).isEqualTo(200);
        return reply.json();
    }

    private static List<Integer> builds(JsonNode answer) {
        List<Integer> builds = new ArrayList<>();
        answer.path("releases")
                .forEach(release -> builds.add(release.path("build").asInt()));
        return builds;
    }

    private static List<String> releases(HtmlPage page) {
        return page.getByXPath("//table[contains(@class, 'rc-releases')]//*[contains(@class, 'rc-release')]").stream()
                .map(element -> ((DomElement) element).asNormalizedText())
                .filter(text -> text.startsWith("1."))
                .toList();
    }

    private static HtmlAnchor link(HtmlPage page, String text) {
        return page.getAnchors().stream()
                .filter(anchor -> anchor.asNormalizedText().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
