package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.AutoCompletionCandidates;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.net.URL;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class ConfigurationFormChecksTest extends OneJenkins {
    private static final String URL = "https://hooks.example.com/release";

    private final JenkinsRule jenkins = rule();

    @BeforeEach
    void secure() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader"));
        ReleaseChecklistConfigurationTest.addSecretText("release-hook");
        ReleaseChecklistConfigurationTest.fill(ReleaseChecklistConfiguration.get());
    }

    @Test
    void theAdministratorIsToldWhatIsWrong() {
        assertThat(as("admin", () -> role().doCheckName("Product Manager")))
                .isEqualTo(
                        "ERROR: role name: expected lower-case letters, digits and hyphens, found &#039;Product Manager&#039; (allowed"
                                + " would be &#039;product-manager&#039;)");
        assertThat(as("admin", () -> role().doCheckName("qa"))).startsWith("OK");
        assertThat(as("admin", () -> approval().doCheckRole(null, "q a"))).startsWith("ERROR");
        assertThat(as("admin", () -> approval().doCheckRole(null, "product-manger")))
                .startsWith("WARNING")
                .contains("Did you mean", "product-manager");
        assertThat(as("admin", () -> approval().doCheckRole(null, "support")))
                .startsWith("WARNING")
                .contains("Without it");
        assertThat(as("admin", () -> approval().doCheckRole(null, "qa"))).startsWith("OK");
        assertThat(as("admin", () -> approval().doCheckCount(null, "51"))).startsWith("ERROR");
        assertThat(as("admin", () -> approval().doCheckCount(null, "50"))).startsWith("OK");
        assertThat(as("admin", () -> environmentForm().doCheckName(null, " "))).startsWith("ERROR");
        assertThat(as("admin", () -> webhook().doCheckName(""))).startsWith("ERROR");
        assertThat(as("admin", () -> webhook().doCheckUrl("gopher://example.com")))
                .startsWith("ERROR");
        assertThat(as("admin", () -> webhook().doCheckUrl(URL))).startsWith("OK");
        assertThat(as("admin", () -> webhook().doCheckCredentialsId(URL, "gone")))
                .startsWith("ERROR")
                .contains("gone");
        assertThat(as("admin", () -> webhook().doCheckCredentialsId(URL, "release-hook")))
                .startsWith("OK");
        assertThat(as("admin", () -> webhook().doCheckCredentialsId(URL, ""))).startsWith("OK");
        assertThat(as("admin", () -> resource().doCheckTitle(""))).startsWith("ERROR");
        assertThat(as("admin", () -> resource().doCheckUrl("javascript:alert(1)")))
                .startsWith("ERROR");
    }

    @Test
    void aUserWhomTheRealmDoesNotKnowIsWarnedOf() throws Exception {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        jenkins.jenkins.setSecurityRealm(realm);
        realm.createAccount("admin", "a-password-of-some-length");
        realm.createAccount("anna", "a-password-of-some-length");
        assertThat(as("admin", () -> role().doCheckUsers("anna\nbert")))
                .startsWith("WARNING")
                .contains("bert")
                .doesNotContain("anna");
        assertThat(as("admin", () -> role().doCheckUsers("anna"))).startsWith("OK");
    }

    @Test
    void whoeverMayNotConfigureLearnsNothing() {
        for (String user : List.of("reader", "anonymous")) {
            assertThat(as(user, () -> role().doCheckName("Product Manager"))).startsWith("OK");
            assertThat(as(user, () -> role().doCheckUsers("nobody"))).startsWith("OK");
            assertThat(as(user, () -> approval().doCheckRole(null, "support"))).startsWith("OK");
            assertThat(as(user, () -> approval().doCheckCount(null, "51"))).startsWith("OK");
            assertThat(as(user, () -> webhook().doCheckCredentialsId(URL, "gone")))
                    .startsWith("OK");
            assertThat(as(user, () -> resource().doCheckUrl("x"))).startsWith("OK");
            assertThat(items(user, "")).doesNotContain("release-hook");
            assertThat(items(user, "mine")).containsExactly("mine");
            assertThat(candidates(user)).isEmpty();
        }
    }

    @Test
    void theAdministratorIsOfferedSecretTextsAndRoles() {
        assertThat(items("admin", "")).containsExactly("", "release-hook");
        assertThat(candidates("admin")).containsExactly("product-manager");
    }

    @Test
    void theFormsAnswerToPostOnly() throws Exception {
        JenkinsRule.WebClient browser =
                jenkins.createWebClient().login("admin").withThrowExceptionOnFailingStatusCode(false);
        URL check = new URL(jenkins.getURL(), role().getDescriptorUrl() + "/checkName?value=qa");
        assertThat(browser.getPage(check).getWebResponse().getStatusCode()).isEqualTo(404);
        assertThat(browser.getPage(browser.addCrumb(new WebRequest(check, HttpMethod.POST)))
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(200);
        URL fill = new URL(jenkins.getURL(), webhook().getDescriptorUrl() + "/fillCredentialsIdItems");
        assertThat(browser.getPage(fill).getWebResponse().getStatusCode()).isEqualTo(404);
    }

    private static String as(String user, Supplier<FormValidation> check) {
        try (ACLContext ignored = become(user)) {
            FormValidation validation = check.get();
            return validation.kind + ": " + validation.getMessage();
        }
    }

    private List<String> items(String user, String current) {
        try (ACLContext ignored = become(user)) {
            return webhook().doFillCredentialsIdItems(URL, current).stream()
                    .map((ListBoxModel.Option option) -> option.value)
                    .toList();
        }
    }

    private List<String> candidates(String user) {
        try (ACLContext ignored = become(user)) {
            AutoCompletionCandidates candidates = approval().doAutoCompleteRole(null, "pro");
            return candidates.getValues();
        }
    }

    private static ACLContext become(String user) {
        return user.equals("anonymous") ? ACL.as2(Jenkins.ANONYMOUS2) : ACL.as(User.getOrCreateByIdOrFullName(user));
    }

    private Role.DescriptorImpl role() {
        return jenkins.jenkins.getDescriptorByType(Role.DescriptorImpl.class);
    }

    private RequiredApproval.DescriptorImpl approval() {
        return jenkins.jenkins.getDescriptorByType(RequiredApproval.DescriptorImpl.class);
    }

    private ProtectedEnvironmentDescriptor environmentForm() {
        return jenkins.jenkins.getDescriptorByType(ProtectedEnvironmentDescriptor.class);
    }

    private WebhookChannel.DescriptorImpl webhook() {
        return jenkins.jenkins.getDescriptorByType(WebhookChannel.DescriptorImpl.class);
    }

    private RelatedResource.DescriptorImpl resource() {
        return jenkins.jenkins.getDescriptorByType(RelatedResource.DescriptorImpl.class);
    }
}
