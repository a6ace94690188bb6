package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.channel.ChatChannel;
import io.jenkins.plugins.releasechecklist.config.channel.EmailChannel;
import io.jenkins.plugins.releasechecklist.config.channel.SlackChannel;
import io.jenkins.plugins.releasechecklist.config.channel.TeamsChannel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import java.util.List;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextInput;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

public class ReleaseChecklistConfigurationTest extends OneJenkins {
    @Test
    void theFormKeepsEverything() throws Exception {
        addSecretText("release-hook");
        fill(ReleaseChecklistConfiguration.get());

        saveForm();

        ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();
        assertThat(found.isAllowControllerProbes()).isTrue();
        assertThat(found.isKeepReleases()).isTrue();
        assertThat(found.getRoles()).extracting(Role::getName).containsExactly("product-manager", "qa");
        assertThat(found.getRoles().get(0).getUsers()).containsExactly("pm", "anna");
        assertThat(found.getRoles().get(0).getGroups()).containsExactly("CN=product,DC=example");
        assertThat(found.getRoles().get(1).getGroups()).isEmpty();
        assertThat(found.getChannels()).singleElement().isInstanceOfSatisfying(WebhookChannel.class, channel -> {
            assertThat(channel.getName()).isEqualTo("stakeholders");
            assertThat(channel.getUrl()).isEqualTo("https://hooks.example.com/release");
            assertThat(channel.getCredentialsId()).isEqualTo("release-hook");
        });
        assertThat(found.getEnvironments())
                .extracting(ProtectedEnvironment::getName)
                .containsExactly("production", "st*");
        assertThat(approvals(environment("production")))
                .containsExactly(new Approval(List.of("qa"), 2), new Approval(List.of("product-manager"), 1));
        assertThat(environment("production").isForbidSelfApproval()).isTrue();
        assertThat(found.getRoles()).extracting(Role::getChannel).containsExactly("stakeholders", "");
        assertThat(found.resourceUrl("role handoff checklist")).hasValue("https://wiki.example.com/handoff");
        assertThat(found.getReferences()).singleElement().satisfies(reference -> {
            assertThat(reference.getPattern()).isEqualTo("([A-Z]+)-\\d+");
            assertThat(reference.getUrl()).isEqualTo("https://tracker.example.com/$1?issue=$0");
        });
    }

