package io.jenkins.plugins.releasechecklist.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Strictest;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the administrator demands of every gate for an environment. Plans and Jenkinsfiles can add to it and take nothing away.
 */
public class ProtectedEnvironment implements Describable<ProtectedEnvironment> {
    private final String name;
    private List<RequiredApproval> approvals = new ArrayList<>();
    private boolean forbidSelfApproval;

    /**
     * Makes a rule that demands nothing yet.
     *
     * @param name the name of the environment, or a pattern with {@code *} for any letters and {@code ?} for one
     * @throws IllegalArgumentException if it is blank
     */
    @DataBoundConstructor
    public ProtectedEnvironment(String name) {
        this.name = requireName(name);
    }

    public String getName() {
        return name;
    }

    public List<RequiredApproval> getApprovals() {
        return List.copyOf(approvals);
    }

    /**
     * Sets the approvals that every gate for the environment asks for.
     *
     * @throws IllegalArgumentException if a role is there twice
     */
    @DataBoundSetter
    public void setApprovals(List<RequiredApproval> approvals) {
        this.approvals = Distinct.copy(approvals, RequiredApproval::getRole, "an approval by the role");
    }

    /** Whether those who started, replayed or restarted a build may not vote on its gate. Default: they may. */
    public boolean isForbidSelfApproval() {
        return forbidSelfApproval;
    }

    @DataBoundSetter
    public void setForbidSelfApproval(boolean forbidSelfApproval) {
        this.forbidSelfApproval = forbidSelfApproval;
    }

    /** The approvals in the terms of a gate. */
    public List<Approval> toApprovals() {
        return approvals.stream().map(RequiredApproval::toApproval).toList();
    }

    /**
     * Whether the rule is about an environment. Upper and lower case are the same: a Jenkinsfile that says {@code Production}
     * deploys to the same place, and must not get around the rule for {@code production}.
     */
    public boolean covers(String environment) {
        return new EnvironmentPattern(name).matches(environment);
    }

    /** The union of several rules: all their approvals, the larger count for the same role, self-approval only if all allow it. */
    static ProtectedEnvironment strictest(String environment, List<ProtectedEnvironment> rules) {
        ProtectedEnvironment union = new ProtectedEnvironment(environment);
        List<Approval> approvals = List.of();
        for (ProtectedEnvironment rule : rules) {
            approvals = Strictest.approvals(approvals, rule.toApprovals());
        }
        union.approvals = new ArrayList<>();
        for (Approval approval : approvals) {
            RequiredApproval required = new RequiredApproval(approval.anyOf().get(0));
            required.setCount(approval.count());
            union.approvals.add(required);
        }
        union.forbidSelfApproval = rules.stream().anyMatch(ProtectedEnvironment::isForbidSelfApproval);
        return union;
    }

    private static String requireName(String name) {
        String stripped = Util.fixNull(name).strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException(
                    "environment: expected a name such as production or a pattern such as prod*, found nothing");
        }
        return stripped;
    }

    private Object readResolve() {
        requireName(name);
        approvals = approvals == null ? new ArrayList<>() : approvals;
        return this;
    }

    /** The form of a protected environment. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ProtectedEnvironment> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ProtectedEnvironment_displayName();
        }

        /** Checks that there is a name. */
        @POST
        public FormValidation doCheckName(@QueryParameter @CheckForNull String value) {
            return AdminForm.validate(() -> requireName(value));
        }
    }
}
