package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndexFile;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Reads and writes the release indexes of all jobs. What was read is kept as long as the file does not change and there is memory
 * for it. Where a job is, is asked anew every time, since jobs are renamed and moved. Thread-safe.
 */
public final class ReleaseIndexStore {
    private static final Logger LOGGER = Logger.getLogger(ReleaseIndexStore.class.getName());
    private static final int STRIPES = 64;
    /** One writes to the index of a job at a time; by name, as Jenkins makes new objects for its jobs when it reloads them. */
    private static final Object[] LOCKS =
            IntStream.range(0, STRIPES).mapToObj(stripe -> new Object()).toArray();

    private static final Map<Job<?, ?>, SoftReference<Known>> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    /** Indexes that are being made anew. */
    private static final Map<Job<?, ?>, Future<ReleaseIndex>> REBUILDS =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** Most jobs have so few builds that nobody has to be told to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private ReleaseIndexStore() {}

    /**
     * The index of the job. Where it is missing or damaged, it is made anew from the builds first, which takes a while and reads
     * their records.
     *
     * @throws IOException when it is there and cannot be read
     */
    public static ReleaseIndex read(Job<?, ?> job) throws IOException {
        Optional<ReleaseIndex> ready = ready(job);
        if (ready.isPresent()) {
            return ready.get();
        }
        // Not while the lock is held: reading the builds takes a while, and other locks.
        Collection<ReleaseLine> rebuilt = ReleaseIndexRebuild.of(job, readable(job));
        synchronized (lock(job)) {
            Optional<Known> meanwhile = sound(job);
            return meanwhile.isPresent()
                    ? meanwhile.get().index()
                    : replace(job, rebuilt).index();
        }
    }

