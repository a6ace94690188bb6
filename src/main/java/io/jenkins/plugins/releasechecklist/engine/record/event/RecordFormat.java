package io.jenkins.plugins.releasechecklist.engine.record.event;

import java.util.Optional;

/**
 * The form in which a record is written. What a version only adds, kinds of events and components that may be missing, changes no
 * number; what an earlier version would take for something else does.
 *
 * @param version 1 or more; that of a record that names none is 1
 * @param writer the version of Release Checklist that began the record
 */
public record RecordFormat(int version, String writer) {
    /** What this version writes, and the highest that it reads. */
    public static final int CURRENT = 1;

    /** The form in which such a version of Release Checklist writes. */
    public static RecordFormat by(String writer) {
        return new RecordFormat(CURRENT, writer);
    }

    /** Why this version does not understand the record; empty when it does. */
    public Optional<String> problem() {
        return version <= CURRENT
                ? Optional.empty()
                : Optional.of("the record has format " + version + ", and this version reads formats up to " + CURRENT
                        + ": use Release Checklist " + writer + " or later");
    }
}
