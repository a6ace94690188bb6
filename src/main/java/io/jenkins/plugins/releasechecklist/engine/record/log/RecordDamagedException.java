package io.jenkins.plugins.releasechecklist.engine.record.log;

import java.io.IOException;

/** The record of a release cannot be believed: nothing is decided on it and nothing is appended to it. */
public class RecordDamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    public RecordDamagedException(Damage damage) {
        super("The " + damage.text() + ". Nothing can be decided on " + (damage.newer() ? "it." : "a damaged record."));
    }
}
