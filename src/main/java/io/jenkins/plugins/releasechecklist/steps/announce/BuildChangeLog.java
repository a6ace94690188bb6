package io.jenkins.plugins.releasechecklist.steps.announce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Commit;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.CommitLog;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.kohsuke.stapler.export.ExportConfig;
import org.kohsuke.stapler.export.Flavor;
import org.kohsuke.stapler.export.Model;
import org.kohsuke.stapler.export.ModelBuilder;
import org.kohsuke.stapler.export.NamedPathPruner;

/** The commits of builds, as release notes and approvers see them. Loads builds: nothing for the thread of a program. */
public final class BuildChangeLog {
    private static final Logger LOGGER = Logger.getLogger(BuildChangeLog.class.getName());
    private static final ModelBuilder MODELS = new ModelBuilder();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How many commits are looked at, so that importing a repository does not fill the memory. */
    static final int MOST_COMMITS = 5000;

    private BuildChangeLog() {}

    /**
     * The changes of the build and of those {@linkplain ReleaseHistory#sinceLastRelease since the last release}.
     *
     * @return the newest first
     * @throws InterruptedException when the step is stopped
     */
    public static List<Change> of(Run<?, ?> build) throws InterruptedException {
        return of(ReleaseHistory.sinceLastRelease(build));
    }

    /**
     * The changes of some builds.
     *
     * @param newestFirst the builds
     * @return the newest first
     * @throws InterruptedException when the step is stopped
     */
    public static List<Change> of(Stream<Run<?, ?>> newestFirst) throws InterruptedException {
        List<Commit> commits = new ArrayList<>();
        Iterator<Run<?, ?>> builds = newestFirst.iterator();
        while (builds.hasNext()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Stopped while the change log was read");
            }
            commits.addAll(commits(builds.next(), MOST_COMMITS - commits.size()));
        }
        return CommitLog.changes(commits, ReleaseChecklistConfiguration.get().referencePatterns());
    }

    private static List<Commit> commits(Run<?, ?> build, int most) {
        List<ChangeLogSet.Entry> entries = ReleaseHistory.commits(build);
        // Version controls differ in the order that they tell; not all of them know times.
        if (entries.stream().allMatch(entry -> entry.getTimestamp() >= 0)) {
            entries.sort(
                    Comparator.comparingLong(ChangeLogSet.Entry::getTimestamp).reversed());
        }
        return entries.stream().limit(most).map(BuildChangeLog::commit).toList();
    }

    private static Commit commit(ChangeLogSet.Entry entry) {
        return new Commit(
                Optional.ofNullable(entry.getCommitId()),
                message(entry),
                Optional.of(entry.getAuthor().getDisplayName()));
    }

    /**
     * The whole message of a commit. For git, the entry of a change log says only the first line; the rest of it is what the REST
     * API of Jenkins calls {@code comment}, and is asked for in the same way, so that no version control has to be known here.
     */
    private static String message(ChangeLogSet.Entry entry) {
        String title = String.valueOf(entry.getMsg());
        String comment = comment(entry);
        return comment.length() > title.length() ? comment : title;
    }

    private static String comment(ChangeLogSet.Entry entry) {
        try {
            StringWriter written = new StringWriter();
            write(MODELS.get(entry.getClass()), entry, written);
            JsonNode comment = JSON.readTree(written.toString()).path("comment");
            return comment.isTextual() ? comment.textValue() : "";
        } catch (IOException | RuntimeException e) {
            // It is code of another plugin, and the first line is enough for release notes.
            LOGGER.log(Level.FINE, e, () -> "Cannot export a commit: " + entry.getClass());
            return "";
        }
    }

    private static <T> void write(Model<T> model, ChangeLogSet.Entry entry, StringWriter to) throws IOException {
        model.writeTo(
                model.type.cast(entry),
                new NamedPathPruner("comment"),
                Flavor.JSON.createDataWriter(entry, to, new ExportConfig()));
    }
}
