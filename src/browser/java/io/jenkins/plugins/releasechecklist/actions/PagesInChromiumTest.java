package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.sun.net.httpserver.HttpServer;
import hudson.model.FreeStyleProject;
import hudson.model.ListView;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.lists.ReleaseColumn;
import io.jenkins.plugins.releasechecklist.actions.lists.ReleaseEnvironmentsColumn;
import io.jenkins.plugins.releasechecklist.actions.lists.ReleaseStatusColumn;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.report.LiveReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Every page of the plugin, light and dark, on a phone and on a wide screen: without barriers for anybody, and under the
 * Content-Security-Policy of Jenkins. Of pages that are not ours, what is ours of them.
 */
@InSharedJenkins
@InChromium
class PagesInChromiumTest {
    private static final String WHOLE_PAGE = "#main-panel";
    private static final String OUR_COLUMNS = "#job_history td:nth-last-child(-n + 3)";

    private static final String TEMPLATE = """
            title: ACME release guide
            releasedBy: deploy
            sections:
              - id: deployment
                title: Deployment
                items:
                  - id: deploy
                    title: Deploy to production
                    owners: [devops]
                    signOff: {anyOf: [devops]}
            """;

    private static JenkinsRule jenkins;
    private static RunningBuild running;
    private static RunningBuild ungated;
    private static RunningBuild rolledBack;
    private static RunningBuild resolved;
    private static FreeStyleProject shop;

