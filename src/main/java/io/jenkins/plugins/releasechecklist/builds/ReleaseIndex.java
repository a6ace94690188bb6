package io.jenkins.plugins.releasechecklist.builds;

import hudson.model.Job;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The releases of a job as its release index has them at one moment: a file in the directory of the job, so that no build has to
 * be loaded to look at them, and builds that were discarded are still known. The records decide, and this is only an index of
 * them. Immutable.
 */
public final class ReleaseIndex {
    /** The name of the file, in {@code release-checklist} in the directory of the job. */
    static final String FILE = "releases.jsonl";

    private final List<ReleaseLine> newestFirst;
    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

    ReleaseIndex(Collection<ReleaseLine> lines) {
        newestFirst = lines.stream()
                .sorted(Comparator.comparing(ReleaseLine::build).reversed())
                .toList();
    }

    /**
     * The index of the job. Where it is missing or damaged, it is made anew from the builds first, which takes a while and reads
     * their records.
     *
     * @throws IOException when it is there and cannot be read
     */
    public static ReleaseIndex of(Job<?, ?> job) throws IOException {
        return ReleaseIndexStore.read(job);
    }

    /**
     * The index of the job for somebody who does not wait: where it is missing or damaged, it is made anew in the background.
     *
     * @throws IOException when it is there and cannot be read, or could not be made
     */
    public static IndexLook look(Job<?, ?> job) throws IOException {
        return IndexRebuilds.look(job);
    }

    /** The index of the job if it is there and whole. Nothing is made and nothing is told where it is not: for lists of jobs. */
    public static Optional<ReleaseIndex> peek(Job<?, ?> job) {
        return ReleaseIndexStore.peek(job);
    }

    /** Whether the job has an index, which it has from its first release on. Costs one look at the file system. */
    public static boolean exists(Job<?, ?> job) {
        return ReleaseIndexStore.exists(job);
    }

    /** The same with another line, which replaces that of the same build. */
    ReleaseIndex with(ReleaseLine line) {
        return new ReleaseIndex(
                Stream.concat(Stream.of(line), newestFirst.stream().filter(known -> known.build() != line.build()))
                        .toList());
    }

    /** Every build with a release, the newest first. */
    public List<ReleaseLine> lines() {
        return newestFirst;
    }

    /**
     * Some builds with a release, the newest first.
     *
     * @param number only builds before this one; {@code Integer.MAX_VALUE} for the newest of all
     * @param limit how many at most
     */
    public List<ReleaseLine> before(int number, int limit) {
        return newestFirst.stream()
                .filter(line -> line.build() < number)
                .limit(limit)
                .toList();
    }

    /**
     * What follows from the lines alone, which is found once for this index, however often it is asked for.
     *
     * @param kind what it is; immutable
     * @param finding finds it in the lines, the newest first
     */
    public <T> T derived(Class<T> kind, Function<List<ReleaseLine>, T> finding) {
        return kind.cast(derived.computeIfAbsent(kind, any -> finding.apply(newestFirst)));
    }

    /** The line of the build. */
    public Optional<ReleaseLine> find(int build) {
        return newestFirst.stream().filter(line -> line.build() == build).findFirst();
    }

    /**
     * The newest build before another one that is wanted.
     *
     * @param number the other one
     */
    public Optional<ReleaseLine> newestBefore(int number, Predicate<ReleaseLine> wanted) {
        return newestFirst.stream()
                .filter(line -> line.build() < number)
                .filter(wanted)
                .findFirst();
    }
}
