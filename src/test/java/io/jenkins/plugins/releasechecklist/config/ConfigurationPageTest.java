package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The page of the configuration: who may see it and change it, and what it says before something is opened. */
class ConfigurationPageTest extends OneJenkins {
    private static final String PAGE = "manage/release-checklist/";

    @BeforeEach
    void fill() {
        ReleaseChecklistConfigurationTest.fill(ReleaseChecklistConfiguration.get());
    }

    @AfterEach
    void forget() {
        Jenkins.SYSTEM_READ.setEnabled(false);
    }

    private static void secure() {
        Jenkins.SYSTEM_READ.setEnabled(true);
        rule().jenkins.setSecurityRealm(rule().createDummySecurityRealm());
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.ADMINISTER)
                        .everywhere()
                        .to("boss")
                        .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                        .everywhere()
                        .to("auditor")
                        .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                        .everywhere()
                        .to("author"));
    }

    private static JenkinsRule.WebClient browser(String user) throws Exception {
        return rule().createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }

    private static int status(String user, String path, HttpMethod method) throws Exception {
        try (JenkinsRule.WebClient browser = browser(user)) {
            URL address = browser.createCrumbedUrl(PAGE + path);
            return browser.getPage(new WebRequest(address, method))
                    .getWebResponse()
                    .getStatusCode();
        }
    }

    // security.md: S49
    @Test
    void isReadByThoseWhoMayReadTheSystemConfigurationAndChangedByAdministrators() throws Exception {
        secure();

        assertThat(status("author", "", HttpMethod.GET)).isEqualTo(403);
        assertThat(status("auditor", "", HttpMethod.GET)).isEqualTo(200);
        assertThat(status("author", "configure", HttpMethod.POST)).isEqualTo(403);
        assertThat(status("auditor", "configure", HttpMethod.POST)).isEqualTo(403);
        assertThat(status("boss", "configure", HttpMethod.GET)).isEqualTo(404);
        try (JenkinsRule.WebClient auditor = browser("auditor")) {
            HtmlPage page = auditor.goTo(PAGE);
            assertThat(page.asNormalizedText())
                    .contains("product-manager", "prod")
                    .doesNotContain("Save", "Add role");
        }
        try (JenkinsRule.WebClient boss = browser("boss")) {
            assertThat(boss.goTo(PAGE).asNormalizedText()).contains("Save", "Add role");
        }
        assertThat(ReleaseChecklistConfiguration.get().getRoles()).isNotEmpty();
    }

    @Test
    void saysInASentenceWhatIsInARow() throws Exception {
        Role product = new Role("product-manager");
        product.setTitle("Product manager");
        ReleaseChecklistConfiguration.get().setRoles(List.of(product));

        HtmlPage page = rule().createWebClient().goTo(PAGE);

        assertThat(page.querySelectorAll(".rc-row > summary"))
                .extracting(summary -> summary.getTextContent())
                .anyMatch(text -> text.contains("Product managerNobody holds this role"))
                .anyMatch(text -> text.contains(
                        "production2 approvals from qa; 1 approval from product-manager; no self-approval"))
                .anyMatch(text -> text.contains("st*No requirements"))
                .anyMatch(text -> text.contains("stakeholdershttps://hooks.example.com/release"))
                .anyMatch(text -> text.contains("agents and on the controller"));
    }

    @Test
    void theSystemConfigurationLeadsThereAndChangesNothing() throws Exception {
        HtmlPage system = rule().createWebClient().goTo("manage/configure");
        assertThat(system.getAnchorByText(
                                "Roles, environments, channels, audiences and templates have a page of their own: Manage Jenkins > Release Checklist.")
                        .getHrefAttribute())
                .endsWith("/manage/release-checklist/");

        rule().submit(system.getFormByName("config"));

        ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();
        assertThat(found.isAllowControllerProbes()).isTrue();
        assertThat(found.getRoles()).extracting(Role::getName).containsExactly("product-manager", "qa");
        assertThat(found.getEnvironments())
                .extracting(ProtectedEnvironment::getName)
                .containsExactly("production", "st*");
    }
}
