package io.jenkins.plugins.releasechecklist.config.audience;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import io.jenkins.plugins.releasechecklist.config.form.KnownNames;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** People who hear of releases, and the channels by which they do. */
public class Audience implements Describable<Audience> {
    private final String name;
    private List<String> channels = CommaList.names(null);
    private String introduction = "";

    /**
     * Makes an audience that has no channel yet.
     *
     * @param name as plans and steps name it, such as {@code support}; the name of a role stands for those who hold it
     * @throws IllegalArgumentException if it is not made of lower-case letters, digits and hyphens
     */
    @DataBoundConstructor
    public Audience(String name) {
        this.name = requireName(name);
    }

    public String getName() {
        return name;
    }

    public List<String> getChannels() {
        return List.copyOf(channels);
    }

    /** Sets the channels; an element may hold several names with commas between them. */
    @DataBoundSetter
    public void setChannels(List<String> channels) {
        this.channels = CommaList.names(channels);
    }

    public String getChannelsText() {
        return CommaList.text(channels);
    }

    /** What is said before every message to the audience, as Markdown; empty when nothing is. */
    public String getIntroduction() {
        return introduction;
    }

    @DataBoundSetter
    public void setIntroduction(String introduction) {
        this.introduction = Util.fixNull(introduction).strip();
    }

    /**
     * Copies a list.
     *
     * @param audiences may be null, which stands for an empty list
     * @throws IllegalArgumentException if two have the same name
     */
    public static List<Audience> distinct(@CheckForNull List<Audience> audiences) {
        return FormCopy.copy(audiences, Audience::getName, "the audience");
    }

    private static String requireName(String name) {
        return Ids.require(Util.fixNull(name).strip(), "audience name");
    }

    private Object readResolve() {
        // A file edited by hand into something invalid: Jenkins leaves the audience out and reports it as unreadable
        // data.
        requireName(name);
        channels = CommaList.names(channels);
        introduction = Util.fixNull(introduction).strip();
        return this;
    }

    /** The form of an audience, in the system configuration and in folders. */
    @Extension
    @Symbol("audience")
    public static final class DescriptorImpl extends Descriptor<Audience> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.Audience_displayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.validate(folder, () -> requireName(value));
        }

        /** Warns of channels that are not configured. */
        @POST
        public FormValidation doCheckChannels(@AncestorInPath Item folder, @QueryParameter String value) {
            return KnownNames.checkChannels(folder, CommaList.names(List.of(Util.fixNull(value))));
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteChannels(
                @AncestorInPath Item folder, @QueryParameter String value) {
            return KnownNames.channels(folder, value);
        }
    }
}
