package io.jenkins.plugins.releasechecklist.actions.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.builds.agents.ReleaseEnvironments;
import io.jenkins.plugins.releasechecklist.builds.decision.DryRun;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.config.FolderProtection;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.credentials.ControllerCredentials;
import io.jenkins.plugins.releasechecklist.config.credentials.EnvironmentCredentials;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** What administrators see of the environments that they protect, and what they are told that a gate would ask for. */
class EnvironmentsPageTest extends OneJenkins {
    private static final String PAGE = "manage/release-environments/";
    private static final String GATE = "releaseChecklist name: 'Shop', version: '2.4.0', type: 'minor'\n"
            + "releaseGate environment: 'production', approvals: [devops: 1], timeout: '2h'\n";

    private final ProtectedEnvironment production = new ProtectedEnvironment("prod*");

    @BeforeEach
    void protect() {
        Jenkins.SYSTEM_READ.setEnabled(true);
        production.setApprovals(List.of(new RequiredApproval("qa")));
        production.setForbidSelfApproval(true);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.ADMINISTER)
                        .everywhere()
                        .to("boss")
                        .grant(Jenkins.READ, Jenkins.SYSTEM_READ, Item.READ)
                        .everywhere()
                        .to("auditor")
                        .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                        .everywhere()
                        .to("author"));
    }

    @AfterEach
    void forget() throws Exception {
        Jenkins.SYSTEM_READ.setEnabled(false);
        ExtensionList.lookupSingleton(ControllerCredentials.class).setEnvironments(List.of());
        for (Slave agent :
                rule().jenkins.getNodes().stream().map(Slave.class::cast).toList()) {
            rule().jenkins.removeNode(agent);
        }
    }

    private static HtmlPage page(String user, String query) throws Exception {
        JenkinsRule.WebClient web = rule().createWebClient();
        web.getOptions().setJavaScriptEnabled(false);
        return web.login(user).goTo(PAGE + query);
    }

    private static String text(HtmlPage page, String selector) {
        return page.querySelectorAll(selector).stream()
                .map(node -> node.asNormalizedText())
                .collect(Collectors.joining("\n"));
    }

    private static String query(String job, String user) {
        return "?job=" + job + "&environment=production&user=" + user;
    }

    private static DryRun tried(WorkflowJob job, String user) throws Exception {
        return DryRun.of(job, "production", user, ReleaseType.MINOR, Optional.empty());
    }

    // security.md: S49
    @Test
    void isForThoseWhoMayReadTheSystemConfigurationAndTheDryRunForAdministrators() throws Exception {
        WorkflowJob job = job("echo 'hello'");
        for (String query : List.of("", "calendar.ics", query(job.getFullName(), "qa"))) {
            try (JenkinsRule.WebClient web = rule().createWebClient()) {
                web.setThrowExceptionOnFailingStatusCode(false);
                assertThat(web.goTo(PAGE + query).getUrl().getPath()).endsWith("/login");
                assertThat(web.login("author")
                                .goTo(PAGE + query)
                                .getWebResponse()
                                .getStatusCode())
                        .isEqualTo(403);
            }
        }
        HtmlPage read = page("auditor", query("no-such-job", "no-such-user"));
        assertThat(text(read, ".rc-environment h3")).isEqualTo("prod*");
        assertThat(read.getForms()).noneMatch(form -> form.getAttribute("class").contains("rc-dry-run"));
        assertThat(read.asNormalizedText()).doesNotContain("no-such-job", "no-such-user", "Dry run");
        HtmlPage tried = page("boss", query(job.getFullName(), "qa"));
        assertThat(text(tried, "#rc-dry-run-result h3")).isEqualTo("The gate would open and wait.");
        assertThat(text(page("boss", ""), "#rc-dry-run-result")).isEmpty();
    }

    private static Page calendar(String user, String... known) throws Exception {
        JenkinsRule.WebClient web = rule().createWebClient();
        web.setThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(new URL(rule().getURL(), PAGE + "calendar.ics"));
        for (String tag : known) {
            request.setAdditionalHeader("If-None-Match", tag);
        }
        return web.login(user).getPage(request);
    }

    @Test
    void canBeSubscribedTo() throws Exception {
        production.setWindow("MON-THU 09:00-16:00 Europe/Berlin");
        production.setFreezes(List.of(new FreezePeriod("12-20", "01-04", "Europe/Berlin", "end of the year, <b>")));
        Folder shop = rule().createProject(Folder.class);
        ProtectedEnvironment staging = new ProtectedEnvironment("staging");
        staging.setFreezes(List.of(new FreezePeriod("FRI", "SUN", "UTC", "weekend")));
        FolderProtection protection = new FolderProtection();
        protection.setEnvironments(List.of(staging));
        shop.addProperty(protection);

        assertThat(page("auditor", "").getAnchors())
                .anyMatch(link -> link.getHrefAttribute().endsWith("manage/release-environments/calendar.ics"));
        WebResponse seen = calendar("boss").getWebResponse();
        assertThat(seen.getContentType()).isEqualTo("text/calendar");
        assertThat(seen.getContentAsString())
                .startsWith("BEGIN:VCALENDAR\r\n")
                .contains(
                        "SUMMARY:Deployment window: prod*\r\n",
                        "SUMMARY:Freeze of prod*: end of the year\\, <b>\r\n",
                        "SUMMARY:Freeze of staging: weekend\r\n");
        ProtectedEnvironment other = new ProtectedEnvironment("other");
        other.setCalendar(seen.getContentAsString());
        assertThat(other.toSchedule().freezes()).hasSize(2);

        String tag = seen.getResponseHeaderValue("ETag");
        assertThat(calendar("boss", tag).getWebResponse().getStatusCode()).isEqualTo(304);
        assertThat(calendar("auditor", tag).getWebResponse().getContentAsString())
                .contains("prod*")
                .doesNotContain("staging");
        shop.delete();
    }

    @Test
    void tellsWhatIsTiedToAnEnvironmentAndWhoUsedIt() throws Exception {
        ExtensionList.lookupSingleton(ControllerCredentials.class)
                .setEnvironments(List.of(new EnvironmentCredentials(
                        "prod*",
                        List.of(new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "prod-key", "", Secret.fromString("s3cr3t-of-production"))))));
        Slave agent = rule().createSlave("prod-1", "prod", null);
        agent.getNodeProperties().add(new ReleaseEnvironments(List.of("production")));
        production.setStarters(List.of("devops"));
        production.setApprovals(List.of(new RequiredApproval("qa"), minor("devops")));
        WorkflowRun run = succeed("withChecklistItem('deploy-production') { echo 'deployed' }");
        await().until(() -> !ReleaseIndexStore.read(run.getParent()).ungated().isEmpty());

        String shown = text(page("boss", ""), ".rc-environment");
        assertThat(shown)
                .contains("prod*", "1 approval from qa", "1 approval from devops (minor, major)", "no self-approval")
                .contains("started by someone with the role devops")
                .contains("prod-key", "prod-1")
                .contains(run.getParent().getFullName(), "production, 1 build", "1 deployment without a Go")
                .doesNotContain("s3cr3t-of-production");
        assertThat(text(page("auditor", ""), ".rc-environment"))
                .contains("None that you can see", "prod-1")
                .doesNotContain("prod-key");
    }

    private static RequiredApproval minor(String role) {
        RequiredApproval approval = new RequiredApproval(role);
        approval.setReleaseTypes(List.of("minor", "major"));
        return approval;
    }

    @Test
    void tellsOfRulesOfFoldersThatTheReaderMayConfigure() throws Exception {
        Folder folder = rule().createProject(Folder.class, "shop");
        FolderProtection protection = new FolderProtection();
        protection.setEnvironments(List.of(new ProtectedEnvironment("staging")));
        folder.addProperty(protection);
        assertThat(text(page("boss", ""), ".rc-environment h3")).isEqualTo("prod*\nstaging");
        assertThat(text(page("boss", ""), ".rc-environment")).contains("shop");
        assertThat(text(page("auditor", ""), ".rc-environment h3")).isEqualTo("prod*");
        folder.delete();
    }

    @Test
    void saysWhatTheRealGateSays() throws Exception {
        WorkflowJob job = job(GATE);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        GateState gate = Releasing.awaitGate(run, "production");
        DryRun tried = tried(job, "qa");
        assertThat(tried.last()).hasValue(1);
        assertThat(tried.demands())
                .isEqualTo(gate.policy().demands())
                .extracting(rule -> rule.rule())
                .contains("Go by qa", "Go by devops", "no self-approval", "decision within 2h");
        assertThat(tried.standing().waitingFor())
                .extracting(UnmetCondition::text)
                .containsExactly("Go by qa", "Go by devops");
        assertThat(tried.roles()).containsExactly("qa");
        assertThat(tried.noVote()).contains("would start the build", "forbids self-approval");
        assertThat(tried(job, "support").noVote()).contains("support holds support");
        assertThat(tried.isGo()).isFalse();

        production.setFreezes(List.of(new FreezePeriod("2020-01-01T00:00", "2099-01-01T00:00", "UTC", "a move")));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        assertThat(tried(job, "qa").standing().waitingFor())
                .extracting(UnmetCondition::text)
                .anyMatch(text -> text.contains("a move"));
        run.doStop();
        end(Result.ABORTED, run);
    }

    @Test
    void saysWhoIsInAnEnvironmentThatTakesOneRelease() throws Exception {
        production.setExclusive(true);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        WorkflowJob job = job(GATE + "releaseGate environment: 'staging', id: 'hold', approvals: [qa: 1]");
        WorkflowRun inside = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(inside, "production");
        Releasing.go(inside, "qa", "production");
        Releasing.go(inside, "devops", "production");
        Releasing.awaitGate(inside, "hold");
        assertThat(tried(job("echo 'hello'"), "devops").standing().waitingFor())
                .filteredOn(UnmetCondition.ForEnvironment.class::isInstance)
                .extracting(UnmetCondition::text)
                .singleElement()
                .asString()
                .contains(job.getFullName() + " #1");
        Releasing.go(inside, "qa", "hold");
        end(Result.SUCCESS, inside);
    }

    @Test
    void saysWhyABuildCouldNotComeAndWhyAGateCouldNotOpen() throws Exception {
        WorkflowJob job = job("echo 'hello'");
        production.setStarters(List.of("devops"));
        assertThat(tried(job, "devops").refusals()).isEmpty();
        assertThat(tried(job, "qa").refusals()).singleElement().asString().contains("qa started this build", "prod*");
        HtmlPage refused = page("boss", query(job.getFullName(), "qa"));
        assertThat(text(refused, "#rc-dry-run-result h3")).isEqualTo("The build would be refused.");
        production.setRequires(List.of("no-such-item"));
        assertThat(tried(job, "devops").problem()).contains("requires: unknown value 'no-such-item'");
        assertThat(text(page("boss", query("gone", "qa")), ".rc-dry-run .jenkins-alert"))
                .contains("found 'gone'");
        assertThat(text(page("boss", query(job.getFullName(), "")), ".rc-dry-run .jenkins-alert"))
                .contains("User: expected the id of a user");
    }

    @Test
    void theFormAsksForAVersionOfAType() throws Exception {
        WorkflowJob job = job("echo 'hello'");
        production.setApprovals(List.of(minor("qa")));
        HtmlPage page = page("boss", "");
        HtmlForm form = page.querySelector("form.rc-dry-run__form");
        form.getInputByName("job").setValue(job.getFullName());
        form.getInputByName("environment").setValue("Production");
        form.getInputByName("user").setValue("devops");
        form.getSelectByName("type").setSelectedAttribute("patch", true);
        form.getInputByName("version").setValue("2.4.1");
        HtmlPage answer = rule().submit(form);
        assertThat(text(answer, "#rc-dry-run-result"))
                .contains("no self-approval")
                .doesNotContain("Go by qa");
        form.getInputByName("version").setValue("3.0.0");
        assertThat(text(rule().submit(form), "#rc-dry-run-result")).contains("Go by qa");
    }

    @Test
    void changesNothing() throws Exception {
        WorkflowJob job = job("echo 'hello'");
        page("boss", query(job.getFullName(), "somebody-new"));
        assertThat(job.getBuilds()).isEmpty();
        assertThat(ReleaseIndexStore.exists(job)).isFalse();
        assertThat(job.getNextBuildNumber()).isEqualTo(1);
        assertThat(User.getAll())
                .noneMatch(user -> user.getUserFolder() != null && user.getId().equals("somebody-new"));
    }
}
