package io.jenkins.plugins.releasechecklist.actions.lists;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.BuildBadgeAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.ReleaseChecklistAction;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Where the release of a build stands, in the build history. Shows what the pointer keeps: no record is read for it. */
@Restricted(NoExternalUse.class)
public final class ReleaseBadge extends InvisibleAction implements BuildBadgeAction {
    private final Run<?, ?> run;
    private final String version;
    private final StatusView status;

    /**
     * The badge of a release.
     *
     * @param version the version; empty while nobody said it
     * @param status where the release stood at its last change
     */
    private ReleaseBadge(Run<?, ?> run, String version, StatusView status) {
        this.run = run;
        this.version = version;
        this.status = status;
    }

    /** The badge of a build, if it has a release and something happened in it. */
    private static Optional<ReleaseBadge> of(Run<?, ?> run) {
        RecordPointer pointer = run.getAction(RecordPointer.class);
        if (pointer == null) {
            return Optional.empty();
        }
        String version = Optional.ofNullable(pointer.getVersion()).orElse("");
        // A newer version of the plugin may have written a status that this one does not know.
        return Arrays.stream(ReleaseStatus.values())
                .filter(status -> status.name().equals(pointer.getStatus()))
                .findFirst()
                .map(StatusView::of)
                .map(status -> new ReleaseBadge(run, version, pointer.isUngated() ? status.withoutGo() : status));
    }

    /** Where the release stands. */
    public StatusView getStatus() {
        return status;
    }

    /** What the badge says to whoever cannot see it, or does not know it: version and status in words. */
    public String getText() {
        return version.isEmpty()
                ? Messages.PointedRelease_unversioned(status.text())
                : Messages.PointedRelease_text(version, status.text());
    }

    /** The page of the release below the root of Jenkins. */
    public String getPage() {
        return run.getUrl() + ReleaseChecklistAction.URL + "/";
    }

    /** Gives every build that has a release its badge. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class ReleaseBadgeFactory extends TransientActionFactory<Run> {
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
            return ReleaseBadge.of(run).stream().toList();
        }
    }
}
