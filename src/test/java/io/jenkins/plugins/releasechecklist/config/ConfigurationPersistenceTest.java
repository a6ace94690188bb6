package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfigurationPersistenceTest {
    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    @Test
    void everythingIsThereAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            ReleaseChecklistConfigurationTest.fill(ReleaseChecklistConfiguration.get());
            FolderProtection protection = new FolderProtection();
            ProtectedEnvironment staging = new ProtectedEnvironment("staging");
            Rules.fill(staging);
            protection.setEnvironments(List.of(staging));
            ChecklistTemplate corporate = new ChecklistTemplate(
                    "corporate",
                    "{title: T, releasedBy: a, sections: [{id: s, title: S, items: [{id: a, title: A, owners: [qa]}]}]}");
            protection.setTemplates(List.of(corporate));
            ReleaseChecklistConfiguration.get().setTemplates(List.of(corporate));
            jenkins.createProject(Folder.class, "shop").addProperty(protection);
        });
        sessions.then(jenkins -> {
            ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();
            assertThat(found.isAllowControllerProbes()).isTrue();
            assertThat(found.getRoles().get(0).getUsers()).containsExactly("pm", "anna");
            assertThat(found.getRoles().get(0).getGroups()).containsExactly("CN=product,DC=example");
            assertThat(found.channel("stakeholders")).get().isInstanceOfSatisfying(WebhookChannel.class, channel -> {
                assertThat(channel.getUrl()).isEqualTo("https://hooks.example.com/release");
                assertThat(channel.getCredentialsId()).isEqualTo("release-hook");
            });
            assertThat(OneJenkins.approvals(OneJenkins.environment("production")))
                    .containsExactly(new Approval(List.of("qa"), 2), new Approval(List.of("product-manager"), 1));
            assertThat(OneJenkins.environment("production").isForbidSelfApproval())
                    .isTrue();
            assertThat(found.getTemplates())
                    .extracting(ChecklistTemplate::getName)
                    .containsExactly("corporate");
            assertThat(ConfiguredTemplates.of(jenkins.jenkins.getItemByFullName("shop", Folder.class))
                            .named("corporate")
                            .map(Template::source))
                    .contains(Template.SYSTEM);
            assertThat(found.resourceUrl("Role handoff checklist")).hasValue("https://wiki.example.com/handoff");
            assertThat(jenkins.jenkins
                            .getItemByFullName("shop", Folder.class)
                            .getProperties()
                            .get(FolderProtection.class)
                            .getEnvironments())
                    .singleElement()
                    .satisfies(Rules::assertFilled);
        });
    }
}
