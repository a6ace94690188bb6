package io.jenkins.plugins.releasechecklist.builds.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.DumbSlave;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** How an agent is tied to environments, and by whom. */
class AgentConfigurationTest extends OneJenkins {
    @AfterEach
    void remove() throws Exception {
        for (Node node : Jenkins.get().getNodes()) {
            Jenkins.get().removeNode(node);
        }
    }

    private static List<String> environments(Node node) {
        return node.getNodeProperty(ReleaseEnvironments.class).getEnvironments();
    }

    @Test
    void theFormOfAnAgentKeepsAndChangesThem() throws Exception {
        DumbSlave agent = rule().createSlave();
        agent.getNodeProperties().add(new ReleaseEnvironments(List.of("Production", "Prod EU, prod-*", "Production")));
        rule().configRoundtrip(agent);
        assertThat(environments(Jenkins.get().getNode(agent.getNodeName())))
                .containsExactly("Production", "Prod EU", "prod-*");
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            HtmlForm form = web.goTo(agent.toComputer().getUrl() + "configure").getFormByName("config");
            form.getInputByName("_.environments").setValue("pro\u200Bduction");
            rule().submit(form);
        }
        List<String> wrong = environments(Jenkins.get().getNode(agent.getNodeName()));
        assertThat(AgentClearance.of(succeed("echo ''"), wrong).why().text())
                .contains("it cannot be seen: leave it out");
        assertThat(Jenkins.get()
                        .getDescriptorByType(ReleaseEnvironments.DescriptorImpl.class)
                        .isApplicable(Jenkins.class))
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReleaseEnvironments(List.of(" ,")))
                .withMessageContaining("environment: enter a name (production)");
    }

    // security.md: S45
    @Test
    void theFormChecksThemForWhoeverMayConfigureTheAgent() throws Exception {
        DumbSlave agent = rule().createSlave();
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(new ProtectedEnvironment("prod*")));
        ReleaseEnvironments.DescriptorImpl form =
                ExtensionList.lookupSingleton(ReleaseEnvironments.DescriptorImpl.class);
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.READ, Computer.CONFIGURE)
                        .everywhere()
                        .to("owner")
                        .grant(Jenkins.READ)
                        .everywhere()
                        .to("reader"));
        try (ACLContext as = ACL.as2(User.getById("owner", true).impersonate2())) {
            assertThat(form.doCheckEnvironments(agent.toComputer(), "production, prod-*").kind)
                    .isEqualTo(FormValidation.Kind.OK);
            FormValidation open = form.doCheckEnvironments(agent.toComputer(), "production, stagign");
            assertThat(open.kind).isEqualTo(FormValidation.Kind.WARNING);
            assertThat(open.getMessage()).contains("protects no environment stagign");
            assertThat(form.doCheckEnvironments(null, "").kind).isEqualTo(FormValidation.Kind.ERROR);
        }
        try (ACLContext as = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(form.doCheckEnvironments(agent.toComputer(), "stagign").kind)
                    .isEqualTo(FormValidation.Kind.OK);
        }
    }

    @Test
    void configurationAsCodeSetsAndExportsThem(@TempDir Path folder) throws Exception {
        Path yaml = folder.resolve("jenkins.yaml");
        Files.writeString(yaml, """
                jenkins:
                  nodes:
                    - permanent:
                        name: prod-1
                        remoteFS: /tmp/prod-1
                        labelString: prod
                        launcher: inbound
                        nodeProperties:
                          - releaseEnvironments: {environments: [production, "prod-*"]}
                """);
        ConfigurationAsCode.get().configure(yaml.toString());
        assertThat(environments(Jenkins.get().getNode("prod-1"))).containsExactly("production", "prod-*");
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8)).containsPattern("releaseEnvironments:\\s+environments:");
    }
}
