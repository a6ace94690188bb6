package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code checklistItem}: marks an item of the checklist. */
public class ChecklistItemStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    /** The status that is marked unless another one is given. */
    public static final String DEFAULT_STATUS = "PASSED";

    private final String id;

    @DataBoundSetter
    String status = DEFAULT_STATUS;

    @DataBoundSetter
    String note;

    @DataBoundSetter
    String evidence;

    @DataBoundConstructor
    public ChecklistItemStep(String id) {
        this.id = Parameters.orNull(id);
    }

    public String getId() {
        return id;
    }

    public String getStatus() {
        return status;
    }

    public String getNote() {
        return note;
    }

    /** One address, or several with commas between them or as a list. */
    public String getEvidence() {
        return evidence;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ChecklistItemExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("checklistItem", Messages.ChecklistItemStep_displayName());
        }

        @Override
        Map<String, Function<String, Object>> structured() {
            return Map.of("evidence", Parameters::value);
        }

        public String getDefaultStatus() {
            return DEFAULT_STATUS;
        }

        /** Checks the form of the id; a team's own checklist has other items than the built-in one. */
        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validateRequired(item, value, text -> Ids.require(text.strip(), "id"));
        }

        @POST
        public ComboBoxModel doFillIdItems() {
            return builtInItems();
        }

        static ComboBoxModel builtInItems() {
            ComboBoxModel items = new ComboBoxModel();
            Templates.octoacme().items().forEach(item -> items.add(item.id()));
            return items;
        }

        @POST
        public ListBoxModel doFillStatusItems() {
            return choices(
                    Arrays.stream(ItemStatus.values()).map(ItemStatus::name).toList());
        }
    }
}
