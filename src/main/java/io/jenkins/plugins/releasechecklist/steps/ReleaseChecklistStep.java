package io.jenkins.plugins.releasechecklist.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.config.ConfiguredTemplates;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.steps.run.Artifacts;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code releaseChecklist}: opens the record of the build, or adds what it does not know yet. */
public class ReleaseChecklistStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    @DataBoundSetter
    String name;

    @DataBoundSetter
    String version;

    @DataBoundSetter
    String type;

    @DataBoundSetter
    String plan;

    @DataBoundSetter
    String template;

    @DataBoundSetter
    String artifacts;

    @DataBoundSetter
    String credentials;

    @DataBoundSetter
    String notesFile;

    @DataBoundConstructor
    public ReleaseChecklistStep() {
        // Every parameter may be given or left to the plan; what is missing is said when the step runs.
    }

    public String getName() {
        return name;
    }

    public String getVersion() {
        return version;
    }

    public String getType() {
        return type;
    }

    public String getPlan() {
        return plan;
    }

    public String getTemplate() {
        return template;
    }

    public String getArtifacts() {
        return artifacts;
    }

    /** Ids with commas between them, or a list: which credentials of the job the checks of the plan may use. */
    public String getCredentials() {
        return credentials;
    }

    public String getNotesFile() {
        return notesFile;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ReleaseChecklistExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("releaseChecklist", Messages.ReleaseChecklistStep_displayName());
        }

        @Override
        Map<String, Function<String, Object>> structured() {
            return Map.of("artifacts", Artifacts::snippet, "credentials", Parameters::value);
        }

        @POST
        public FormValidation doCheckArtifacts(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(item, value, Artifacts::read);
        }

        @POST
        public FormValidation doCheckNotesFile(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(item, value, text -> Parameters.inWorkspace("notesFile", text));
        }

        /** Offers the release types, and none: it follows from the version. */
        @POST
        public ListBoxModel doFillTypeItems() {
            return choices(Stream.concat(
                            Stream.of(""), Arrays.stream(ReleaseType.values()).map(ReleaseType::id))
                    .toList());
        }

        /** Offers the templates that the job can name, and none: that of the plan. */
        @POST
        public ListBoxModel doFillTemplateItems(@AncestorInPath @CheckForNull Item item) {
            Templates templates = item != null && item.hasPermission(Item.CONFIGURE)
                    ? ConfiguredTemplates.of(item.getParent())
                    : Templates.BUILT_IN;
            return choices(
                    Stream.concat(Stream.of(""), templates.names().stream()).toList());
        }
    }
}
