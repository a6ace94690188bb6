package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Reads and writes the release indexes of all jobs, one for each {@link HistoryScope}. What was read is kept as long as the file does
 * not change and there is memory for it. Where a job is, is asked anew every time, since jobs are renamed and moved. Thread-safe.
 */
public final class ReleaseIndexStore {
    private static final Logger LOGGER = Logger.getLogger(ReleaseIndexStore.class.getName());
    private static final int STRIPES = 64;
    /** One writes to an index at a time; by name, as Jenkins makes new objects for its jobs when it reloads them. */
    private static final Object[] LOCKS =
            IntStream.range(0, STRIPES).mapToObj(stripe -> new Object()).toArray();

    private static final Map<Item, SoftReference<Known>> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    /** Indexes that are being made anew. */
    private static final Map<Item, Future<ReleaseIndex>> REBUILDS = Collections.synchronizedMap(new WeakHashMap<>());

    /** Most jobs have so few builds that nobody has to be told to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private ReleaseIndexStore() {}

    /**
     * The index with the job, which may be that of several. Where it is missing or damaged, it is made anew from the builds first, which
     * takes a while and reads their records.
     *
     * @throws IOException when it is there and cannot be read
     */
    public static ReleaseIndex read(Job<?, ?> job) throws IOException {
        return read(HistoryScope.of(job));
    }

    private static ReleaseIndex read(HistoryScope scope) throws IOException {
        Optional<ReleaseIndex> ready = ready(scope);
        if (ready.isPresent()) {
            return ready.get();
        }
        // Not while the lock is held: reading the builds takes a while, and other locks.
        Collection<ReleaseLine> rebuilt = ReleaseIndexRebuild.of(
                scope,
                IndexFiles.read(scope).map(ReleaseIndexFile.Content::lines).orElse(Map.of()));
        synchronized (lock(scope)) {
            Optional<Known> meanwhile = sound(scope);
            return meanwhile.isPresent()
                    ? meanwhile.get().index()
                    : replace(scope, rebuilt).index();
        }
    }

    /**
     * The index with the job for somebody who does not wait: where it is missing or damaged, it is made anew in the background, one at
     * a time.
     *
     * @return the index; empty while it is being made from the records of the builds
     * @throws IOException when it is there and cannot be read, or could not be made
     */
    public static Optional<ReleaseIndex> look(Job<?, ?> job) throws IOException {
        HistoryScope scope = HistoryScope.of(job);
        Optional<ReleaseIndex> ready = ready(scope);
        if (ready.isPresent()) {
            return ready;
        }
        Future<ReleaseIndex> rebuild = REBUILDS.computeIfAbsent(scope.owner(), any -> begin(scope));
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

    private static Future<ReleaseIndex> begin(HistoryScope scope) {
        return BackgroundWork.submit(() -> {
            try {
                return read(scope);
            } finally {
                REBUILDS.remove(scope.owner());
            }
        });
    }

    /** The index as it is, when it is there and whole, or when it is known that there is nothing to be in it. */
    private static Optional<ReleaseIndex> ready(HistoryScope scope) throws IOException {
        synchronized (lock(scope)) {
            return sound(scope).map(Known::index);
        }
    }

    /** The index with the job if it is there and whole. Nothing is made and nothing is told where it is not: for lists of jobs. */
    public static Optional<ReleaseIndex> peek(Job<?, ?> job) {
        HistoryScope scope = HistoryScope.of(job);
        try {
            return IndexFiles.exists(scope) ? ready(scope) : Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "Cannot read the release index of " + job);
            return Optional.empty();
        }
    }

    /** What {@link #peek} finds of the releases of the job alone. */
    public static Optional<ReleaseIndex> peekOwn(Job<?, ?> job) {
        return peek(job).map(index -> index.of(HistoryScope.of(job).name()));
    }

    /** Whether there is an index with the job, which there is from the first release on. Costs one look at the file system, or two. */
    public static boolean exists(Job<?, ?> job) {
        return IndexFiles.exists(HistoryScope.of(job));
    }

    /**
     * Notes what the record of a build says now, if that is news. The record is asked while the lock is held: the last to note it
     * knows the latest.
     *
     * @return the line of the build; nothing when the build is gone
     */
    static Optional<ReleaseLine> note(Run<?, ?> run, ReleaseRecord record) throws IOException {
        HistoryScope scope = HistoryScope.of(run.getParent());
        BuildKey key = scope.key(run.getNumber());
        Optional<Instant> known = read(scope).find(key).flatMap(ReleaseLine::firstCommitAt);
        Optional<Instant> firstCommit = ReleaseIndexRebuild.firstCommit(run).or(() -> known);
        synchronized (lock(scope)) {
            Release release = record.state();
            if (release.opened().isEmpty()
                    || release.damage().isPresent()
                    || !Files.isDirectory(run.getRootDir().toPath())) {
                return Optional.empty();
            }
            ReleaseLine line = RecordPointer.line(run, release).withFirstCommit(firstCommit);
            Optional<ReleaseLine> before = read(scope).find(key);
            boolean gone = before.filter(
                            last -> last.discarded() && last.started().equals(line.started()))
                    .isPresent();
            if (gone) {
                return Optional.empty();
            }
            if (!before.equals(Optional.of(line))) {
                write(scope, line);
            }
            return Optional.of(line);
        }
    }

