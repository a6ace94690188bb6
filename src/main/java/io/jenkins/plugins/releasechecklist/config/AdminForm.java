package io.jenkins.plugins.releasechecklist.config;

import hudson.util.FormValidation;
import jenkins.model.Jenkins;

/** Validation of the fields of the system configuration. Whoever may not change it learns nothing. */
final class AdminForm {
    private AdminForm() {}

    /**
     * Says in the form what saving would say.
     *
     * @param check throws an {@link IllegalArgumentException} with a message for people when the value is not allowed
     */
    static FormValidation validate(Runnable check) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
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
