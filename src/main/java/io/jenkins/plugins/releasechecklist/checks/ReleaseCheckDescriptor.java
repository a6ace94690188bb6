package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.util.FormValidation;
import java.util.function.Consumer;
import jenkins.model.Jenkins;

/** The form of a kind of check. */
public abstract class ReleaseCheckDescriptor extends Descriptor<ReleaseCheck> implements ScalarsAsText {
    /** The form of the class that the descriptor is nested in. */
    protected ReleaseCheckDescriptor() {}

    protected ReleaseCheckDescriptor(Class<? extends ReleaseCheck> check) {
        super(check);
    }

    /**
     * Says in the form what a build would say.
     *
     * @param item the job whose form or Snippet Generator it is; null in a form of Jenkins itself
     * @param value what stands in the field; empty is allowed
     * @param reader throws an {@link IllegalArgumentException} with a message for people when the value is not valid
     */
    public static FormValidation validate(
            @CheckForNull Item item, @CheckForNull String value, Consumer<String> reader) {
        String text = Util.fixNull(value);
        if (text.isEmpty() || !mayConfigure(item)) {
            return FormValidation.ok();
        }
        try {
            reader.accept(text);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Like {@link #validate}, for a field that has to be filled. */
    public static FormValidation validateRequired(
            @CheckForNull Item item, @CheckForNull String value, Consumer<String> reader) {
        return Util.fixNull(value).isBlank() && mayConfigure(item)
                ? FormValidation.error(Messages.ReleaseCheckDescriptor_required())
                : validate(item, value, reader);
    }

    /** Whether the calling user may see and fill the forms of the job, or of Jenkins itself. */
    public static boolean mayConfigure(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Permission.CONFIGURE) || item.hasPermission(Item.EXTENDED_READ);
    }
}
