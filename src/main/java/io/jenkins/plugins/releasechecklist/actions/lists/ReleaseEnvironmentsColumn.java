package io.jenkins.plugins.releasechecklist.actions.lists;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.views.ListViewColumn;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A column for lists of jobs: which version runs in which environment. Loads no build and reads no record. */
public class ReleaseEnvironmentsColumn extends ListViewColumn {
    /** Makes the column; there is nothing to set. */
    @DataBoundConstructor
    public ReleaseEnvironmentsColumn() {}

    /** What the column says about an item, which may be a folder. */
    @Restricted(NoExternalUse.class)
    public Cell cell(Item item) {
        if (!(item instanceof Job<?, ?> job)) {
            return Cell.EMPTY;
        }
        List<There> there = ReleaseIndexStore.peekOwn(job).map(ReleaseIndex::environments).orElse(List.of()).stream()
                .flatMap(where -> where
                        .running()
                        .map(now -> new There(
                                where.environment(),
                                now.version()
                                        .orElse(Messages.LastRelease_build(
                                                now.build().number())),
                                now.line().flatMap(EnvironmentLine::withoutGo).isPresent()))
                        .stream())
                .toList();
        return there.isEmpty() ? Cell.EMPTY : new Cell(there, PagePath.ofReleases(job));
    }

    /**
     * What the column says about a job.
     *
     * @param there what runs where, the environment first that releases reach last
     * @param page the page of the releases below the root of Jenkins
     */
    @Restricted(NoExternalUse.class)
    public record Cell(List<There> there, String page) {
        static final Cell EMPTY = new Cell(List.of(), "");

        public Cell {
            there = List.copyOf(there);
        }

        /** What one sorts by: the version in the first environment. */
        public String order() {
            return there.stream()
                    .map(There::version)
                    .map(ReleaseColumn.LastRelease::sortable)
                    .collect(Collectors.joining(" "));
        }
    }

    /**
     * What runs in an environment.
     *
     * @param environment its name
     * @param version what runs there
     * @param ungated whether it came there without a Go
     */
    @Restricted(NoExternalUse.class)
    public record There(String environment, String version, boolean ungated) {
        /** Both, as people read it. */
        public String text() {
            return ungated
                    ? Messages.ReleaseEnvironmentsColumn_withoutGo(environment, version)
                    : Messages.ReleaseEnvironmentsColumn_there(environment, version);
        }
    }

    @Extension
    @Symbol("releaseEnvironmentsColumn")
    public static final class DescriptorImpl extends ReleaseColumn.ColumnDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ReleaseEnvironmentsColumn_displayName();
        }
    }
}
