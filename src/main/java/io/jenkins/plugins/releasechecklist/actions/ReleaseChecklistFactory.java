package io.jenkins.plugins.releasechecklist.actions;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives every build that has a release record its page. Only the pointer is looked at: no record is read for it. */
@Extension
@SuppressWarnings("rawtypes")
public class ReleaseChecklistFactory extends TransientActionFactory<Run> {
    @Override
    public Class<Run> type() {
        return Run.class;
    }

    /** Said exactly, because asking a build for its pointer would otherwise ask this factory again. */
    @Override
    public Class<ReleaseChecklistAction> actionType() {
        return ReleaseChecklistAction.class;
    }

    @Override
    @NonNull
    public Collection<ReleaseChecklistAction> createFor(@NonNull Run target) {
        Run<?, ?> run = target;
        return run.getAction(RecordPointer.class) == null ? List.of() : List.of(new ReleaseChecklistAction(run));
    }
}
