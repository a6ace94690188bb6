package io.jenkins.plugins.releasechecklist.actions;

import static io.jenkins.plugins.releasechecklist.actions.Shown.text;
import static io.jenkins.plugins.releasechecklist.actions.Shown.texts;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import hudson.tasks.UserAvatarResolver;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the page of a release says to each of its readers about the decisions. */
@InSharedJenkins
class DecisionsOnPageTest {
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
    void showsWhoVotedByThePictureThatJenkinsHasOrElseByInitials() throws Exception {
        User.getById("qa", true);
        UserAvatarResolver pictures = new UserAvatarResolver() {
            @Override
            public String findAvatarFor(User user, int width, int height) {
                return user.getId().equals("qa") ? "/jenkins/userContent/qa.png?\"" + width : null;
            }
        };
        UserAvatarResolver.all().add(0, pictures);
        try {
            running.append(
                    Events.gate("production", Events.PRODUCT, Events.QA),
                    Events.vote("production", "qa", "qa", Choice.GO, "Checked"),
                    Events.vote("production", "pm", "product-manager", Choice.GO, "Ship it"));
            HtmlPage page = page("reader");
            DomElement picture = page.querySelector("#gate-production .rc-votes img.rc-avatar");
            assertThat(picture.getAttribute("src")).isEqualTo("/jenkins/userContent/qa.png?\"48");
            assertThat(text(page, "#gate-production .rc-votes span.rc-avatar")).isEqualTo("P");
        } finally {
            UserAvatarResolver.all().remove(pictures);
        }
    }

    @Test
    void showsGatesWithVotesAndWhatIsMissing() throws Exception {
        running.append(
                Events.gate("production", Events.PRODUCT, Events.QA),
                Events.vote("production", "qa", "qa", Choice.GO, "Checked with three cards"));
        String gate = text(page("reader"), "#gate-production");
        assertThat(gate)
                .contains("Go / no-go for production")
                .contains("Ship it?")
                .contains("Approval from product-manager or project-manager")
                .contains("Checked with three cards")
                .contains("A single No-go rejects the release.");
    }

    @Test
    void showsInOneListWhatAGateNeeds() throws Exception {
        running.append(
                Events.started("s1", "smokeTest", "staging"),
                Events.check("s1", "health", "https://staging.example.com/health", 84),
                Events.passed("s1"),
                new ReleaseEvent.ItemMarked("rollback-plan", ItemStatus.PASSED, Optional.empty(), List.of()),
                Events.gate(
                        "production",
                        1,
                        "Ship it?",
                        GatePolicyBuilder.of(Events.policy(Events.QA))
                                .requires(List.of("acceptance-criteria", "rollback-plan", "staging-smoke-tests"))
                                .build()));
        assertThat(texts(page("reader"), ".rc-needs li"))
                .satisfiesExactly(
                        tests -> assertThat(tests)
                                .startsWith("Passed:Deploy to staging and run smoke tests1 of 1 checks passed"),
                        criteria -> assertThat(criteria)
                                .isEqualTo("Open:All acceptance criteria met and PRs merged"
                                        + "product-manager or project-manager"),
                        plan -> assertThat(plan)
                                .startsWith("Open:Rollback / mitigation plan documented (what was done does not count"),
                        people -> assertThat(people).isEqualTo("Open:Approval from qa0 of 1"));
        assertThat(page("reader").querySelectorAll(".rc-needs button")).isEmpty();
        assertThat(page("pm").<DomElement>querySelector(".rc-needs button").getAttribute("data-rc-opens"))
                .isEqualTo("sign-acceptance-criteria");
    }

    @Test
    void showsTestsThatTheGateDoesNotAskForAsWell() throws Exception {
        running.append(
                Events.started("s1", "smokeTest", "staging"),
                Events.failedCheck("s1", "db", "db.example.com:5432", "refused"),
                Events.failed("s1", "1 of 1 checks failed"),
                Events.gate("production", Events.QA));
        assertThat(text(page("reader"), ".rc-needs li")).startsWith("Failed:smokeTest-staging0 of 1 checks passed");
        running.append(Events.settled("production", GateStatus.GO, "Everybody agreed"));
        assertThat(texts(page("reader"), ".rc-needs li")).hasSize(1);
    }

    @Test
    void offersToDecideOnlyToWhoMay() throws Exception {
        running.append(Events.gate("production", Events.PRODUCT, Events.QA));
        assertThat(forms(page("pm"))).contains("vote-production");
        assertThat(page("pm").getElementById("sign-acceptance-criteria")).isNotNull();
        assertThat(forms(page("qa"))).contains("vote-production");
        assertThat(page("qa").getElementById("sign-acceptance-criteria")).isNull();
        assertThat(forms(page("boss"))).contains("override-production").doesNotContain("vote-production");
        assertThat(forms(page("reader"))).isEmpty();
        assertThat(text(page("reader"), "#gate-production")).contains("Release Checklist/Approve");
        assertThat(text(page("keen"), "#gate-production")).contains("no role");
        assertThat(page("both").<DomElement>querySelector("#vote-role-production"))
                .isNotNull();
    }

