package io.jenkins.plugins.releasechecklist.builds.waiting;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.TextFile;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * What waits for people in all jobs, and what releases are in progress, so that nobody has to look for it in the jobs. Every change
 * of a record is noted here, and kept in {@value #FILE} in the home of Jenkins. Thread-safe.
 *
 * <p>The records decide, and this is only an index of them. A crash may come between a change of a record and the saving of
 * the index, so the file is believed as it is only when it says that Jenkins was shut down after it was written. Otherwise it
 * is a first answer, and the records that changed since (all of them where there is no file) are read in the background.
 */
@Extension
public final class WaitingIndex {
    static final String FILE = "release-checklist-waiting.json";
    private static final Logger LOGGER = Logger.getLogger(WaitingIndex.class.getName());

    private final WaitingBuilds builds = new WaitingBuilds();
    private final WaitingFile file =
            new WaitingFile(Jenkins.get().getRootDir().toPath().resolve(FILE));
    private final Optional<Instant> savedAt;
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    /** A save that waits for its turn saves whatever changes until then. */
    private final Runnable saver = BackgroundWork.lane(this::save);
    /** Guards the file. */
    private final Object saving = new Object();

    private volatile boolean closed;

    /** Called by Jenkins before any job is loaded, so that no change is noted before what was known earlier. */
    public WaitingIndex() {
        Optional<WaitingFile.Saved> saved = read();
        saved.ifPresent(found -> builds.addOlder(found.content().builds()));
        savedAt = saved.map(WaitingFile.Saved::at);
        if (saved.filter(found -> found.content().closed()).isPresent()) {
            whole.complete(null);
            save();
        }
    }

    /** The one index of this Jenkins. */
    public static WaitingIndex get() {
        return ExtensionList.lookupSingleton(WaitingIndex.class);
    }

    /** All builds that wait for people or whose release is in progress, in no order. Whoever shows them has to check who may see them. */
    public List<WaitingBuild> all() {
        return builds.all();
    }

    /** Those of a job, in the order of their numbers. */
    public List<WaitingBuild> of(String job) {
        return builds.of(job);
    }

    /** Whether records are still being read that may add something. */
    public boolean isRebuilding() {
        return !whole.isDone();
    }

    /** Completes when no record has to be read any more. */
    public CompletableFuture<Void> whole() {
        return whole;
    }

    /** Reads what the build waits for. The record is asked while its own turn is kept: the last to note it knows the latest. */
    void refresh(Run<?, ?> run, ReleaseRecord record) {
        synchronized (record) {
            try {
                Release release = record.state();
                boolean superseded = release.ended().isPresent() && isSuperseded(run);
                boolean news = builds.put(
                        () -> superseded ? WaitingBuild.of(run, release).superseded() : WaitingBuild.of(run, release));
                boolean out = release.status().isReleased()
                        && builds.supersede(run.getParent().getFullName(), run.getNumber());
                saveIf(news || out);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot tell what " + run + " waits for");
            }
        }
    }

    /** Whether a newer build of the job has released something. */
    private static boolean isSuperseded(Run<?, ?> run) {
        return ReleaseIndexStore.peekOwn(run.getParent()).stream()
                .flatMap(index -> index.newestBefore(Long.MAX_VALUE, ReleaseLine::isReleased).stream())
                .anyMatch(newest -> newest.build() > run.getNumber());
    }

    void forget(String job, int number) {
        saveIf(builds.remove(job, number));
    }

    /** Reads in the background what changed since the index was saved, if anything may have. */
    public void start() {
        if (isRebuilding()) {
            BackgroundWork.submit(this::rebuild);
        }
    }

    private void rebuild() {
        try {
            new WaitingRebuild(this, savedAt).run();
            whole.complete(null);
            save();
        } catch (InterruptedException e) {
            // Jenkins goes down: what was saved last stays as it is, and the next start begins again.
            Thread.currentThread().interrupt();
        }
    }

    /** Called by Jenkins when it goes down. */
    @Terminator
    public void close() throws InterruptedException {
        ExtensionList.lookupSingleton(BackgroundWork.class).end();
        closed = true;
        saveBuilds();
        if (!isRebuilding()) {
            save();
        }
    }

    /** Has the builds of releases in progress note where their records end, as something may have happened since they were saved. */
    private void saveBuilds() {
        try (ACLContext as = ACL.as2(ACL.SYSTEM2)) {
            for (WaitingBuild build : builds.all()) {
                Optional<Run<?, ?>> run = build.running()
                        ? build.visibleJob().map(job -> job.getBuildByNumber(build.number()))
                        : Optional.empty();
                if (run.isPresent()) {
                    run.get().save();
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot save where the records of running builds end");
        }
    }

    /** Nothing is saved before everything is known. */
    private void saveIf(boolean changed) {
        if (!changed || isRebuilding()) {
            return;
        }
        if (closed) {
            save();
        } else {
            saver.run();
        }
    }

    private void save() {
        synchronized (saving) {
            try {
                file.write(new WaitingFile.Content(closed, builds.all()));
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING, e, () -> "Cannot save what waits for people; the next start reads the records");
                distrust();
            }
        }
    }

    /** A file that could not be replaced may say that it is complete. */
    private void distrust() {
        try {
            file.delete();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot delete " + FILE + "; delete it before the next start");
        }
    }

    private Optional<WaitingFile.Saved> read() {
        try {
            return file.read();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read " + FILE + "; reading the records instead");
            return Optional.empty();
        }
    }

    /** Notes every change of a record. */
    @Extension
    public static final class Changes extends RecordFollower {
        @Override
        public void changed(Run<?, ?> run, ReleaseRecord record) {
            get().refresh(run, record);
        }
    }

    /** Nobody waits at a build that is deleted. */
    @Extension
    public static final class Runs extends RunListener<Run<?, ?>> {
        @Override
        public void onDeleted(Run<?, ?> run) {
            get().forget(run.getParent().getFullName(), run.getNumber());
        }
    }

    /** What waits goes where its job goes, and is gone with it. */
    @Extension
    public static final class Items extends ItemListener {
        @Override
        public void onDeleted(Item item) {
            get().saveIf(get().builds.removeAll(item.getFullName()));
        }

        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            get().saveIf(get().builds.move(oldFullName, newFullName));
        }
    }

    /** The file of the {@link WaitingIndex}. It is replaced as a whole: after a crash it is the old one or the new one. */
    static final class WaitingFile {
        private static final JsonMapper JSON = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        private final Path file;

        /** @param file where it is, or will be; its directory is there */
        WaitingFile(Path file) {
            this.file = file;
        }

        /**
         * What was saved, and when; empty when nothing was.
         *
         * @throws IOException when the file cannot be read or understood
         */
        Optional<Saved> read() throws IOException {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Content content = JSON.readValue(Files.readString(file), Content.class);
            if (content == null || content.builds() == null || content.builds().contains(null)) {
                throw new IOException("Expected the builds that wait for people in " + file + ", found none");
            }
            return Optional.of(
                    new Saved(content, Files.getLastModifiedTime(file).toInstant()));
        }

        /** Replaces what was saved, and returns when it is on disk. Not thread-safe. */
        void write(Content content) throws IOException {
            new TextFile(file.toFile()).write(JSON.writeValueAsString(content));
        }

        /** Deletes what was saved, if anything was. */
        void delete() throws IOException {
            Files.deleteIfExists(file);
        }

        /**
         * What the file holds.
         *
         * @param closed whether Jenkins was shut down after the file was written, with nothing happening in between
         * @param builds the builds that wait for people
         */
        record Content(boolean closed, List<WaitingBuild> builds) {}

        /**
         * What the file holds, and when it was written by the clock of its file system, which is that of the records as well.
         */
        record Saved(Content content, Instant at) {}
    }
}
