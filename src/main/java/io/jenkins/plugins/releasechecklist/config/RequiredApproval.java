package io.jenkins.plugins.releasechecklist.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How many different people of a role have to say Go before anything is deployed to an environment. */
public class RequiredApproval implements Describable<RequiredApproval> {
    /** How many people are asked for unless the configuration says otherwise. */
    public static final int DEFAULT_COUNT = 1;

    private final String role;
    private int count = DEFAULT_COUNT;

    /**
     * Asks for one person.
     *
     * @param role the name of a role
     * @throws IllegalArgumentException if it is not made of lower-case letters, digits and hyphens
     */
    @DataBoundConstructor
    public RequiredApproval(String role) {
        this.role = Ids.require(Util.fixNull(role).strip(), "role of an approval");
    }

    public String getRole() {
        return role;
    }

    /** How many people, 1 to {@value Approval#MOST}. */
    public int getCount() {
        return count;
    }

    /**
     * Sets how many people are asked for.
     *
     * @param count 1 to {@value Approval#MOST}
     * @throws IllegalArgumentException if it is another number
     */
    @DataBoundSetter
    public void setCount(int count) {
        this.count = new Approval(List.of(role), count).count();
    }

    /** The approval in the terms of a gate. */
    public Approval toApproval() {
        return new Approval(List.of(role), count);
    }

    private Object readResolve() {
        Ids.require(Util.fixNull(role), "role of an approval");
        // XStream runs no initializers: a file without the element leaves 0.
        count = count == 0 ? DEFAULT_COUNT : count;
        return this;
    }

    /** The form of an approval. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<RequiredApproval> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.RequiredApproval_displayName();
        }

        /** Checks the form of the role, and warns when no such role is configured. */
        @POST
        public FormValidation doCheckRole(@QueryParameter @CheckForNull String value) {
            String role = Util.fixNull(value).strip();
            FormValidation form = AdminForm.validate(() -> Ids.require(role, Messages.RequiredApproval_role()));
            if (form.kind != FormValidation.Kind.OK || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return form;
            }
            Set<String> names = Roles.configured().names();
            return names.contains(role)
                    ? FormValidation.ok()
                    : FormValidation.warning(Suggestions.closest(role, names)
                            .map(near -> Messages.RequiredApproval_didYouMean(role, near))
                            .orElse(Messages.RequiredApproval_unknownRole(role)));
        }

        /** Checks the range of the number. */
        @POST
        public FormValidation doCheckCount(@QueryParameter @CheckForNull String value) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    ? FormValidation.validateIntegerInRange(Util.fixNull(value).strip(), 1, Approval.MOST)
                    : FormValidation.ok();
        }

        /** Offers the configured roles. */
        @POST
        public AutoCompletionCandidates doAutoCompleteRole(@QueryParameter @CheckForNull String value) {
            AutoCompletionCandidates candidates = new AutoCompletionCandidates();
            if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                Roles.configured().names().stream()
                        .filter(name -> name.startsWith(Util.fixNull(value).strip()))
                        .forEach(candidates::add);
            }
            return candidates;
        }
    }
}
