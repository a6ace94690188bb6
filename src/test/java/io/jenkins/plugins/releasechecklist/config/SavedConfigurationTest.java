package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.AbortException;
import hudson.ExtensionList;
import io.jenkins.plugins.releasechecklist.config.channel.EmailChannel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SavedConfigurationTest extends OneJenkins {
    private static final String ROOT = ReleaseChecklistConfiguration.class.getName();
    private static final String ENVIRONMENT = ProtectedEnvironment.class.getName();

    private final ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();

    @Test
    void theFileHoldsNothingThatOnlyOneVersionOfJavaKnows() throws Exception {
        ReleaseChecklistConfigurationTest.fill(found);
        assertThat(Files.readString(file()))
                .contains("<name>product-manager</name>")
                .doesNotContain("Immutable", "Coll");
    }

    @Test
    void whatTheFirstVersionSavedIsReadAsItWasMeant() throws Exception {
        try (InputStream saved = getClass().getResourceAsStream("SavedConfigurationTest/first.xml")) {
            Files.write(file(), saved.readAllBytes());
        }
        found.load();

        assertThat(found.getEnvironments())
                .extracting(ProtectedEnvironment::getName)
                .containsExactly("prod*", "staging");
        assertThat(found.getEnvironments())
                .extracting(ProtectedEnvironment::getProblem)
                .containsOnly("");
        assertThat(environment("prod*").toPolicy(ReleaseType.PATCH).approvals())
                .containsExactly(new Approval(List.of("qa"), 2), new Approval(List.of("product-manager"), 1));
        assertThat(environment("prod*").isForbidSelfApproval()).isTrue();
        assertThat(environment("staging").isForbidSelfApproval()).isFalse();
        assertThat(environment("staging").isVeto()).isFalse();
        assertThat(found.getRoles())
                .singleElement()
                .satisfies(role -> assertThat(role.getChannel()).isEmpty());
    }

    @Test
    void elementsThatAFileLeavesOutHaveTheirDefaults() throws Exception {
        load("""
                <roles>
                  <io.jenkins.plugins.releasechecklist.config.role.Role><name>qa</name></io.jenkins.plugins.releasechecklist.config.role.Role>
                </roles>
                <channels>
                  <io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel>
                    <name>stakeholders</name><url>https://hooks.example.com/release</url>
                  </io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel>
                </channels>
                """ + environments("<name>staging</name>", """
                <name>production</name>
                <approvals>
                  <io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval>
                    <role>qa</role>
                  </io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval>
                </approvals>
                <freezes>
                  <io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod>
                    <from>2026-12-20T00:00</from><until>2027-01-04T00:00</until><zone>UTC</zone><reason>holidays</reason>
                    <exemptions>
                      <io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption>
                        <releaseType>patch</releaseType>
                      </io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption>
                    </exemptions>
                  </io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod>
                </freezes>
                """));

        assertThat(found.isAllowControllerProbes()).isFalse();
        assertThat(found.getRoles()).singleElement().satisfies(role -> {
            assertThat(role.getUsers()).isEmpty();
            assertThat(role.getGroups()).isEmpty();
            assertThat(role.getChannel()).isEmpty();
            assertThat(role.getTitle()).isEmpty();
        });
        assertThat(found.getChannels())
                .singleElement()
                .isInstanceOfSatisfying(
                        WebhookChannel.class,
                        channel -> assertThat(channel.getCredentialsId()).isEmpty());
        assertThat(environment("staging").getApprovals()).isEmpty();
        assertThat(approvals(environment("production"))).containsExactly(new Approval(List.of("qa"), 1));
        assertThat(environment("production").getFreezes())
                .singleElement()
                .satisfies(freeze -> assertThat(freeze.getExemptions())
                        .extracting(FreezeExemption::getMoreApprovals)
                        .containsExactly(1));
        assertThat(environment("production").getProblem()).isEmpty();
        assertThat(found.getResources()).isEmpty();
    }

    @Test
    void whatWasEditedIntoSomethingInvalidIsLeftOutAndTheRestStays() throws Exception {
        load("""
                <roles>
                  <io.jenkins.plugins.releasechecklist.config.role.Role/>
                  <io.jenkins.plugins.releasechecklist.config.role.Role><name>Not An Id</name></io.jenkins.plugins.releasechecklist.config.role.Role>
                  <io.jenkins.plugins.releasechecklist.config.role.Role><name>qa</name></io.jenkins.plugins.releasechecklist.config.role.Role>
                </roles>
                <channels>
                  <example.GoneChannel><name>gone</name></example.GoneChannel>
                  <io.jenkins.plugins.releasechecklist.config.channel.EmailChannel><name>none</name></io.jenkins.plugins.releasechecklist.config.channel.EmailChannel>
                  <io.jenkins.plugins.releasechecklist.config.channel.EmailChannel>
                    <name>wrong</name><recipients><string>anna</string></recipients>
                  </io.jenkins.plugins.releasechecklist.config.channel.EmailChannel>
                  <io.jenkins.plugins.releasechecklist.config.channel.EmailChannel>
                    <name>reply</name><recipients><string>anna@example.com</string></recipients><replyTo>x</replyTo>
                  </io.jenkins.plugins.releasechecklist.config.channel.EmailChannel>
                  <io.jenkins.plugins.releasechecklist.config.channel.SlackChannel><name>slack</name></io.jenkins.plugins.releasechecklist.config.channel.SlackChannel>
                  <io.jenkins.plugins.releasechecklist.config.channel.TeamsChannel><credentialsId>teams</credentialsId></io.jenkins.plugins.releasechecklist.config.channel.TeamsChannel>
                  <io.jenkins.plugins.releasechecklist.config.channel.EmailChannel>
                    <name>mail</name><recipients><string>anna@example.com</string></recipients>
                  </io.jenkins.plugins.releasechecklist.config.channel.EmailChannel>
                </channels>
                <audiences>
                  <io.jenkins.plugins.releasechecklist.config.audience.Audience><name>Not An Id</name></io.jenkins.plugins.releasechecklist.config.audience.Audience>
                  <io.jenkins.plugins.releasechecklist.config.audience.Audience><name>support</name></io.jenkins.plugins.releasechecklist.config.audience.Audience>
                </audiences>
                <environments/>
                <resources>
                  <io.jenkins.plugins.releasechecklist.config.RelatedResource>
                    <title>Handoff</title><url>javascript:alert(1)</url>
                  </io.jenkins.plugins.releasechecklist.config.RelatedResource>
                </resources>
                """);
        assertThat(found.getRoles()).extracting(Role::getName).containsExactly("qa");
        assertThat(found.getChannels())
                .singleElement()
                .isInstanceOfSatisfying(
                        EmailChannel.class,
                        mail -> assertThat(mail.getReplyTo()).isEmpty());
        assertThat(found.getAudiences()).singleElement().satisfies(support -> {
            assertThat(support.getChannels()).isEmpty();
            assertThat(support.getIntroduction()).isEmpty();
        });
        assertThat(found.getEnvironments()).isEmpty();
        assertThat(found.getResources()).isEmpty();
    }

    @Test
    void anEnvironmentThatWasEditedIntoSomethingInvalidLetsNothingPassAndTheOthersStay() throws Exception {
        load(environments("<name>production</name><timeout>soon</timeout>", "<name>staging</name>"));

        assertBlocks("production", "environment production", "timeout: expected a duration", "'soon'");
        assertThat(Protection.of(job(), "staging").rules(Set.of(ReleaseType.MINOR)))
                .hasSize(1);
        assertThat(Protection.of(job(), "test").rules(Set.of(ReleaseType.MINOR)))
                .isEmpty();
    }

    @Test
    void itStillLetsNothingPassAfterSomethingElseWasSaved() throws Exception {
        load(environments("<name>production</name><timeout>soon</timeout>"));

        found.setAllowControllerProbes(true);
        found.load();

        assertBlocks("production", "timeout: expected a duration", "'soon'");
        UnreadableConfiguration monitor = ExtensionList.lookupSingleton(UnreadableConfiguration.class);
        assertThat(monitor.isActivated()).isTrue();
        assertThat(monitor.getProblems())
                .singleElement()
                .asString()
                .contains("production: ", "timeout: expected a duration");
        ProtectedEnvironment corrected = environment("production");
        corrected.setProblem("");
        assertThat(monitor.isActivated()).isFalse();
        assertThat(Protection.of(job(), "production").rules(Set.of(ReleaseType.MINOR)))
                .hasSize(1);
    }

    @Test
    void aDamagedFileLetsNothingPass() throws Exception {
        Files.writeString(file(), "<?xml version='1.1' encoding='UTF-8'?>\n<" + ROOT + "><environments>");
        found.load();
        assertBlocks("production", "Manage Jenkins, environment *", ROOT + ".xml is damaged");
    }

    private void load(String elements) throws Exception {
        Files.writeString(
                file(), "<?xml version='1.1' encoding='UTF-8'?>\n<" + ROOT + ">\n" + elements + "</" + ROOT + ">\n");
        found.load();
    }

    private static String environments(String... contents) {
        StringBuilder xml = new StringBuilder("<environments>");
        for (String content : contents) {
            xml.append('<').append(ENVIRONMENT).append('>').append(content).append("</");
            xml.append(ENVIRONMENT).append('>');
        }
        return xml.append("</environments>").toString();
    }

    private static void assertBlocks(String environment, String... words) throws Exception {
        Protection protection = Protection.of(job(), environment);
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> protection.rules(Set.of(ReleaseType.MINOR)))
                .withMessageContainingAll(words);
        assertThatExceptionOfType(AbortException.class).isThrownBy(protection::admission);
    }

    private static Path file() {
        return rule().jenkins.getRootDir().toPath().resolve(ROOT + ".xml");
    }
}