    /** Notes that a build is gone; its line stays. */
    static void discard(Job<?, ?> job, int number) throws IOException {
        HistoryScope scope = HistoryScope.of(job);
        read(scope);
        synchronized (lock(scope)) {
            Optional<ReleaseLine> known = read(scope).find(scope.key(number)).filter(line -> !line.discarded());
            if (known.isPresent()) {
                write(scope, known.get().gone());
            }
        }
    }

    /** Notes that all builds of a job are gone, where the index is not gone with it. */
    static void discardAll(HistoryScope scope) throws IOException {
        change(scope, line -> line.job().equals(scope.name()) && !line.discarded() ? line.gone() : line);
    }

    /** Gives another name to an earlier job that had the name of a new one, and whose builds are gone. */
    static void renameFormer(HistoryScope scope) throws IOException {
        Optional<String> former = scope.name().map(name -> BuildKey.formerName(name, Instant.now()));
        change(scope, line -> {
            ReleaseLine renamed = line.renamed(name -> name.equals(scope.name()) ? former : name);
            return renamed.job().equals(former) ? renamed.gone() : renamed;
        });
    }

    private static void change(HistoryScope scope, UnaryOperator<ReleaseLine> how) throws IOException {
        synchronized (lock(scope)) {
            List<ReleaseLine> before =
                    sound(scope).map(known -> known.index().lines()).orElse(List.of());
            List<ReleaseLine> after = before.stream().map(how).toList();
            if (!after.equals(before)) {
                replace(scope, after);
            }
        }
    }

    /** Has everything read anew. */
    static void forget() {
        KNOWN.clear();
    }

    /** Adds the line to the file and to what is known of it, so that nothing has to be read again. */
    private static void write(HistoryScope scope, ReleaseLine line) throws IOException {
        ReleaseIndexFile file = IndexFiles.of(scope);
        Known before = sound(scope)
                .orElseThrow(() -> new IOException("Somebody else changed the release index of " + scope.owner()));
        file.append(line);
        Known now = new Known(file.stamp(), before.index().with(line), before.count() + 1);
        if (now.isLong()) {
            replace(scope, now.index().lines());
        } else {
            KNOWN.put(scope.owner(), new SoftReference<>(now));
        }
    }

    private static Known replace(HistoryScope scope, Collection<ReleaseLine> lines) throws IOException {
        IndexFiles.replace(scope, lines);
        return know(scope, IndexFiles.read(scope));
    }

    /** What is in the file, when it is there and can be read, or when it is known that there is nothing to be in it. */
    private static Optional<Known> sound(HistoryScope scope) throws IOException {
        Optional<ReleaseIndexFile.Stamp> stamp = IndexFiles.of(scope).stamp();
        Optional<Known> known = Optional.ofNullable(KNOWN.get(scope.owner())).map(SoftReference::get);
        if (known.filter(last -> last.stamp().equals(stamp)).isPresent()) {
            return known;
        }
        Optional<ReleaseIndexFile.Content> content = IndexFiles.read(scope);
        if (content.isEmpty() || content.get().damaged() || stamp.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                IndexFiles.separate(scope).isEmpty()
                        ? know(scope, content)
                        : replace(scope, content.get().lines().values()));
    }

    private static Known know(HistoryScope scope, Optional<ReleaseIndexFile.Content> content) throws IOException {
        Collection<ReleaseLine> lines =
                content.map(ReleaseIndexFile.Content::lines).orElse(Map.of()).values();
        Known known = new Known(
                IndexFiles.of(scope).stamp(),
                new ReleaseIndex(withoutGone(scope, lines)),
                content.map(ReleaseIndexFile.Content::count).orElse(0));
        KNOWN.put(scope.owner(), new SoftReference<>(known));
        return known;
    }

    /** A crash may have kept anybody from noting that a job is gone. */
    private static Collection<ReleaseLine> withoutGone(HistoryScope scope, Collection<ReleaseLine> lines) {
        Set<String> jobs = scope.jobs().keySet();
        return lines.stream()
                .map(line -> line.job().filter(name -> !jobs.contains(name)).isPresent() ? line.gone() : line)
                .toList();
    }

    private static Object lock(HistoryScope scope) {
        return LOCKS[Math.floorMod(scope.owner().getFullName().hashCode(), STRIPES)];
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
}
