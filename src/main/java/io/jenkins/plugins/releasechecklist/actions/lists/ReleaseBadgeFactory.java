package io.jenkins.plugins.releasechecklist.actions.lists;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.TransientActionFactory;

/** Gives every build that has a release its badge. */
@Extension
@SuppressWarnings("rawtypes")
public class ReleaseBadgeFactory extends TransientActionFactory<Run> {
    @Override
    public Class<Run> type() {
        return Run.class;
    }

    /** Said exactly, because asking a build for its pointer would otherwise ask this factory again. */
    @Override
    public Class<ReleaseBadge> actionType() {
        return ReleaseBadge.class;
    }

    @Override
    @NonNull
    public Collection<ReleaseBadge> createFor(@NonNull Run target) {
        Run<?, ?> run = target;
        Optional<ReleaseBadge> badge = PointedRelease.of(run).map(release -> new ReleaseBadge(run, release));
        return badge.map(List::of).orElse(List.of());
    }
}
