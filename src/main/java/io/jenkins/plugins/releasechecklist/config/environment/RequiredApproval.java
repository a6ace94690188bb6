package io.jenkins.plugins.releasechecklist.config.environment;

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
import io.jenkins.plugins.releasechecklist.config.form.KnownNames;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.AncestorInPath;
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
    private List<String> releaseTypes = new ArrayList<>();

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

    /** Sets how many people are asked for; refuses what is not 1 to {@value Approval#MOST}. */
    @DataBoundSetter
    public void setCount(int count) {
        this.count = new Approval(List.of(role), count).count();
    }

    /** The release types that need the approval, {@code patch}, {@code minor} or {@code major}; none: all of them. */
    public List<String> getReleaseTypes() {
        return List.copyOf(releaseTypes);
    }

    /** Sets the release types; an element may hold several, with commas between them. Refuses other words. */
    @DataBoundSetter
    public void setReleaseTypes(List<String> releaseTypes) {
        this.releaseTypes = types(releaseTypes, "release type of an approval");
    }

    /** The names in their usual order, each once. The list is new and can be stored. */
    private static List<String> types(List<String> names, String what) {
        return new ArrayList<>(CommaList.of(names).stream()
                .map(name -> ReleaseType.require(name, what))
                .distinct()
                .sorted()
                .map(ReleaseType::id)
                .toList());
    }

    /** The release types as the form shows them. */
    public String getReleaseTypesText() {
        return CommaList.text(releaseTypes);
    }

    /** What tells the approval from others of an environment. */
    String name() {
        return releaseTypes.isEmpty() ? role : role + " for " + getReleaseTypesText();
    }

    /** Whether a release of the type needs the approval. */
    boolean covers(ReleaseType type) {
        return releaseTypes.isEmpty() || releaseTypes.contains(type.id());
    }

    /** The approval in the terms of a gate. */
    public Approval toApproval() {
        return new Approval(List.of(role), count);
    }

    private Object readResolve() {
        RequiredApproval checked = new RequiredApproval(role);
        // XStream runs no initializers: a file without the element leaves 0.
        checked.setCount(count == 0 ? DEFAULT_COUNT : count);
        checked.setReleaseTypes(releaseTypes);
        return checked;
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
        public FormValidation doCheckRole(@AncestorInPath Item folder, @QueryParameter String value) {
            return KnownNames.checkRoles(folder, List.of(Util.fixNull(value).strip()));
        }

        @POST
        public FormValidation doCheckCount(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.isOpen(folder)
                    ? FormValidation.validateIntegerInRange(Util.fixNull(value).strip(), 1, Approval.MOST)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckReleaseTypes(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.validate(
                    folder, () -> types(List.of(Util.fixNull(value)), Messages.RequiredApproval_releaseType()));
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteRole(@AncestorInPath Item folder, @QueryParameter String value) {
            return KnownNames.roles(folder, value);
        }
    }
}
