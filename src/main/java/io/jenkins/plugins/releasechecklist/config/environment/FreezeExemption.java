package io.jenkins.plugins.releasechecklist.config.environment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.KnownNames;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A release type that may pass a freeze, and what it costs. */
public class FreezeExemption implements Describable<FreezeExemption> {
    /** How many more people are asked for unless the configuration says otherwise. */
    public static final int DEFAULT_MORE_APPROVALS = 1;

    private final String releaseType;
    // An object, because XStream makes a 0 of an element that a file leaves out, and 0 means that nobody more is asked.
    private Integer moreApprovals = DEFAULT_MORE_APPROVALS;
    private String role = "";

    /**
     * Lets releases of a type pass with one more approval.
     *
     * @param releaseType {@code patch}, {@code minor} or {@code major}
     * @throws IllegalArgumentException if it is something else
     */
    @DataBoundConstructor
    public FreezeExemption(String releaseType) {
        this.releaseType = ReleaseType.require(Util.fixNull(releaseType), "release type of an exemption")
                .id();
    }

    public String getReleaseType() {
        return releaseType;
    }

    /** How many people have to say Go in addition to what the gate asks for anyway, 0 to {@value Approval#MOST}. */
    public int getMoreApprovals() {
        return moreApprovals;
    }

    /** Sets how many more people are asked for; refuses what is not 0 to {@value Approval#MOST}. */
    @DataBoundSetter
    public void setMoreApprovals(int moreApprovals) {
        this.moreApprovals = exemption(releaseType, moreApprovals, role).moreApprovals();
    }

    /** The role of these people; empty: any role that the gate asks for. */
    public String getRole() {
        return role;
    }

    /** Sets the role of these people; refuses what is not made of lower-case letters, digits and hyphens. */
    @DataBoundSetter
    public void setRole(String role) {
        String stripped = Util.fixNull(role).strip();
        exemption(releaseType, moreApprovals, stripped);
        this.role = stripped;
    }

    /** The exemption in the terms of a gate. */
    public Freeze.Exemption toExemption() {
        return exemption(releaseType, moreApprovals, role);
    }

    private static Freeze.Exemption exemption(String type, int moreApprovals, String role) {
        return new Freeze.Exemption(
                ReleaseType.require(type, "release type of an exemption"),
                moreApprovals,
                role.isEmpty() ? Optional.empty() : Optional.of(role));
    }

    private Object readResolve() {
        FreezeExemption checked = new FreezeExemption(releaseType);
        checked.setMoreApprovals(moreApprovals == null ? DEFAULT_MORE_APPROVALS : moreApprovals);
        checked.setRole(role);
        return checked;
    }

    /** The form of an exemption. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<FreezeExemption> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.FreezeExemption_displayName();
        }

        @POST
        public ListBoxModel doFillReleaseTypeItems() {
            ListBoxModel items = new ListBoxModel();
            for (ReleaseType type : ReleaseType.values()) {
                items.add(type.id());
            }
            return items;
        }

        @POST
        public FormValidation doCheckMoreApprovals(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.isOpen(folder)
                    ? FormValidation.validateIntegerInRange(Util.fixNull(value).strip(), 0, Approval.MOST)
                    : FormValidation.ok();
        }

        /** Checks the form of the role, if there is one, and warns when no such role is configured. */
        @POST
        public FormValidation doCheckRole(@AncestorInPath Item folder, @QueryParameter String value) {
            String role = Util.fixNull(value).strip();
            return KnownNames.checkRoles(folder, role.isEmpty() ? List.of() : List.of(role));
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteRole(@AncestorInPath Item folder, @QueryParameter String value) {
            return KnownNames.roles(folder, value);
        }
    }
}
