package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.AutoCompletionCandidates;
import hudson.model.Descriptor;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.channel.EmailChannel;
import io.jenkins.plugins.releasechecklist.config.channel.SlackChannel;
import io.jenkins.plugins.releasechecklist.config.channel.TeamsChannel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.DeploymentWindow;
import io.jenkins.plugins.releasechecklist.config.environment.Escalation;
import io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.HttpCondition;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironmentDescriptor;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.role.Role;
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

    private FormValidation conditionCheck(String url, String every) {
        return form(HttpCondition.DescriptorImpl.class)
                .doCheckUrl(null, "change", url, "", "", "$.state", "approved", "rejected", every, "");
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
                .contains("Until there is, nobody can act");
        assertThat(as("admin", () -> approval().doCheckRole(null, "qa"))).startsWith("OK");
        assertThat(as("admin", () -> approval().doCheckCount(null, "51"))).startsWith("ERROR");
        assertThat(as("admin", () -> approval().doCheckCount(null, "50"))).startsWith("OK");
        assertThat(as("admin", () -> environmentForm().doCheckName(null, " "))).startsWith("ERROR");
        assertThat(as("admin", () -> environmentForm().doCheckRequires(null, "pre-release, Backup")))
                .startsWith("ERROR")
                .contains("Backup");
        String calendar =
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20260102T140000Z\n%s\nEND:VEVENT\nEND:VCALENDAR";
        assertThat(as("admin", () -> environmentForm().doCheckCalendar(null, calendar.formatted("DURATION:PT1H"))))
                .startsWith("OK")
                .contains("This calendar has 1 freeze and no deployment windows.");
        assertThat(as("admin", () -> environmentForm().doCheckCalendar(null, calendar.formatted("DURATION:soon"))))
                .startsWith("ERROR")
                .contains("line 5: expected a duration such as PT4H");
        assertThat(as("reader", () -> environmentForm().doCheckCalendar(null, calendar.formatted("DURATION:PT1H"))))
                .doesNotContain("This calendar");
        assertThat(as("admin", () -> environmentForm().doCheckCalendar(null, "")))
                .startsWith("OK");
        assertThat(as("admin", () -> environmentForm().doCheckTimeout(null, "soon")))
                .startsWith("ERROR");
        assertThat(as("admin", () -> environmentForm().doCheckTimeout(null, "")))
                .startsWith("OK");
        assertThat(as("admin", () -> environmentForm().doCheckApprovalLifetime(null, "0s")))
                .startsWith("ERROR");
        assertThat(as("admin", () -> environmentForm().doCheckReminders(null, "1h, soon")))
                .startsWith("ERROR");
        assertThat(as("admin", () -> environmentForm().doCheckReminders(null, "1h, 4h")))
                .startsWith("OK");
        assertThat(as("admin", () -> environmentForm().doCheckStarters(null, "qa, devops")))
                .startsWith("WARNING")
                .contains("devops");
        assertThat(as("admin", () -> environmentForm().doCheckStarters(null, "")))
                .startsWith("OK");
        assertThat(as("admin", () -> environmentForm().doCheckOverrideChannel(null, "stakeholder")))
                .startsWith("WARNING")
                .contains("Did you mean", "stakeholders");
        assertThat(as("admin", () -> environmentForm().doCheckOverrideChannel(null, "")))
                .startsWith("OK");
        assertThat(as("admin", () -> environmentForm().doCheckProblem(null, "timeout")))
                .startsWith("ERROR");
        assertThat(as("admin", () -> environmentForm().doCheckProblem(null, "")))
                .startsWith("OK");
        assertThat(as("admin", () -> conditionCheck("https://{version}.example.com/", "1m")))
                .startsWith("ERROR")
                .contains("after the host only");
        assertThat(as("admin", () -> conditionCheck("https://cm.example.com/{version}", "1s")))
                .startsWith("ERROR")
                .contains("every: expected 10s to 1d");
        assertThat(as("admin", () -> conditionCheck("https://cm.example.com/{version}", "")))
                .startsWith("OK");
        assertThat(as("reader", () -> conditionCheck("ftp://cm.example.com", "")))
                .startsWith("OK");
        assertThat(as("admin", () -> approval().doCheckReleaseTypes(null, "patch, hotfix")))
                .startsWith("ERROR")
                .contains("hotfix");
        assertThat(as("admin", () -> approval().doCheckReleaseTypes(null, ""))).startsWith("OK");
        assertThat(as("admin", () -> role().doCheckChannel("support"))).startsWith("WARNING");
        assertThat(as("admin", () -> role().doCheckChannel("stakeholders"))).startsWith("OK");
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
        EmailChannel.DescriptorImpl mail = form(EmailChannel.DescriptorImpl.class);
        assertThat(as("admin", () -> mail.doCheckRecipients("anna")))
                .startsWith("ERROR")
                .contains("anna");
        assertThat(as("admin", () -> mail.doCheckRecipients(""))).startsWith("ERROR");
        assertThat(as("admin", () -> mail.doCheckRecipients("a@example.com\nB <b@example.com>")))
                .startsWith("OK");
        assertThat(as("admin", () -> mail.doCheckReplyTo("a@example.com, b@example.com")))
                .startsWith("ERROR");
        assertThat(as("admin", () -> mail.doCheckReplyTo(""))).startsWith("OK");
        SlackChannel.DescriptorImpl slack = form(SlackChannel.DescriptorImpl.class);
        assertThat(as("admin", () -> slack.doCheckCredentialsId(""))).startsWith("ERROR");
        assertThat(as("admin", () -> slack.doCheckCredentialsId("gone")))
                .startsWith("ERROR")
                .contains("gone");
        assertThat(as("admin", () -> slack.doCheckCredentialsId("release-hook")))
                .startsWith("OK");
        Audience.DescriptorImpl audience = form(Audience.DescriptorImpl.class);
        assertThat(as("admin", () -> audience.doCheckName(null, "On call"))).startsWith("ERROR");
        assertThat(as("admin", () -> audience.doCheckChannels(null, "stakeholders, stakeholder")))
                .startsWith("WARNING")
                .contains("Did you mean", "stakeholders");
        assertThat(as("admin", () -> audience.doCheckChannels(null, ""))).startsWith("OK");
        assertThat(as("admin", () -> resource().doCheckTitle(""))).startsWith("ERROR");
        assertThat(as("admin", () -> reference().doCheckPattern("[A-Z"))).startsWith("ERROR");
        assertThat(as("admin", () -> reference().doCheckPattern("#(\\d+)"))).startsWith("OK");
        assertThat(as("admin", () -> reference().doCheckUrl("https://example.com/$2", "#(\\d+)")))
                .startsWith("ERROR")
                .contains("$2");
        assertThat(as("admin", () -> reference().doCheckUrl("https://example.com/$1", "#(\\d+)")))
                .startsWith("OK");
        assertThat(as("admin", () -> resource().doCheckUrl("javascript:alert(1)")))
                .startsWith("ERROR");
    }

    @Test
    void theAdministratorIsToldWhatIsWrongWithTimes() {
        DeploymentWindow.DescriptorImpl window = form(DeploymentWindow.DescriptorImpl.class);
        assertThat(as("admin", () -> window.doCheckDays(null, "MON, someday"))).startsWith("ERROR");
        assertThat(as("admin", () -> window.doCheckDays(null, ""))).startsWith("OK");
        assertThat(as("admin", () -> window.doCheckFrom(null, "9:00"))).startsWith("ERROR");
        assertThat(as("admin", () -> window.doCheckFrom(null, "00:00"))).startsWith("OK");
        assertThat(as("admin", () -> window.doCheckTo(null, "24:30", "09:00"))).startsWith("ERROR");
        assertThat(as("admin", () -> window.doCheckTo(null, "09:00", "09:00"))).startsWith("ERROR");
        assertThat(as("admin", () -> window.doCheckTo(null, "06:00", "22:00"))).startsWith("OK");
        assertThat(as("admin", () -> window.doCheckZone(null, "Europe/Berln")))
                .startsWith("ERROR")
                .contains("Europe/Berlin");
        assertThat(as("admin", () -> window.doCheckZone(null, "+02:00"))).startsWith("OK");
        assertThat(window.doAutoCompleteZone("berl").getValues()).containsExactly("Europe/Berlin");
        FreezePeriod.DescriptorImpl freeze = form(FreezePeriod.DescriptorImpl.class);
        assertThat(as("admin", () -> freeze.doCheckFrom(null, "tomorrow"))).startsWith("ERROR");
        assertThat(as("admin", () -> freeze.doCheckFrom(null, "2026-12-20T00:00")))
                .startsWith("OK");
        assertThat(as("admin", () -> freeze.doCheckUntil(null, "", "2026-12-20T00:00")))
                .startsWith("ERROR");
        assertThat(as("admin", () -> freeze.doCheckUntil(null, "2026-12-19T00:00", "2026-12-20T00:00")))
                .startsWith("ERROR")
                .contains("after it begins");
        assertThat(as("admin", () -> freeze.doCheckUntil(null, "2026-12-21T00:00", "2026-12-20T00:00")))
                .startsWith("OK");
        assertThat(as("admin", () -> freeze.doCheckUntil(null, "MON 08:00", "FRI 14:00")))
                .startsWith("OK");
        assertThat(as("admin", () -> freeze.doCheckUntil(null, "MON 08:00", "12-20")))
                .startsWith("ERROR")
                .contains("end as often as it begins");
        assertThat(as("admin", () -> freeze.doCheckZone(null, ""))).startsWith("ERROR");
        assertThat(as("admin", () -> freeze.doCheckReason(null, ""))).startsWith("ERROR");
        FreezeExemption.DescriptorImpl exemption = form(FreezeExemption.DescriptorImpl.class);
        assertThat(as("admin", () -> exemption.doCheckMoreApprovals(null, "-1")))
                .startsWith("ERROR");
        assertThat(as("admin", () -> exemption.doCheckMoreApprovals(null, "0"))).startsWith("OK");
        assertThat(as("admin", () -> exemption.doCheckRole(null, ""))).startsWith("OK");
        assertThat(as("admin", () -> exemption.doCheckRole(null, "q a"))).startsWith("ERROR");
        assertThat(exemption.doFillReleaseTypeItems())
                .extracting(option -> option.value)
                .containsExactly("patch", "minor", "major");
        Escalation.DescriptorImpl escalation = form(Escalation.DescriptorImpl.class);
        assertThat(as("admin", () -> escalation.doCheckAfter(null, ""))).startsWith("ERROR");
        assertThat(as("admin", () -> escalation.doCheckAfter(null, "8h"))).startsWith("OK");
        assertThat(as("admin", () -> escalation.doCheckRole(null, "support"))).startsWith("WARNING");
        assertThat(as("reader", () -> window.doCheckFrom(null, "9:00"))).startsWith("OK");
        assertThat(as("reader", () -> freeze.doCheckUntil(null, "", ""))).startsWith("OK");
        assertThat(as("reader", () -> escalation.doCheckRole(null, "support"))).startsWith("OK");
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
            assertThat(as(user, () -> form(EmailChannel.DescriptorImpl.class).doCheckRecipients("x")))
                    .startsWith("OK");
            assertThat(as(user, () -> form(TeamsChannel.DescriptorImpl.class).doCheckCredentialsId("gone")))
                    .startsWith("OK");
            assertThat(as(user, () -> form(Audience.DescriptorImpl.class).doCheckChannels(null, "gone")))
                    .startsWith("OK");
            assertThat(as(user, () -> reference().doCheckPattern("["))).startsWith("OK");
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

    private <T extends Descriptor<?>> T form(Class<T> type) {
        return jenkins.jenkins.getDescriptorByType(type);
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

    private Reference.DescriptorImpl reference() {
        return jenkins.jenkins.getDescriptorByType(Reference.DescriptorImpl.class);
    }

    private RelatedResource.DescriptorImpl resource() {
        return jenkins.jenkins.getDescriptorByType(RelatedResource.DescriptorImpl.class);
    }
}
