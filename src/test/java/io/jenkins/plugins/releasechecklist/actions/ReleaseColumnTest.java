package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.ListView;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.builds.RecordPointer;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Lists of jobs and of builds show where releases stand. */
@InSharedJenkins
class ReleaseColumnTest {
    private static JenkinsRule jenkins;
    private static ListView view;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) throws Exception {
        jenkins = rule;
        People.moveIn(rule);
        view = new ListView("releases");
        view.setIncludeRegex(".*");
        view.getColumns().add(new ReleaseColumn());
        jenkins.jenkins.addView(view);
    }

    @BeforeEach
    void openGate() throws Exception {
        running = RunningBuild.start(jenkins);
        running.append(Events.gate("production", Events.QA));
    }

    @AfterEach
    void deleteBuild() throws Exception {
        running.close();
        running.build().getProject().delete();
    }

    @Test
    void showsTheReleaseOfTheLastBuildAndWhoseDecisionItNeeds() throws Exception {
        String row = row("qa").asXml();
        assertThat(row).contains("Release 2.4.0: Waiting for a decision", "waits for you", "#gate-production");
        assertThat(row("reader").asNormalizedText())
                .contains("Release 2.4.0: Waiting for a decision")
                .doesNotContain("waits for you");
    }

    @Test
    void isEmptyForAJobWithoutARelease() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("plain");
        assertThat(new ReleaseColumn().cell(job)).isEqualTo(ReleaseColumn.Cell.EMPTY);
        jenkins.buildAndAssertSuccess(job);
        assertThat(new ReleaseColumn().cell(job)).isEqualTo(ReleaseColumn.Cell.EMPTY);
        assertThat(jenkins.createWebClient()
                        .withBasicApiToken("qa")
                        .goTo("view/releases")
                        .getElementById("job_plain"))
                .isNotNull();
        job.delete();
    }

    @Test
    void isOfferedAndNotThereByItself() {
        assertThat(new ReleaseColumn().getColumnCaption()).isEqualTo("Release");
        assertThat(new ListView("fresh").getColumns().get(ReleaseColumn.class)).isNull();
    }

    @Test
    void theBuildHistoryHasABadgeWithWords() {
        Run<?, ?> run = running.build();
        assertThat(run.getBadgeActions()).hasSize(1);
        ReleaseBadge badge = (ReleaseBadge) run.getBadgeActions().get(0);
        assertThat(badge.getText()).isEqualTo("Release 2.4.0: Waiting for a decision");
        assertThat(badge.getPage()).isEqualTo(running.page());
    }

    @Test
    void theBadgeIsOnThePageOfTheJob() throws Exception {
        HtmlPage page = jenkins.createWebClient()
                .withBasicApiToken("reader")
                .goTo(running.build().getProject().getUrl());
        DomElement badge = page.getFirstByXPath(
                "//a[contains(@href, '/" + running.page() + "')][.//*[contains(text(), 'Release 2.4.0')]]");
        assertThat(badge).isNotNull();
    }

    @Test
    void aBuildWithoutARecordHasNoBadge() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("bare");
        assertThat(jenkins.buildAndAssertSuccess(job).getBadgeActions()).isEmpty();
        var build = jenkins.buildAndAssertSuccess(job);
        build.addAction(new RecordPointer());
        assertThat(build.getBadgeActions()).isEmpty();
        job.delete();
    }

    private DomElement row(String user) throws Exception {
        HtmlPage page = jenkins.createWebClient().withBasicApiToken(user).goTo("view/releases");
        return page.getElementById("job_" + running.build().getProject().getName());
    }
}