    @Test
    void theFormKeepsEverythingOfAProtectedEnvironment() throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        Rules.fill(production);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));

        saveForm();

        Rules.assertFilled(environment("production"));
    }

    @Test
    void theFormKeepsEveryKindOfChannel() throws Exception {
        addSecretText("slack");
        addSecretText("teams");
        EmailChannel mail = new EmailChannel("mail", List.of("\"Doe, Jane\" <jane@example.com>", "b@example.com"));
        mail.setReplyTo("release@example.com");
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(mail, new SlackChannel("chat", "slack"), new TeamsChannel("operations", "teams")));

        saveForm();

        List<Channel> found = ReleaseChecklistConfiguration.get().getChannels();
        assertThat(found).extracting(Channel::getName).containsExactly("mail", "chat", "operations");
        assertThat(((EmailChannel) found.get(0)).getRecipients())
                .containsExactly("\"Doe, Jane\" <jane@example.com>", "b@example.com");
        assertThat(((EmailChannel) found.get(0)).getReplyTo()).isEqualTo("release@example.com");
        assertThat(((ChatChannel) found.get(1)).getCredentialsId()).isEqualTo("slack");
        assertThat(((ChatChannel) found.get(2)).getCredentialsId()).isEqualTo("teams");
    }

    @Test
    void theFormKeepsTheDefaults() throws Exception {
        saveForm();

        ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();
        assertThat(found.isAllowControllerProbes()).isFalse();
        assertThat(found.getRoles()).isEmpty();
        assertThat(found.getChannels()).isEmpty();
        assertThat(found.getEnvironments()).isEmpty();
        assertThat(found.getResources()).isEmpty();
        assertThat(found.getReferences()).isEmpty();
    }

    @Test
    void theFormCanRemoveTheLastEntry() throws Exception {
        ReleaseChecklistConfiguration.get()
                .setResources(List.of(new RelatedResource("Handoff", "https://wiki.example.com/handoff")));
        HtmlPage page = rule().createWebClient().goTo("manage/release-checklist/");
        page.<HtmlButton>getFirstByXPath("//button[contains(., 'Delete resource')]")
                .click();

        rule().submit(page.getFormByName("config"));

        assertThat(ReleaseChecklistConfiguration.get().getResources()).isEmpty();
    }

    @Test
    void aFormWithAMistakeChangesNothingAndSaysWhy() throws Exception {
        fill(ReleaseChecklistConfiguration.get());
        JenkinsRule.WebClient browser = rule().createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = form(browser);
        HtmlTextInput role = form.getFirstByXPath(".//input[@value='product-manager']");
        role.setValue("Product Manager");
        HtmlTextInput title = form.getFirstByXPath(".//input[@value='Role handoff checklist']");
        title.setValue("Another title");

        HtmlPage answer = rule().submit(form);

        assertThat(answer.asNormalizedText()).contains("role name", "found 'Product Manager'", "'product-manager'");
        assertThat(ReleaseChecklistConfiguration.get().getRoles())
                .extracting(Role::getName)
                .contains("product-manager");
        assertThat(ReleaseChecklistConfiguration.get().getResources())
                .extracting(RelatedResource::getTitle)
                .containsExactly("Role handoff checklist");
    }

    @Test
    void theFormSaysThatNobodyCanVoteWithoutRoles() throws Exception {
        assertThat(configurePage()).doesNotContain("Nobody holds a role");
        rule().jenkins.setSecurityRealm(rule().createDummySecurityRealm());
        assertThat(configurePage()).contains("Nobody holds a role");
        fill(ReleaseChecklistConfiguration.get());
        assertThat(configurePage()).doesNotContain("Nobody holds a role");
    }

    @Test
    void findsChannelsByTheirVeryNames() {
        fill(ReleaseChecklistConfiguration.get());
        assertThat(ReleaseChecklistConfiguration.get().channel("stakeholders")).isPresent();
        assertThat(ReleaseChecklistConfiguration.get().channel("support")).isEmpty();
    }

    @Test
    void refusesTwoOfTheSameName() {
        ReleaseChecklistConfiguration configuration = ReleaseChecklistConfiguration.get();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setRoles(List.of(new Role("qa"), new Role("qa"))))
                .withMessage("Expected the role 'qa' once, found it twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setChannels(List.of(
                        new WebhookChannel("a", "https://example.com/1"),
                        new WebhookChannel("a", "https://example.com/2"))))
                .withMessage("Expected the channel 'a' once, found it twice");
        assertThat(configuration.getRoles()).isEmpty();
    }

    public static void fill(ReleaseChecklistConfiguration configuration) {
        Role pm = new Role("product-manager");
        pm.setUsers(List.of("pm", "anna"));
        pm.setGroups(List.of("CN=product,DC=example"));
        pm.setChannel("stakeholders");
        Role qa = new Role("qa");
        qa.setUsers(List.of("qa"));
        WebhookChannel stakeholders = new WebhookChannel("stakeholders", "https://hooks.example.com/release");
        stakeholders.setCredentialsId("release-hook");
        RequiredApproval byQa = new RequiredApproval("qa");
        byQa.setCount(2);
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setApprovals(List.of(byQa, new RequiredApproval("product-manager")));
        production.setForbidSelfApproval(true);
        configuration.setAllowControllerProbes(true);
        configuration.setKeepReleases(true);
        configuration.setRoles(List.of(pm, qa));
        configuration.setChannels(List.of(stakeholders));
        configuration.setEnvironments(List.of(production, new ProtectedEnvironment("st*")));
        configuration.setResources(
                List.of(new RelatedResource("Role handoff checklist", "https://wiki.example.com/handoff")));
        configuration.setReferences(List.of(new Reference("([A-Z]+)-\\d+", "https://tracker.example.com/$1?issue=$0")));
    }

    public static void addSecretText(String id) throws Exception {
        addSecretText(id, "s3cr3t");
    }

    public static void addSecretText(String id, String secret) throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .removeIf(credentials -> credentials instanceof IdCredentials other
                        && other.getId().equals(id));
        provider.getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.SYSTEM, id, "", Secret.fromString(secret)));
        provider.save();
    }

    private static String configurePage() throws Exception {
        return rule().createWebClient().goTo("manage/release-checklist/").asNormalizedText();
    }
}
