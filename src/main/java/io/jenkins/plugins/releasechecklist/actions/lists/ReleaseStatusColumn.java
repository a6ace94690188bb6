package io.jenkins.plugins.releasechecklist.actions.lists;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.views.ListViewColumn;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseList;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A column for lists of jobs: where the last release stands. Loads no build and reads no record. */
public class ReleaseStatusColumn extends ListViewColumn {
    /** Makes the column; there is nothing to set. */
    @DataBoundConstructor
    public ReleaseStatusColumn() {}

    /** Where the last release of an item stands, which may be a folder; no text when there is none. */
    @Restricted(NoExternalUse.class)
    public StatusView status(Item item) {
        return ReleaseColumn.LastRelease.of(item)
                .map(last -> ReleaseList.status(last.line()))
                .orElse(StatusView.NONE);
    }

    @Extension
    @Symbol("releaseStatusColumn")
    public static final class DescriptorImpl extends ReleaseColumn.ColumnDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ReleaseStatusColumn_displayName();
        }
    }
}
