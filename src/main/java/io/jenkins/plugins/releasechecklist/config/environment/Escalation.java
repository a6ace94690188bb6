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
import io.jenkins.plugins.releasechecklist.config.form.DurationText;
import io.jenkins.plugins.releasechecklist.config.form.KnownNames;
import io.jenkins.plugins.releasechecklist.engine.gate.Reminders;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.time.Duration;
import java.util.List;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which other role hears of a gate that nobody decides, and after what time. Immutable. */
public class Escalation implements Describable<Escalation> {
    private final String after;
    private final String role;

    /**
     * Names a role.
     *
     * @param after how long after the opening of the gate, such as {@code 8h}
     * @param role the role whose channel hears of it
     * @throws IllegalArgumentException if the duration is not longer than zero, or the name is none of a role
     */
    @DataBoundConstructor
    public Escalation(String after, String role) {
        this.after = Util.fixNull(after).strip();
        this.role = Ids.require(Util.fixNull(role).strip(), "role of an escalation");
        toEscalation();
    }

    public String getAfter() {
        return after;
    }

    public String getRole() {
        return role;
    }

    /** The escalation in the terms of a gate. */
    public final Reminders.Escalation toEscalation() {
        return new Reminders.Escalation(duration(after), role);
    }

    private static Duration duration(String after) {
        return DurationText.parse(after, "time of an escalation")
                .orElseThrow(() -> new IllegalArgumentException(
                        "time of an escalation: expected a duration such as 8h, found nothing"));
    }

    private Object readResolve() {
        return new Escalation(after, role);
    }

    /** The form of an escalation. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Escalation> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.Escalation_displayName();
        }

        @POST
        public FormValidation doCheckAfter(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.validate(folder, () -> duration(value));
        }

        /** Checks the form of the role, and warns when no such role is configured. */
        @POST
        public FormValidation doCheckRole(@AncestorInPath Item folder, @QueryParameter String value) {
            return KnownNames.checkRoles(folder, List.of(Util.fixNull(value).strip()));
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteRole(@AncestorInPath Item folder, @QueryParameter String value) {
            return KnownNames.roles(folder, value);
        }
    }
}
