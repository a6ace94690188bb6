package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import java.util.LinkedHashSet;
import java.util.Set;
import jenkins.scm.RunWithSCM;

/** Whom the changes of a build name as their authors. Anybody can write any name into a commit. */
final class Authors {
    private Authors() {}

    /** The user ids of the authors, as far as they are known to Jenkins. */
    static Set<String> of(Run<?, ?> run) {
        Set<String> authors = new LinkedHashSet<>();
        if (run instanceof RunWithSCM<?, ?> built) {
            for (ChangeLogSet<? extends ChangeLogSet.Entry> changes : built.getChangeSets()) {
                changes.forEach(change -> authors.add(change.getAuthor().getId()));
            }
        }
        return authors;
    }
}
