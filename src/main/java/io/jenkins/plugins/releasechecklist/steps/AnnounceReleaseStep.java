package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
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

    /** What it means when somebody could not be told. */
    public static final String DEFAULT_ON_FAILURE = "fail";

    @DataBoundSetter
    String notes;

    @DataBoundSetter
    String notesFile;

    @DataBoundSetter
    String channels;

    @DataBoundSetter
    String audiences;

    @DataBoundSetter
    String attach;

    @DataBoundSetter
    boolean dryRun;

    @DataBoundSetter
    String onFailure = DEFAULT_ON_FAILURE;

    @DataBoundConstructor
    public AnnounceReleaseStep() {
        // Notes and who hears of them come from the plan unless they are given.
    }

    /** The summary as Markdown, or the notes in the form of the plan. */
    public String getNotes() {
        return notes;
    }

    /** A Markdown file in the workspace. */
    public String getNotesFile() {
        return notesFile;
    }

    /** Names with commas between them, or a list. */
    public String getAudiences() {
        return audiences;
    }

    /** Ant patterns with commas between them, or a list. */
    public String getAttach() {
        return attach;
    }

    public String getOnFailure() {
        return onFailure;
    }

    /** Names with commas between them, or a list. */
    public String getChannels() {
        return channels;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AnnounceReleaseExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("announceRelease", Messages.AnnounceReleaseStep_displayName());
        }

        @Override
        Map<String, Function<String, Object>> structured() {
            return Map.of(
                    "notes", Parameters::value,
                    "channels", Parameters::value,
                    "audiences", Parameters::value,
                    "attach", Parameters::value);
        }

        @POST
        public FormValidation doCheckNotes(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(item, value, AnnounceReleaseExecution::inlineNotes);
        }

        @POST
        public FormValidation doCheckNotesFile(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(item, value, text -> Parameters.inWorkspace("notesFile", text));
        }

        @POST
        public FormValidation doCheckChannels(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(
                    item, value, text -> Parameters.list(text).forEach(Announcement::channel));
        }

        @POST
        public FormValidation doCheckAudiences(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(
                    item, value, text -> Parameters.list(text).forEach(Announcement::audience));
        }

        @POST
        public FormValidation doCheckAttach(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(
                    item,
                    value,
                    text -> Parameters.list(text).forEach(pattern -> Parameters.inWorkspace("attach", pattern)));
        }
    }
}
