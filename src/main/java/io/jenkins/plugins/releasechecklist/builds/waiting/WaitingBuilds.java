package io.jenkins.plugins.releasechecklist.builds.waiting;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The builds that wait for people or whose release is in progress, by job and number. Thread-safe. */
final class WaitingBuilds {
    private final NavigableMap<Key, WaitingBuild> builds =
            new TreeMap<>(Comparator.comparing(Key::job).thenComparing(Key::number));

    /** All of them. */
    synchronized List<WaitingBuild> all() {
        return List.copyOf(builds.values());
    }

    /** Those of a job, by number. */
    synchronized List<WaitingBuild> of(String job) {
        return List.copyOf(
                builds.subMap(new Key(job, 0), new Key(job, Integer.MAX_VALUE)).values());
    }

    /**
     * Notes what a build waits for, or that nobody has to know of it any more.
     *
     * @param build asked while the lock is held, so that no renaming of the job comes in between
     * @return whether this is news
     */
    synchronized boolean put(Supplier<WaitingBuild> build) {
        WaitingBuild news = build.get();
        return news.isOpen() ? !news.equals(builds.put(Key.of(news), news)) : remove(news.job(), news.number());
    }

    /** Notes that a build of the job has released something, so that nobody is asked for the handoff of an older one. */
    synchronized boolean supersede(String job, int number) {
        boolean news = false;
        for (WaitingBuild older : of(job)) {
            WaitingBuild left = older.superseded();
            if (older.number() < number && !left.equals(older)) {
                news |= put(() -> left);
            }
        }
        return news;
    }

    /** Notes what was known earlier; what is known already is newer. */
    synchronized void addOlder(Collection<WaitingBuild> older) {
        older.forEach(build -> builds.putIfAbsent(Key.of(build), build));
    }

    /** Forgets a build, and says whether it was known. */
    synchronized boolean remove(String job, int number) {
        return builds.remove(new Key(job, number)) != null;
    }

    /** Forgets all builds of a job, or of everything in a folder, and says whether there were any. */
    synchronized boolean removeAll(String item) {
        return builds.keySet().removeIf(key -> key.isIn(item));
    }

    /** Follows a job, or everything in a folder, to its new name, and says whether there was anything. */
    synchronized boolean move(String from, String to) {
        List<WaitingBuild> moved = builds.values().stream()
                .filter(build -> Key.of(build).isIn(from))
                .toList();
        removeAll(from);
        addOlder(moved.stream()
                .map(build -> build.in(to + build.job().substring(from.length())))
                .toList());
        return !moved.isEmpty();
    }

    private record Key(String job, int number) {
        static Key of(WaitingBuild build) {
            return new Key(build.job(), build.number());
        }

        boolean isIn(String item) {
            return job.equals(item) || job.startsWith(item + "/");
        }
    }
}
