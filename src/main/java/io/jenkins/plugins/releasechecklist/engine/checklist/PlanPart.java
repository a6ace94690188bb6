package io.jenkins.plugins.releasechecklist.engine.checklist;

import java.util.Locale;

/** A part of a release plan that completes an item by being there. */
public enum PlanPart {
    /** Release notes with at least one field. */
    NOTES,
    /** A rollback plan: text or link. */
    ROLLBACK,
    /** Checks for at least one environment. */
    CHECKS;

    /** The name in a template: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
