package io.jenkins.plugins.releasechecklist.actions.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Result;
import hudson.plugins.view.dashboard.Dashboard;
import hudson.plugins.view.dashboard.DashboardPortlet;
import io.jenkins.plugins.releasechecklist.actions.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** One page says what runs where, for all jobs that the reader may see. */
class ReleaseBoardTest extends OneJenkins {
    private static final String DEPLOY = "withChecklistItem('deploy-production') { echo 'out' }\n";
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]\n";

    private static String version(String version) {
        return "releaseChecklist name: 'Shop', version: '" + version + "'\n";
    }

    private static HtmlPage page(JenkinsRule.WebClient web, String query) throws Exception {
        web.getOptions().setJavaScriptEnabled(false);
        return web.goTo("release-board/" + query);
    }

    private static List<String> rows(HtmlPage page) {
        return page.querySelectorAll(".rc-board__table tbody tr").stream()
                .map(DomNode::asNormalizedText)
                .toList();
    }

    private static String row(String query) throws Exception {
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            assertThat(rows(page(web, query))).hasSize(1);
            return rows(page(web, query)).get(0);
        }
    }

    private static WorkflowRun again(WorkflowJob job, Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun run = end(expected, job.scheduleBuild2(0).waitForStart());
        await().until(() -> ReleaseIndexStore.read(job)
                .find(History.build(run.getNumber()))
                .flatMap(ReleaseLine::ended)
                .isPresent());
        return run;
    }

    @Test
    void saysWhatRunsWhereWhatIsAheadAndWhatIsOnItsWay() throws Exception {
        String test = "smokeTest environment: 'staging', checks: [httpCheck(name: 'health', url: '" + shop().url()
                + "/health')]\n";
        WorkflowJob job = job("echo ''");
        again(job, Result.SUCCESS, version("1.0.0") + test + DEPLOY);
        String filter = "?filter=" + job.getName().toUpperCase();
        assertThat(row(filter)).contains("1.0.0", " ago").doesNotContain("ahead of");

        job.setDefinition(new CpsFlowDefinition(version("1.1.0") + test + GATE, true));
        WorkflowRun waiting = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(waiting, "production");
        await().untilAsserted(() ->
                assertThat(row(filter)).contains("1.0.0", "1.1.0", "ahead of production", "production: "));
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            assertThat(page(web, filter).querySelectorAll("a[href$='" + waiting.getUrl() + "release-checklist/']"))
                    .isNotEmpty();
        }
        Releasing.go(waiting, "qa", "production");
        end(Result.SUCCESS, waiting);
    }

    @Test
    void thePageOfAJobShowsItsOwnRow() throws Exception {
        WorkflowJob job = job("echo ''");
        FreeStyleProject other = rule().createFreeStyleProject();
        ReleaseHistory.write(other, 3);
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            web.getOptions().setJavaScriptEnabled(false);
            assertThat(rows(web.getPage(job))).isEmpty();
            again(job, Result.SUCCESS, version("1.0.0") + DEPLOY);
            assertThat(rows(web.getPage(job))).singleElement().asString().contains("1.0.0", " ago");
            assertThat(rows(web.getPage(other))).singleElement().asString().contains("1.3.0");
        }
    }

    @Test
    void tellsAnAttemptThatFailedBesideWhatRunsThere() throws Exception {
        WorkflowJob job = job("echo ''");
        again(job, Result.SUCCESS, version("1.0.0") + DEPLOY);
        again(job, Result.FAILURE, version("1.0.1") + "withChecklistItem('deploy-production') { error 'no disk' }\n");
        assertThat(row("?filter=" + job.getName())).contains("1.0.0", "1.0.1 failed");
    }

    // security.md: S50
    @Test
    void showsOnlyJobsThatTheReaderMayRead() throws Exception {
        WorkflowJob open = job("echo ''");
        WorkflowJob closed = job("echo ''");
        for (Job<?, ?> job : List.of(open, closed)) {
            ReleaseHistory.write(job, 3);
        }
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.READ)
                        .everywhere()
                        .to("reader")
                        .grant(Item.READ)
                        .onItems(open)
                        .to("reader"));
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            String shown = page(web.login("reader"), "").asNormalizedText();
            assertThat(shown).contains(open.getFullDisplayName()).doesNotContain(closed.getFullDisplayName());
        }
    }

    @Test
    void refreshesItselfOnlyWhereAScreenAsksForIt() throws Exception {
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            assertThat(page(web, "").getWebResponse().getResponseHeaderValue("Refresh"))
                    .isNull();
            web.setRefreshHandler((page, url, seconds) -> {});
            assertThat(page(web, "?screen").getWebResponse().getResponseHeaderValue("Refresh"))
                    .isEqualTo("60");
        }
    }

    @Test
    void saysThatNothingMatches() throws Exception {
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            assertThat(page(web, "?filter=%3Cscript%3E").getWebResponse().getContentAsString())
                    .contains("No application with releases has such a name", "value=\"&lt;script&gt;\"")
                    .doesNotContain("\"<script>\"");
        }
    }

    @Test
    void aViewShowsTheReleasesOfItsFolder() throws Exception {
        Folder folder = rule().jenkins.createProject(Folder.class, "shops");
        Folder beside = rule().jenkins.createProject(Folder.class, "shops-too");
        FreeStyleProject released =
                folder.createProject(Folder.class, "eu").createProject(FreeStyleProject.class, "shop-eu");
        ReleaseHistory.write(released, 3);
        folder.createProject(FreeStyleProject.class, "tools");
        ReleaseHistory.write(beside.createProject(FreeStyleProject.class, "foreign"), 3);
        ReleaseBoardView view = new ReleaseBoardView("board");
        folder.addView(view);
        assertThat(view.getItems()).containsExactly(released);
        assertThat(view.contains(released)).isTrue();
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            web.getOptions().setJavaScriptEnabled(false);
            assertThat(rows(web.goTo(view.getUrl()))).singleElement().asString().contains("shop-eu");
        }
        view.setFilter(" EU \u00bb Shop ");
        assertThat(view.getItems()).containsExactly(released);
        view.setFilter("asia");
        assertThat(view.getItems()).isEmpty();
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            web.getOptions().setJavaScriptEnabled(false);
            assertThat(web.goTo(view.getUrl()).asNormalizedText())
                    .contains("No application with releases has such a name");
        }
    }

    @Test
    void aViewKeepsItsFilter() throws Exception {
        ReleaseBoardView view = new ReleaseBoardView("all-boards");
        view.setFilter("shop");
        rule().jenkins.addView(view);
        rule().configRoundtrip(view);
        assertThat(((ReleaseBoardView) rule().jenkins.getView("all-boards")).getFilter())
                .isEqualTo("shop");
        String xml = Items.XSTREAM2.toXML(view);
        assertThat(xml).contains("<filter>shop</filter>").contains(ReleaseBoardView.class.getName());
    }

    @Test
    void aPortletShowsTheReleasesOfItsDashboard() throws Exception {
        WorkflowJob shown = job("echo ''");
        WorkflowJob left = job("echo ''");
        for (Job<?, ?> job : List.of(shown, left)) {
            ReleaseHistory.write(job, 3);
        }
        Dashboard dashboard = new Dashboard("office");
        dashboard.getTopPortlets().add(new ReleaseBoardPortlet("What runs where"));
        rule().jenkins.addView(dashboard);
        dashboard.add(shown);
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            web.getOptions().setJavaScriptEnabled(false);
            HtmlPage page = web.goTo("view/office/");
            assertThat(page.asNormalizedText()).contains("What runs where");
            assertThat(rows(page)).singleElement().asString().contains(shown.getFullDisplayName());
        }
        rule().configRoundtrip(dashboard);
        assertThat(((Dashboard) rule().jenkins.getView("office")).getTopPortlets())
                .singleElement()
                .extracting(DashboardPortlet::getName)
                .isEqualTo("What runs where");
    }
}
