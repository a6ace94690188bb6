package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code withChecklistItem}: the item is done by the body. */
public class WithChecklistItemStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private final String id;

    @DataBoundConstructor
    public WithChecklistItemStep(String id) {
        this.id = Parameters.orNull(id);
    }

    public String getId() {
        return id;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new WithChecklistItemExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("withChecklistItem", Messages.WithChecklistItemStep_displayName());
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validateRequired(item, value, text -> Ids.require(text.strip(), "id"));
        }

        @POST
        public ComboBoxModel doFillIdItems() {
            return ChecklistItemStep.DescriptorImpl.builtInItems();
        }
    }
}
