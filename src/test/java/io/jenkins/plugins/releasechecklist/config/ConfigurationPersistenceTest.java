package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class ConfigurationPersistenceTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void everythingIsThereAfterARestart() throws Throwable {
        sessions.then(jenkins -> ReleaseChecklistConfigurationTest.fill(ReleaseChecklistConfiguration.get()));
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
            assertThat(found.resourceUrl("Role handoff checklist")).hasValue("https://wiki.example.com/handoff");
        });
    }

    @Test
    void theFileHoldsNothingThatOnlyOneVersionOfJavaKnows() throws Throwable {
        sessions.then(jenkins -> {
            ReleaseChecklistConfigurationTest.fill(ReleaseChecklistConfiguration.get());
            assertThat(Files.readString(file()))
                    .contains("<name>product-manager</name>")
                    .doesNotContain("Immutable", "Coll");
        });
    }

    @Test
    void elementsThatAFileLeavesOutHaveTheirDefaults() throws Throwable {
        sessions.then(jenkins -> write("""
                <roles>
                  <io.jenkins.plugins.releasechecklist.config.Role><name>qa</name></io.jenkins.plugins.releasechecklist.config.Role>
                </roles>
                <channels>
                  <io.jenkins.plugins.releasechecklist.config.WebhookChannel>
                    <name>stakeholders</name><url>https://hooks.example.com/release</url>
                  </io.jenkins.plugins.releasechecklist.config.WebhookChannel>
                </channels>
                <environments>
                  <io.jenkins.plugins.releasechecklist.config.ProtectedEnvironment>
                    <name>staging</name>
                  </io.jenkins.plugins.releasechecklist.config.ProtectedEnvironment>
                  <io.jenkins.plugins.releasechecklist.config.ProtectedEnvironment>
                    <name>production</name>
                    <approvals>
                      <io.jenkins.plugins.releasechecklist.config.RequiredApproval>
                        <role>qa</role>
                      </io.jenkins.plugins.releasechecklist.config.RequiredApproval>
                    </approvals>
                  </io.jenkins.plugins.releasechecklist.config.ProtectedEnvironment>
                </environments>
                """));
        sessions.then(jenkins -> {
            ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();
            assertThat(found.isAllowControllerProbes()).isFalse();
            assertThat(found.getRoles()).singleElement().satisfies(role -> {
                assertThat(role.getUsers()).isEmpty();
                assertThat(role.getGroups()).isEmpty();
            });
            assertThat(found.getChannels())
                    .singleElement()
                    .isInstanceOfSatisfying(WebhookChannel.class, channel -> assertThat(channel.getCredentialsId())
                            .isEmpty());
            assertThat(OneJenkins.environment("staging").getApprovals()).isEmpty();
            assertThat(OneJenkins.approvals(OneJenkins.environment("production")))
                    .containsExactly(new Approval(List.of("qa"), 1));
            assertThat(found.getResources()).isEmpty();
        });
    }

    @Test
    void whatWasEditedIntoSomethingInvalidIsLeftOutAndTheRestStays() throws Throwable {
        sessions.then(jenkins -> write("""
                <roles>
                  <io.jenkins.plugins.releasechecklist.config.Role/>
                  <io.jenkins.plugins.releasechecklist.config.Role><name>Not An Id</name></io.jenkins.plugins.releasechecklist.config.Role>
                  <io.jenkins.plugins.releasechecklist.config.Role><name>qa</name></io.jenkins.plugins.releasechecklist.config.Role>
                </roles>
                <channels><example.GoneChannel><name>gone</name></example.GoneChannel></channels>
                <resources>
                  <io.jenkins.plugins.releasechecklist.config.RelatedResource>
                    <title>Handoff</title><url>javascript:alert(1)</url>
                  </io.jenkins.plugins.releasechecklist.config.RelatedResource>
                </resources>
                """));
        sessions.then(jenkins -> {
            ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();
            assertThat(found.getRoles()).extracting(Role::getName).containsExactly("qa");
            assertThat(found.getChannels()).isEmpty();
            assertThat(found.getResources()).isEmpty();
        });
    }

    private static void write(String elements) throws Exception {
        String root = ReleaseChecklistConfiguration.class.getName();
        Files.writeString(
                file(), "<?xml version='1.1' encoding='UTF-8'?>\n<" + root + ">\n" + elements + "</" + root + ">\n");
    }

    private static Path file() {
        return Jenkins.get().getRootDir().toPath().resolve(ReleaseChecklistConfiguration.class.getName() + ".xml");
    }
}