    /**
     * The index of the job for somebody who does not wait: where it is missing or damaged, it is made anew in the background, one
     * at a time for a job.
     *
     * @return the index; empty while it is being made from the records of the builds
     * @throws IOException when it is there and cannot be read, or could not be made
     */
    public static Optional<ReleaseIndex> look(Job<?, ?> job) throws IOException {
        Optional<ReleaseIndex> ready = ready(job);
        if (ready.isPresent()) {
            return ready;
        }
        Future<ReleaseIndex> rebuild = REBUILDS.computeIfAbsent(job, ReleaseIndexStore::begin);
        try {
            return Optional.of(rebuild.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static Future<ReleaseIndex> begin(Job<?, ?> job) {
        return BackgroundWork.submit(() -> {
            try {
                return read(job);
            } finally {
                REBUILDS.remove(job);
            }
        });
    }

    /** The index as it is, when it is there and whole, or when it is known that there is nothing to be in it. */
    static Optional<ReleaseIndex> ready(Job<?, ?> job) throws IOException {
        synchronized (lock(job)) {
            return sound(job).map(Known::index);
        }
    }

    /** The index of the job if it is there and whole. Nothing is made and nothing is told where it is not: for lists of jobs. */
    public static Optional<ReleaseIndex> peek(Job<?, ?> job) {
        try {
            return exists(job) ? ready(job) : Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "Cannot read the release index of " + job);
            return Optional.empty();
        }
    }

    /** Whether the job has an index, which it has from its first release on. Costs one look at the file system. */
    public static boolean exists(Job<?, ?> job) {
        return Files.exists(
                job.getRootDir().toPath().resolve(RecordPointer.DIRECTORY).resolve(ReleaseIndex.FILE));
    }

    /**
     * Notes what the record of a build says now, if that is news. The record is asked while the lock is held: the last to note it
     * knows the latest.
     *
     * @return the line of the build; nothing when the build is gone
     */
    static Optional<ReleaseLine> note(Run<?, ?> run, ReleaseRecord record) throws IOException {
        Job<?, ?> job = run.getParent();
        Optional<Instant> known = read(job).find(run.getNumber()).flatMap(ReleaseLine::firstCommitAt);
        Optional<Instant> firstCommit = ReleaseIndexRebuild.firstCommit(run).or(() -> known);
        synchronized (lock(job)) {
            Release release = record.state();
            if (release.opened().isEmpty()
                    || release.damage().isPresent()
                    || !Files.isDirectory(run.getRootDir().toPath())) {
                return Optional.empty();
            }
            ReleaseLine line = RecordPointer.line(run, release).withFirstCommit(firstCommit);
            Optional<ReleaseLine> before = read(job).find(run.getNumber());
            boolean gone = before.filter(
                            last -> last.discarded() && last.started().equals(line.started()))
                    .isPresent();
            if (gone) {
                return Optional.empty();
            }
            if (!before.equals(Optional.of(line))) {
                write(job, line);
            }
            return Optional.of(line);
        }
    }

    /** Notes that a build is gone; its line stays. */
    static void discard(Job<?, ?> job, int number) throws IOException {
        read(job);
        synchronized (lock(job)) {
            Optional<ReleaseLine> known = read(job).find(number).filter(line -> !line.discarded());
            if (known.isPresent()) {
                write(job, known.get().gone());
            }
        }
    }

    /** Adds the line to the file and to what is known of it, so that nothing has to be read again. */
    private static void write(Job<?, ?> job, ReleaseLine line) throws IOException {
        ReleaseIndexFile file = file(job);
        Known before =
                sound(job).orElseThrow(() -> new IOException("Somebody else changed the release index of " + job));
        file.append(line);
        Known now = new Known(file.stamp(), before.index().with(line), before.count() + 1);
        if (now.isLong()) {
            replace(job, now.index().lines());
        } else {
            KNOWN.put(job, new SoftReference<>(now));
        }
    }

    private static Known replace(Job<?, ?> job, Collection<ReleaseLine> lines) throws IOException {
        ReleaseIndexFile file = file(job);
        if (!lines.isEmpty() || file.stamp().isPresent()) {
            file.replace(lines);
        }
        return know(job, file, file.read());
    }

    /** What is in the file, when it is there and can be read, or when it is known that there is nothing to be in it. */
    private static Optional<Known> sound(Job<?, ?> job) throws IOException {
        ReleaseIndexFile file = file(job);
        Optional<ReleaseIndexFile.Stamp> stamp = file.stamp();
        Optional<Known> known = Optional.ofNullable(KNOWN.get(job)).map(SoftReference::get);
        if (known.filter(last -> last.stamp().equals(stamp)).isPresent()) {
            return known;
        }
        Optional<ReleaseIndexFile.Content> content = file.read();
        return content.isEmpty() || content.get().damaged() ? Optional.empty() : Optional.of(know(job, file, content));
    }

    private static Known know(Job<?, ?> job, ReleaseIndexFile file, Optional<ReleaseIndexFile.Content> content)
            throws IOException {
        Known known = new Known(
                file.stamp(),
                new ReleaseIndex(content.map(ReleaseIndexFile.Content::lines)
                        .orElseGet(TreeMap::new)
                        .values()),
                content.map(ReleaseIndexFile.Content::count).orElse(0));
        KNOWN.put(job, new SoftReference<>(known));
        return known;
    }

    private static Map<Integer, ReleaseLine> readable(Job<?, ?> job) throws IOException {
        return file(job).read().map(ReleaseIndexFile.Content::lines).orElseGet(TreeMap::new);
    }

    private static ReleaseIndexFile file(Job<?, ?> job) {
        return new ReleaseIndexFile(job.getRootDir().toPath().resolve(RecordPointer.DIRECTORY));
    }

    private static Object lock(Job<?, ?> job) {
        return LOCKS[Math.floorMod(job.getFullName().hashCode(), STRIPES)];
    }

    /**
     * What was read last.
     *
     * @param stamp of the file then; empty where there was none, and nothing to be in it
     * @param count how many lines the file had
     */
    private record Known(Optional<ReleaseIndexFile.Stamp> stamp, ReleaseIndex index, int count) {
        boolean isLong() {
            return ReleaseIndexFile.isLong(count, index.lines().size());
        }
    }

    /** Keeps the release index of a job in line with the records of its builds. */
    @Extension
    public static final class ReleaseIndexFollower extends RecordFollower {
        @Override
        public void historyChanged(Run<?, ?> run, ReleaseRecord record) {
            try {
                Optional<ReleaseLine> line = ReleaseIndexStore.note(run, record);
                if (line.flatMap(ReleaseLine::released).isPresent()) {
                    run.getAction(RecordPointer.class).keep();
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The release index does not know the latest of " + run);
            }
        }
    }

    /** A release is remembered when its build is discarded. Called while the build is still there. */
    @Extension
    public static final class Discarded extends RunListener<Run<?, ?>> {
        @Override
        public void onDeleted(Run<?, ?> run) {
            if (run.getAction(RecordPointer.class) != null) {
                try {
                    ReleaseIndexStore.discard(run.getParent(), run.getNumber());
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "Cannot keep the release of " + run);
                }
            }
        }
    }
}
