package io.jenkins.plugins.releasechecklist.builds.waiting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The builds that wait for people or whose release is in progress, by job and number. Thread-safe. */
final class WaitingBuilds {
    private final Map<String, Map<Integer, WaitingBuild>> byJob = new HashMap<>();

    /** All of them, in no order. */
    synchronized List<WaitingBuild> all() {
        return byJob.values().stream()
                .flatMap(builds -> builds.values().stream())
                .toList();
    }

    /** Those of a job, by number. */
    synchronized List<WaitingBuild> of(String job) {
        return List.copyOf(byJob.getOrDefault(job, Map.of()).values());
    }

    /**
     * Notes what a build waits for, or that nobody has to know of it any more.
     *
     * @param build asked while the lock is held, so that no renaming of the job comes in between
     * @return whether this is news
     */
    synchronized boolean put(Supplier<WaitingBuild> build) {
        WaitingBuild news = build.get();
        if (!news.isOpen()) {
            return remove(news.job(), news.number());
        }
        WaitingBuild before =
                byJob.computeIfAbsent(news.job(), job -> new TreeMap<>()).put(news.number(), news);
        return !news.equals(before);
    }

    /** Notes what was known earlier; what is known already is newer. */
    synchronized void addOlder(Collection<WaitingBuild> builds) {
        for (WaitingBuild build : builds) {
            byJob.computeIfAbsent(build.job(), job -> new TreeMap<>()).putIfAbsent(build.number(), build);
        }
    }

    /** Forgets a build, and says whether it was known. */
    synchronized boolean remove(String job, int number) {
        Map<Integer, WaitingBuild> builds = byJob.get(job);
        if (builds == null || builds.remove(number) == null) {
            return false;
        }
        if (builds.isEmpty()) {
            byJob.remove(job);
        }
        return true;
    }

    /** Forgets all builds of a job, or of everything in a folder, and says whether there were any. */
    synchronized boolean removeAll(String item) {
        return byJob.keySet().removeIf(job -> isIn(job, item));
    }

    /** Follows a job, or everything in a folder, to its new name, and says whether there was anything. */
    synchronized boolean move(String from, String to) {
        List<String> moved =
                byJob.keySet().stream().filter(job -> isIn(job, from)).toList();
        for (String job : moved) {
            String now = to + job.substring(from.length());
            List<WaitingBuild> builds = new ArrayList<>(byJob.remove(job).values());
            addOlder(builds.stream().map(build -> build.in(now)).toList());
        }
        return !moved.isEmpty();
    }

    private static boolean isIn(String job, String item) {
        return job.equals(item) || job.startsWith(item + "/");
    }
}
