package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.Locale;

/** The groups of a change log, in the order in which they are shown. */
public enum ChangeKind {
    /** Something that worked before does not work as before. */
    BREAKING("Breaking changes"),
    /** {@code feat} of Conventional Commits. */
    FEATURE("Features"),
    /** {@code fix}. */
    FIX("Fixes"),
    /** {@code perf}. */
    PERFORMANCE("Performance"),
    /** Everything else. */
    OTHER("Other changes");

    private final String title;

    ChangeKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** The group of a type of Conventional Commits 1.0.0. */
    static ChangeKind ofType(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "feat", "feature" -> FEATURE;
            case "fix", "bugfix", "hotfix" -> FIX;
            case "perf" -> PERFORMANCE;
            default -> OTHER;
        };
    }
}