    @BeforeAll
    static void release(JenkinsRule rule) throws Exception {
        jenkins = rule;
        People.moveIn(rule);
        // These end before others take the two executors.
        rolledBack = RunningBuild.start(rule);
        RichRecord.rollBack(rolledBack);
        resolved = RunningBuild.start(rule);
        RichRecord.rollBack(resolved);
        RichRecord.resolve(resolved);
        running = RunningBuild.start(rule);
        RichRecord.fill(running);
        ungated = RunningBuild.start(rule);
        ungated.append(
                Actor.SYSTEM,
                new ReleaseEvent.DeployedWithoutGo(
                        "live",
                        Optional.of("deploy-live"),
                        Optional.empty(),
                        Phrase.plain("this build has opened no gate for the environment live")));
        ProtectedEnvironment live = new ProtectedEnvironment("live*");
        live.setApprovals(List.of(new RequiredApproval("qa"), new RequiredApproval("product-manager")));
        live.setForbidSelfApproval(true);
        live.setRequires(List.of("pre-release"));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(live));
        ReleaseChecklistConfiguration.get().setTemplates(List.of(new ChecklistTemplate("acme", TEMPLATE)));
        shop = rule.createFreeStyleProject("history");
        ReleaseHistory.write(shop, 60);
        ListView view = new ListView("releases");
        view.setIncludeRegex(".*");
        view.getColumns().add(new ReleaseColumn());
        view.getColumns().add(new ReleaseStatusColumn());
        view.getColumns().add(new ReleaseEnvironmentsColumn());
        rule.jenkins.addView(view);
    }

    @AfterAll
    static void end() throws Exception {
        running.close();
        ungated.close();
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        ReleaseChecklistConfiguration.get().setTemplates(List.of());
    }

    @ParameterizedTest
    @EnumSource
    void showTheRelease(Look look, Chromium chromium) throws Exception {
        isFine(chromium.window(jenkins, "pm", look), look, "release", running.page(), WHOLE_PAGE);
    }

    @ParameterizedTest
    @EnumSource
    void showTheReleaseOnTheMainPageOfItsBuild(Look look, Chromium chromium) throws Exception {
        isFine(
                chromium.window(jenkins, "pm", look),
                look,
                "build",
                running.build().getUrl(),
                ".rc-summary");
    }

    @ParameterizedTest
    @EnumSource
    void showADeploymentWithoutAGoInRed(Look look, Chromium chromium) throws Exception {
        Window window = chromium.window(jenkins, "pm", look);
        isFine(window, look, "without-go", ungated.page(), WHOLE_PAGE);
        String job = ungated.build().getProject().getUrl();
        isFine(window, look, "without-go-releases", job + "releases/", WHOLE_PAGE);
    }

    @ParameterizedTest
    @EnumSource
    void showARollbackAndHowItsIncidentEnded(Look look, Chromium chromium) throws Exception {
        Window window = chromium.window(jenkins, "devops", look);
        isFine(window, look, "rolled-back", rolledBack.page(), WHOLE_PAGE);
        isFine(window, look, "rolled-back-build", rolledBack.build().getUrl(), ".rc-summary");
        isFine(window, look, "resolved", resolved.page(), WHOLE_PAGE);
    }

    @ParameterizedTest
    @EnumSource
    void showWhatProtectsTheEnvironments(Look look, Chromium chromium) throws Exception {
        String question = "?job=" + ungated.build().getProject().getName() + "&environment=live&user=pm&version=2.4.1";
        isFine(
                chromium.window(jenkins, "admin", look),
                look,
                "environments",
                "manage/release-environments/" + question,
                WHOLE_PAGE);
    }

    @ParameterizedTest
    @EnumSource
    void showWhatWaitsForSomebody(Look look, Chromium chromium) throws Exception {
        Window window = chromium.window(jenkins, "pm", look);
        isFine(window, look, "approvals", "release-approvals/", WHOLE_PAGE);
        if (look == Look.LIGHT_WIDE) {
            window.picture("approver-approvals");
        }
    }

    @ParameterizedTest
    @EnumSource
    void showWhatRunsWhere(Look look, Chromium chromium) throws Exception {
        isFine(chromium.window(jenkins, "pm", look), look, "board", "release-board/", WHOLE_PAGE);
    }

    @ParameterizedTest
    @EnumSource
    void showTheReleasesOfAJob(Look look, Chromium chromium) throws Exception {
        isFine(chromium.window(jenkins, "pm", look), look, "releases", shop.getUrl() + "releases/", WHOLE_PAGE);
    }

    @ParameterizedTest
    @EnumSource
    void showReleasesInAListOfJobs(Look look, Chromium chromium) throws Exception {
        isFine(chromium.window(jenkins, "pm", look), look, "list", "view/releases/", OUR_COLUMNS);
    }

    @ParameterizedTest
    @EnumSource
    void tellProgramsHowToAsk(Look look, Chromium chromium) throws Exception {
        Window window = chromium.window(jenkins, "pm", look);
        isFine(window, look, "release-api", running.page() + "api/", WHOLE_PAGE);
        isFine(window, look, "releases-api", shop.getUrl() + "releases/api/", WHOLE_PAGE);
        isFine(window, look, "approvals-api", "release-approvals/api/", WHOLE_PAGE);
    }

    @ParameterizedTest
    @EnumSource
    void showTheConfiguration(Look look, Chromium chromium) throws Exception {
        Window window = chromium.window(jenkins, "admin", look);
        // Jenkins itself draws the fields, and says of none of them what it is: that cannot be mended from here.
        isFine(window, look, "configuration", "manage/release-checklist/", ".rc-row");
        window.page().locator(".rc-row > summary").evaluateAll("rows => rows.forEach(row => row.click())");
        picture(window, look, "configuration-open");
        assertThat(window.faults()).isEmpty();
        assertThat(window.fitsInWidth()).as("fits").isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void reportOnAReleaseInOneFile(Look look, Chromium chromium) throws Exception {
        Window window = chromium.window(jenkins, look);
        window.page().setContent(ReleaseReport.of(running.record()).as(ReportFormat.HTML));
        looksFine(window, look, "report", "body");
    }

    @Test
    void answersALiveReportInTheNameOfItsPage(Chromium chromium) throws Exception {
        LiveReport live = new LiveReport(Optional.of(new LiveReport.Question("1", "As qa: go?", "Go", "No-go")), false);
        byte[] report = live.page(ReleaseReport.of(running.record())).getBytes(StandardCharsets.UTF_8);
        BlockingQueue<String> origins = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                origins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Origin")));
            }
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
            exchange.sendResponseHeaders(200, report.length);
            exchange.getResponseBody().write(report);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            Page page = chromium.window(jenkins, Look.LIGHT_WIDE).page();
            page.navigate(address + "/");
            ShownRelease.button(page.locator(".asked"), "Go").click();
            assertThat(origins.poll(30, TimeUnit.SECONDS)).isEqualTo(address);
        } finally {
            server.stop(0);
        }
    }

    private static void isFine(Window window, Look look, String name, String path, String ours) {
        open(window, path);
        looksFine(window, look, name, ours);
    }

    private static void open(Window window, String path) {
        Response response = window.page().navigate(path);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headerValue("Content-Security-Policy")).contains("script-src");
    }

    private static void looksFine(Window window, Look look, String name, String ours) {
        picture(window, look, name);
        assertThat(window.barriers(ours)).as("barriers").isEmpty();
        assertThat(window.faults()).as("faults").isEmpty();
        assertThat(window.fitsInWidth()).as("fits").isTrue();
    }

    private static void picture(Window window, Look look, String name) {
        window.picture(name(name, look));
    }

    private static String name(String page, Look look) {
        return page + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
