package io.jenkins.plugins.releasechecklist.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import java.util.Map;
import java.util.function.Function;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code announceRelease}: renders the release notes, keeps them with the build, and sends them to channels. */
public class AnnounceReleaseStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private String notes;
    private String channels;
    private boolean dryRun;

    @DataBoundConstructor
    public AnnounceReleaseStep() {
        // Notes and channels come from the plan unless they are given.
    }

    /** The summary as text, or the notes in the form of the plan. */
    public String getNotes() {
        return notes;
    }

    @DataBoundSetter
    public void setNotes(String notes) {
        this.notes = orNull(notes);
    }

    /** Names with commas between them, or a list. */
    public String getChannels() {
        return channels;
    }

    @DataBoundSetter
    public void setChannels(String channels) {
        this.channels = orNull(channels);
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AnnounceReleaseExecution(context, this);
    }

    /** Descriptor of the step. */
    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("announceRelease", Messages.AnnounceReleaseStep_displayName());
        }

        @Override
        Map<String, Function<String, Object>> structured() {
            return Map.of("notes", Structured::value, "channels", Structured::value);
        }

        /** Checks the notes. */
        @POST
        public FormValidation doCheckNotes(
                @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
            return ReleaseCheckDescriptor.validate(item, value, AnnounceReleaseExecution::draft);
        }
    }
}
