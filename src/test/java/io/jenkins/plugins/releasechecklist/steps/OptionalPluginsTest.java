package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.ExtensionList;
import io.jenkins.plugins.releasechecklist.config.ConfiguredTemplates;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.channel.EmailChannel;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The plugin does without the plugins that it can do without. */
class OptionalPluginsTest {
    private static final String[] OPTIONAL = {"junit", "mailer", "cloudbees-folder", "dashboard-view"};

    /** Also without the plugins that cannot do without those. */
    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.create()
            .omitPlugins(OPTIONAL)
            .omitPlugins(
                    "branch-api",
                    "pipeline-groovy-lib",
                    "pipeline-model-definition",
                    "workflow-basic-steps",
                    "workflow-multibranch");

    @Test
    void startsWithoutThemAndSaysWhatIsMissing() throws Throwable {
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(OptionalPluginsTest::look);
        jenkins.stopJenkins();
    }

    private static void look(JenkinsRule rule) throws Throwable {
        for (String plugin : OPTIONAL) {
            assertThat(rule.jenkins.getPlugin(plugin)).as(plugin).isNull();
        }
        assertThat(rule.jenkins.getPluginManager().getFailedPlugins()).isEmpty();
        assertThat(ExtensionList.lookup(ReleaseStepDescriptor.class)).hasSize(9);
        assertThatThrownBy(() -> Parameters.reports("*.xml")).hasMessageContaining("JUnit plugin");
        EmailChannel mails = new EmailChannel("support", List.of("support@example.com"));
        assertThatThrownBy(() -> mails.transport(null)).hasMessageContaining("Mailer plugin");
        assertThat(Protection.of(rule.createProject(WorkflowJob.class), "production")
                        .admission())
                .isEmpty();
        assertThat(ConfiguredTemplates.of(rule.jenkins).names()).containsExactly("octoacme");
    }
}
