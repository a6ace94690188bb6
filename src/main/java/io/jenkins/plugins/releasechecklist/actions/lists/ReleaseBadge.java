package io.jenkins.plugins.releasechecklist.actions.lists;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.BuildBadgeAction;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.ReleaseChecklistAction;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Where the release of a build stands, in the build history. Shows what the pointer keeps: no record is read for it. */
@Restricted(NoExternalUse.class)
public final class ReleaseBadge implements BuildBadgeAction {
    private final Run<?, ?> run;
    private final PointedRelease release;

    ReleaseBadge(Run<?, ?> run, PointedRelease release) {
        this.run = run;
        this.release = release;
    }

    /** Where the release stands. */
    public StatusView getStatus() {
        return release.status();
    }

    /** What the badge says to whoever cannot see it, or does not know it. */
    public String getText() {
        return release.text();
    }

    /** The page of the release below the root of Jenkins. */
    public String getPage() {
        return run.getUrl() + ReleaseChecklistAction.URL + "/";
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getDisplayName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getUrlName() {
        return null;
    }
}
