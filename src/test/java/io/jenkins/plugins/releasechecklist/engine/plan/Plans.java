package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;

/** Reads the plans of tests, which follow the built-in checklist unless a test says otherwise. */
public final class Plans {
    private Plans() {}

    /** A plan of the built-in kinds of checks. */
    public static Plan read(String text, String fileName) {
        return read(text, fileName, Templates.octoacme());
    }

    /** A plan that may use kinds of checks of other plugins. */
    public static Plan read(String text, String fileName, ForeignKinds foreign) {
        return PlanReader.read(text, fileName, Templates.BUILT_IN, Templates.octoacme(), foreign);
    }

    /** A plan of the built-in kinds of checks that follows another checklist. */
    public static Plan read(String text, String fileName, Checklist otherwise) {
        return PlanReader.read(text, fileName, Templates.BUILT_IN, otherwise, ForeignKinds.NONE);
    }
}
