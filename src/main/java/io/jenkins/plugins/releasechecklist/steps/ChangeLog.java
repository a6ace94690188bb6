package io.jenkins.plugins.releasechecklist.steps;

import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.releasechecklist.engine.notes.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.scm.RunWithSCM;

/** The commits of a build, as release notes show them. */
final class ChangeLog {
    private ChangeLog() {}

    static List<Change> of(Run<?, ?> build) {
        List<Change> changes = new ArrayList<>();
        if (build instanceof RunWithSCM<?, ?> withCommits) {
            for (ChangeLogSet<? extends ChangeLogSet.Entry> set : withCommits.getChangeSets()) {
                for (ChangeLogSet.Entry entry : set) {
                    changes.add(Change.of(
                            Optional.ofNullable(entry.getCommitId()),
                            entry.getMsg(),
                            Optional.of(entry.getAuthor().getDisplayName())));
                }
            }
        }
        return changes;
    }
}
