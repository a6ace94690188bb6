package io.jenkins.plugins.releasechecklist.actions.lists;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.ListView;
import hudson.model.Run;
import hudson.views.ListViewColumn;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.Events;
import io.jenkins.plugins.releasechecklist.actions.People;
import io.jenkins.plugins.releasechecklist.actions.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.actions.RunningBuild;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
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
        view.getColumns().add(new ReleaseStatusColumn());
        view.getColumns().add(new ReleaseEnvironmentsColumn());
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
        assertThat(row).contains("2.4.0", "Waiting for a decision", "open for you in 2.4.0", "#gate-production");
        assertThat(row("reader").asNormalizedText())
                .contains("2.4.0", "Waiting for a decision")
                .doesNotContain("open for you");
    }

    @Test
    void isEmptyForAJobWithoutARelease() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("plain");
        assertThat(new ReleaseColumn().cell(job)).isEqualTo(new ReleaseColumn.Cell("", "", "", "", ""));
        jenkins.buildAndAssertSuccess(job);
        assertThat(new ReleaseColumn().cell(job)).isEqualTo(new ReleaseColumn.Cell("", "", "", "", ""));
        assertThat(new ReleaseStatusColumn().status(job)).isEqualTo(StatusView.NONE);
        assertThat(new ReleaseEnvironmentsColumn().cell(job)).isEqualTo(ReleaseEnvironmentsColumn.Cell.EMPTY);
        assertThat(ReleaseHistory.file(job)).doesNotExist();
        assertThat(jenkins.createWebClient()
                        .withBasicApiToken("qa")
                        .goTo("view/releases")
                        .getElementById("job_plain"))
                .isNotNull();
        job.delete();
    }

    @Test
    void isOfferedAndNotThereByItself() {
        assertThat(new ReleaseColumn().getColumnCaption()).isEqualTo("Last release");
        assertThat(new ReleaseStatusColumn().getColumnCaption()).isEqualTo("Release status");
        assertThat(new ReleaseEnvironmentsColumn().getColumnCaption()).isEqualTo("Environments");
        for (Class<? extends ListViewColumn> column :
                List.of(ReleaseColumn.class, ReleaseStatusColumn.class, ReleaseEnvironmentsColumn.class)) {
            assertThat(new ListView("fresh").getColumns().get(column)).isNull();
        }
        assertThat(symbol(new ReleaseColumn())).isEqualTo("releaseColumn");
        assertThat(symbol(new ReleaseStatusColumn())).isEqualTo("releaseStatusColumn");
        assertThat(symbol(new ReleaseEnvironmentsColumn())).isEqualTo("releaseEnvironmentsColumn");
    }

    private static String symbol(ListViewColumn column) {
        return SymbolLookup.getSymbolValue(column).iterator().next();
    }

    @Test
    void tellsWhatRunsWhereAndSortsByVersionAsPeopleDo() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("deployed");
        ReleaseHistory.write(job, 19);
        assertThat(new ReleaseEnvironmentsColumn().cell(job).there())
                .containsExactly(
                        new ReleaseEnvironmentsColumn.There("production", "1.19.0", false),
                        new ReleaseEnvironmentsColumn.There("staging", "1.19.0", false));
        DomElement row = jenkins.createWebClient()
                .withBasicApiToken("reader")
                .goTo("view/releases")
                .getElementById("job_deployed");
        assertThat(row.asNormalizedText()).contains("Released", "production: 1.19.0", "staging: 1.19.0");
        assertThat(row.asXml()).contains("job/deployed/95/release-checklist/", "job/deployed/releases/");
        ReleaseColumn.Cell newer = new ReleaseColumn().cell(job);
        ReleaseHistory.write(job, 9);
        ReleaseColumn.Cell older = new ReleaseColumn().cell(job);
        assertThat(older.version()).isEqualTo("1.9.0");
        assertThat(older.order()).isLessThan(newer.order());
        job.delete();
    }

    @Test
    void areMadeByCodeAndKeptInTheView() throws Exception {
        ListView kept = (ListView) Jenkins.XSTREAM2.fromXML(Jenkins.XSTREAM2.toXML(view));
        for (Class<? extends ListViewColumn> column :
                List.of(ReleaseColumn.class, ReleaseStatusColumn.class, ReleaseEnvironmentsColumn.class)) {
            assertThat(new DescribableModel<>(column).instantiate(Map.of())).isInstanceOf(column);
            assertThat(kept.getColumns().get(column)).isNotNull();
        }
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

    @Test
    void isReadFromAViewThatNamesItByItsEarlierPackage() {
        for (String column : List.of("ReleaseColumn", "ReleaseEnvironmentsColumn", "ReleaseStatusColumn")) {
            Object read = Jenkins.XSTREAM2.fromXML("<io.jenkins.plugins.releasechecklist.actions." + column + "/>");

            assertThat(read.getClass().getSimpleName()).isEqualTo(column);
        }
    }
}
