package io.jenkins.plugins.releasechecklist.actions.board;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.RootAction;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;

/**
 * The page {@code release-board/}: for every job that the calling user may read, what runs in which environment, and which releases
 * are on their way. It loads no build but those that run: what it costs is a look at the release index of every job.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseBoard implements RootAction {
    @Override
    public String getIconFileName() {
        return "symbol-apps-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseBoard_displayName();
    }

    @Override
    public String getUrlName() {
        return "release-board";
    }

    /**
     * What the page shows to the calling user.
     *
     * @param zone the time zone that the user set, which only Jelly can ask for; empty when none is set
     */
    public BoardView board(String zone) {
        String filter = Optional.ofNullable(Stapler.getCurrentRequest2().getParameter("filter"))
                .map(String::strip)
                .orElse("");
        return BoardView.of(Jenkins.get().allItems(Job.class), filter, zone);
    }
}
