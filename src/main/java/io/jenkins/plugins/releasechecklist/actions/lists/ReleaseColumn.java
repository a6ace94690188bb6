package io.jenkins.plugins.releasechecklist.actions.lists;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Job;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.waiting.PersonalWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingBuild;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A column for lists of jobs: the version of the last release, and whether something of the job waits for whoever looks. Reads no
 * record but those of gates that wait.
 */
public class ReleaseColumn extends ListViewColumn {
    /** Makes the column; there is nothing to set. */
    @DataBoundConstructor
    public ReleaseColumn() {}

    /** Views of earlier versions name the columns by the package that they were in. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    @Restricted(DoNotUse.class)
    public static void readEarlierViews() {
        for (Class<?> moved :
                List.of(ReleaseColumn.class, ReleaseEnvironmentsColumn.class, ReleaseStatusColumn.class)) {
            String earlier = "io.jenkins.plugins.releasechecklist.actions." + moved.getSimpleName();
            Jenkins.XSTREAM2.addCompatibilityAlias(earlier, moved);
            Items.XSTREAM2.addCompatibilityAlias(earlier, moved);
        }
    }

    /** What the column says about an item, which may be a folder. */
    @Restricted(NoExternalUse.class)
    public Cell cell(Item item) {
        Optional<LastRelease> last = LastRelease.of(item);
        List<PersonalWork.Place> waiting = item instanceof Job<?, ?> job ? waiting(job) : List.of();
        return new Cell(
                last.map(LastRelease::name).orElse(""),
                last.map(LastRelease::name).map(LastRelease::sortable).orElse(""),
                last.map(LastRelease::page).orElse(""),
                waiting.isEmpty() ? "" : waiting.get(0).path(),
                waiting.isEmpty() ? "" : text(waiting));
    }

    private static List<PersonalWork.Place> waiting(Job<?, ?> job) {
        List<WaitingBuild> builds = WaitingIndex.get().of(job.getFullName());
        return builds.isEmpty()
                ? List.of()
                : PersonalWork.of(Approver.current(), builds).places();
    }

    /** How much is open in the release that comes first: it need not be the one that the cell names. */
    private static String text(List<PersonalWork.Place> waiting) {
        WaitingBuild first = waiting.get(0).build();
        long open =
                waiting.stream().filter(place -> place.build().equals(first)).count();
        return Messages.ReleaseColumn_waiting(
                open, first.version().orElseGet(() -> Messages.LastRelease_build(first.number())));
    }

    /**
     * What the column says about a job.
     *
     * @param version the version of the last release; empty when there is none
     * @param order the same as one sorts by it
     * @param page the page of that release below the root of Jenkins
     * @param waiting the place below the root of Jenkins that waits for the reader; empty when none does
     * @param waitingText how much waits for the reader, and in which release
     */
    @Restricted(NoExternalUse.class)
    public record Cell(String version, String order, String page, String waiting, String waitingText) {}

    /** Offers a column; nobody has it without wanting it. */
    abstract static class ColumnDescriptor extends ListViewColumnDescriptor {
        @Override
        public final boolean shownByDefault() {
            return false;
        }
    }

    @Extension
    @Symbol("releaseColumn")
    public static final class DescriptorImpl extends ColumnDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ReleaseColumn_displayName();
        }
    }

    /**
     * What the columns of lists of jobs say: all of it comes from the release index, and no build is loaded for it.
     *
     * @param job the job
     * @param line its newest release, however far that came
     */
    record LastRelease(Job<?, ?> job, ReleaseLine line) {
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

        /** The newest release of an item, which may be a folder; nothing while the index of a job cannot be read. */
        static Optional<LastRelease> of(Item item) {
            return item instanceof Job<?, ?> job
                    ? ReleaseIndexStore.peekOwn(job)
                            .flatMap(index -> index.lines().stream().findFirst())
                            .map(line -> new LastRelease(job, line))
                    : Optional.empty();
        }

        /** The version, or the build where nobody said it. */
        String name() {
            return line.version().orElse(Messages.LastRelease_build(line.build()));
        }

        /** The page of the release below the root of Jenkins; that of all releases when its build was discarded. */
        String page() {
            return PagePath.ofRelease(job, line.key(), line.discarded()).orElseGet(() -> PagePath.ofReleases(job));
        }

        /** The text such that 1.10 comes after 1.9 when a browser sorts by it. */
        static String sortable(String text) {
            return NUMBER.matcher(text).replaceAll(number -> Matcher.quoteReplacement(padded(number.group())));
        }

        private static String padded(String number) {
            return "0".repeat(9 - number.length()) + number;
        }
    }
}
