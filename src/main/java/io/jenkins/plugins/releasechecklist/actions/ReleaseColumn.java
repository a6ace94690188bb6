package io.jenkins.plugins.releasechecklist.actions;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.releasechecklist.actions.view.StatusView;
import io.jenkins.plugins.releasechecklist.builds.Approver;
import io.jenkins.plugins.releasechecklist.builds.PersonalWork;
import io.jenkins.plugins.releasechecklist.builds.WaitingBuild;
import io.jenkins.plugins.releasechecklist.builds.WaitingIndex;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A column for lists of jobs: the release of the last build, and whether something of the job waits for whoever looks. Loads no
 * more than the last build, and reads no record but those of gates that wait.
 */
public class ReleaseColumn extends ListViewColumn {
    /** Makes the column; there is nothing to set. */
    @DataBoundConstructor
    public ReleaseColumn() {}

    /** What the column says about an item, which may be a folder. */
    @Restricted(NoExternalUse.class)
    public Cell cell(Item item) {
        return item instanceof Job<?, ?> job ? Cell.of(job) : Cell.EMPTY;
    }

    /**
     * What the column says about a job.
     *
     * @param release version and status of the last build's release in words; empty when it has none
     * @param version the version; empty while nobody said it
     * @param page the page of that release below the root of Jenkins
     * @param waiting the place below the root of Jenkins that waits for the reader; empty when none does
     * @param status where the release stands; none without a release
     */
    @Restricted(NoExternalUse.class)
    public record Cell(String release, String version, String page, String waiting, Optional<StatusView> status) {
        static final Cell EMPTY = new Cell("", "", "", "", Optional.empty());

        static Cell of(Job<?, ?> job) {
            Run<?, ?> last = job.getLastBuild();
            Optional<PointedRelease> release =
                    last == null ? Optional.<PointedRelease>empty() : PointedRelease.of(last);
            return new Cell(
                    release.map(PointedRelease::text).orElse(""),
                    release.map(PointedRelease::version).orElse(""),
                    release.isEmpty() ? "" : last.getUrl() + ReleaseChecklistAction.URL + "/",
                    waiting(job),
                    release.map(PointedRelease::status));
        }

        private static String waiting(Job<?, ?> job) {
            List<WaitingBuild> builds = WaitingIndex.get().of(job.getFullName());
            return builds.isEmpty()
                    ? ""
                    : PersonalWork.of(Approver.current(), builds)
                            .first()
                            .map(PersonalWork.Place::path)
                            .orElse("");
        }
    }

    /** Offers the column; nobody has it without wanting it. */
    @Extension
    @Symbol("releaseColumn")
    public static final class DescriptorImpl extends ListViewColumnDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ReleaseColumn_displayName();
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
