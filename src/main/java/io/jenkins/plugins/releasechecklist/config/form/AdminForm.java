package io.jenkins.plugins.releasechecklist.config.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import jenkins.model.Jenkins;

/** Validation of the fields of the system configuration and of folders. Whoever may not change them learns nothing. */
public final class AdminForm {
    private AdminForm() {}

    /**
     * Whether the user may change what the form shows.
     *
     * @param folder the folder that is configured; null: Jenkins
     */
    public static boolean isOpen(@CheckForNull Item folder) {
        return folder == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : folder.hasPermission(Item.CONFIGURE);
    }

    /** Says in the form of the system configuration what saving would say. */
    public static FormValidation validate(Runnable check) {
        return validate(null, check);
    }

    /**
     * Says in the form what saving would say.
     *
     * @param folder the folder that is configured; null: Jenkins
     * @param check throws an {@link IllegalArgumentException} with a message for people when the value is not allowed
     */
    public static FormValidation validate(@CheckForNull Item folder, Runnable check) {
        if (!isOpen(folder)) {
            return FormValidation.ok();
        }
        try {
            check.run();
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