    @Test
    void itemsAboutWhichTheSameCanBeSaidShareAForm() throws Exception {
        HtmlPage page = page("pm");
        List<String> named = page.querySelectorAll("[data-rc-item]").stream()
                .map(button -> ((DomElement) button).getAttribute("data-rc-opens"))
                .toList();
        assertThat(named).hasSizeGreaterThan(new HashSet<>(named).size());
        assertThat(forms(page).stream().filter(named::contains))
                .doesNotHaveDuplicates()
                .containsAll(named);
    }

    @Test
    void callsRolesByTheirTitles() throws Exception {
        running.append(Events.gate("production", Events.PRODUCT, Events.QA));
        Role product = ReleaseChecklistConfiguration.get().getRoles().get(0);
        product.setTitle("Product manager");
        try {
            HtmlPage page = page("pm");
            assertThat(text(page, "#gate-production"))
                    .contains("Approval from Product manager or project-manager")
                    .contains("Voting as Product manager.");
            assertThat(text(page, "#your-part")).contains("Product manager");
        } finally {
            product.setTitle("");
        }
    }

    @Test
    void showsTheReadersPart() throws Exception {
        assertThat(text(page("qa"), "#your-part"))
                .contains("Verify critical user flows")
                .contains("Sign off: Smoke tests prepared");
        running.append(
                new ReleaseEvent.ItemMarked("smoke-tests-prepared", ItemStatus.PASSED, Optional.empty(), List.of()));
        assertThat(text(page("qa"), "#your-part")).contains("You're all caught up.");
        assertThat(text(page("reader"), "#your-part")).contains("You have no role");
        assertThat(text(page("qa-reader"), "#your-part")).contains("Release Checklist/Approve");

        running.append(Events.gate("production", Events.PRODUCT, Events.QA));
        running.append(Events.plan("handoff: [Runbook, Dashboards]"));
        assertThat(texts(page("qa"), "#your-part .rc-todo li")).containsExactly("Decide: Go / no-go for production");
        assertThat(texts(page("pm"), "#your-part .rc-todo li"))
                .startsWith("Decide: Go / no-go for production", "Sign off: All acceptance criteria met and PRs merged")
                .contains("Write and sign off: Release notes drafted");
        assertThat(texts(page("support"), "#your-part .rc-todo li"))
                .containsExactly("Complete checklist: Complete handoff to Support Engineers (0 of 2)");
        assertThat(page("pm").<DomElement>querySelector("#your-part .rc-todo a").getAttribute("href"))
                .isEqualTo("#gate-production");

        running.append(Events.vote("production", "qa", "qa", Choice.GO, ""));
        assertThat(text(page("qa"), "#your-part")).contains("You're all caught up.");
    }

    @Test
    void saysBeforehandWhatAVoteMeans() throws Exception {
        running.append(Events.gate("production", Events.PRODUCT, Events.QA));
        assertThat(texts(page("pm"), "#means-go-production li"))
                .containsExactly(
                        "Your approval is recorded. Still needed: approval from qa.",
                        "Voting as product-manager.",
                        "You can change your vote while the gate waits. The record keeps both votes.");
        assertThat(text(page("pm"), "#means-no-go-production"))
                .contains("stops the build right away", "can't undo this");
        assertThat(text(page("boss"), "#means-force-production")).contains("without: ", "approval from qa");

        running.append(Events.vote("production", "qa", "qa", Choice.GO, ""));
        assertThat(text(page("pm"), "#means-go-production")).contains("This is the last approval", "can't undo this");
        assertThat(text(page("both"), "#means-go-production")).contains("any of your roles");
    }

    @Test
    void marksVotesThatNoLongerCount() throws Exception {
        running.append(
                Events.gate("production", Events.PRODUCT, Events.QA),
                Events.vote("production", "qa", "qa", Choice.GO, "Fine"),
                Events.vote("production", "qa", "qa", Choice.GO, "Still fine"));
        assertThat(texts(page("reader"), ".rc-votes__overtaken"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("Fine", "replaced by a later vote");
    }

    @Test
    void earlierRoundsOfAGateStayVisible() throws Exception {
        running.append(
                Events.gate("production", Events.QA),
                Events.vote("production", "qa", "qa", Choice.NO_GO, "Vouchers are lost"),
                Events.settled("production", GateStatus.NO_GO, "No-go by qa"),
                Events.gate("production", 2, "And now?", Events.policy(Events.QA)));
        HtmlPage page = page("reader");
        assertThat(page.querySelectorAll("article[id='gate-production']")).hasSize(1);
        assertThat(text(page, "#gate-production")).contains("And now?").contains("Round 2");
        assertThat(text(page, "#gate-production-1")).contains("Round 1: No-go").contains("Vouchers are lost");
    }

    private HtmlPage page(String user) throws Exception {
        return Shown.by(jenkins, user).goTo(running.page());
    }

    private static List<String> forms(HtmlPage page) throws IOException {
        return page.querySelectorAll("#rc-page form").stream()
                .map(form -> ((DomElement) form).getAttribute("name"))
                .toList();
    }
}
