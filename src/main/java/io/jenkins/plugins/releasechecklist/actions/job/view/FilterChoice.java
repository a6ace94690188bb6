package io.jenkins.plugins.releasechecklist.actions.job.view;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;

/**
 * An entry of a list from which one is chosen.
 *
 * @param value what the form sends
 * @param text for people
 * @param chosen whether it is chosen
 */
public record FilterChoice(String value, String text, boolean chosen) {
    static String text(ReleaseType type) {
        return switch (type) {
            case PATCH -> Messages.Choice_patch();
            case MINOR -> Messages.Choice_minor();
            case MAJOR -> Messages.Choice_major();
        };
    }
}
