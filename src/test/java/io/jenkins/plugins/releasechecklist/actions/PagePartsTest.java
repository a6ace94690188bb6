package io.jenkins.plugins.releasechecklist.actions;

import static io.jenkins.plugins.releasechecklist.actions.Shown.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the page of a release sends when it is asked again, and what its readers share. */
@InSharedJenkins
class PagePartsTest {
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
        running.append(Events.gate("production", Events.QA), Events.started("v1", "postDeployVerify", "production"));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    private HtmlPage content(String user, String known) throws Exception {
        return content(Shown.by(jenkins, user), known);
    }

    /** Forms hold something of the session. */
    private HtmlPage content(JenkinsRule.WebClient session, String known) throws Exception {
        return session.goTo(running.page() + "content?known=" + URLEncoder.encode(known, StandardCharsets.UTF_8));
    }

    private static String known(HtmlPage page) {
        return page.getElementById("rc-known").getAttribute("data-known");
    }

    private static List<String> parts(HtmlPage page) {
        return page.querySelectorAll("[data-rc-part]").stream()
                .map(part -> ((DomElement) part).getAttribute("data-rc-part"))
                .toList();
    }

    @Test
    void sendsNothingThatTheReaderKnows() throws Exception {
        for (String user : List.of("reader", "qa")) {
            JenkinsRule.WebClient session = jenkins.createWebClient().login(user);
            session.getOptions().setJavaScriptEnabled(false);
            HtmlPage first = content(session, "");
            assertThat(parts(first)).contains("header", "your-part", "gates", "checklist", "run-v1", "timeline");
            HtmlPage again = content(session, known(first));
            assertThat(parts(again)).as(user).isEmpty();
            assertThat(known(again)).isEqualTo(known(first));
        }
    }

    @Test
    void sendsThePartsThatChanged() throws Exception {
        for (String user : List.of("reader", "qa")) {
            JenkinsRule.WebClient session = jenkins.createWebClient().login(user);
            session.getOptions().setJavaScriptEnabled(false);
            String known = known(content(session, ""));
            running.append(Events.samples("v1", Events.sample("health", 1, 70, "")));
            HtmlPage page = content(session, known);
            assertThat(parts(page))
                    .as(user)
                    .contains("run-v1", "timeline")
                    .doesNotContain("gates", "checklist", "notes");
        }
    }

    @Test
    void sendsAllWhenWhatIsKnownMeansNothing() throws Exception {
        assertThat(parts(content("reader", "header:1 nonsense \" gates")))
                .contains("header", "gates", "checklist", "timeline");
    }

    @Test
    void doesNotShareWhatOthersMayDo() throws Exception {
        for (int round = 0; round < 2; round++) {
            assertThat(content("qa", "").querySelectorAll("#gate-production form, #checklist form"))
                    .isNotEmpty();
            assertThat(content("reader", "").querySelectorAll("form")).isEmpty();
            assertThat(content("qa-reader", "").querySelectorAll("form")).isEmpty();
            assertThat(text(content("boss", ""), "#gate-production")).contains("Override");
        }
        assertThat(text(content("qa-reader", ""), "#your-part")).contains("qa");
        assertThat(text(content("reader", ""), "#your-part")).doesNotContain("qa");
    }

    @Test
    void doesNotShareWhatOneBuildShowsWithAnother() throws Exception {
        try (RunningBuild other = RunningBuild.start(
                jenkins,
                "other",
                RunningBuild.details("Warehouse", running.build().getParent().getName()))) {
            assertThat(other.record().state().seq()).isPositive();
            other.append(Events.gate("production", Events.QA), Events.started("v1", "postDeployVerify", "production"));
            assertThat(text(content("reader", ""), "#rc-header")).contains("OctoAcme Shop");
            assertThat(text(Shown.by(jenkins, "reader").goTo(other.page() + "content"), "#rc-header"))
                    .contains("Warehouse");
        }
    }

    @Test
    void readsTheTitleOfARoleAsItIsConfiguredNow() throws Exception {
        assertThat(text(content("reader", ""), "#gate-production")).doesNotContain("Quality people");
        Role role = ReleaseChecklistConfiguration.get().getRoles().stream()
                .filter(one -> one.getName().equals("qa"))
                .findFirst()
                .orElseThrow();
        role.setTitle("Quality people");
        ReleaseChecklistConfiguration.get().save();
        try {
            assertThat(text(content("reader", ""), "#gate-production")).contains("Quality people");
        } finally {
            role.setTitle("");
            ReleaseChecklistConfiguration.get().save();
        }
    }

    @Test
    void makesASectionAnewWhenAnythingThatItSaysIsAnotherThing() throws Exception {
        assertThat(text(content("reader", ""), "#item-deploy-production")).contains("Open");
        running.append(new ReleaseEvent.ItemMarked(
                "deploy-production", ItemStatus.FAILED, Optional.of("Out of disk space"), List.of()));
        HtmlPage failed = content("reader", "");
        assertThat(text(failed, "#item-deploy-production")).contains("Failed", "Out of disk space");
        assertThat(text(failed, "#item-announcement")).contains("Open");
        running.append(Events.settled("production", GateStatus.NO_GO, "Not today"));
        running.end();
        assertThat(text(content("reader", ""), "#item-announcement")).contains("Not reached");
    }
}
