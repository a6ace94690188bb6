package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One run of the {@link ProbeRunner}: hands out its places, collects its results, and ends when all are there. */
final class ProbeRun {
    private final ProbeContext context;
    private final Delayer delayer;
    private final RandomGenerator random;
    private final RunSettings settings;
    private final Consumer<CheckResult> onSettled;
    private final CompletableFuture<List<CheckResult>> outcome = new CompletableFuture<>();
    private final Queue<CheckCourse> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger freePlaces;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Object telling = new Object();
    private List<CheckCourse> courses = List.of();

    ProbeRun(
            ProbeContext context,
            Delayer delayer,
            RandomGenerator random,
            RunSettings settings,
            Consumer<CheckResult> onSettled) {
        this.context = context;
        this.delayer = delayer;
        this.random = random;
        this.settings = settings;
        this.onSettled = onSettled;
        this.freePlaces = new AtomicInteger(settings.concurrency());
    }

    CompletableFuture<List<CheckResult>> start(List<? extends Check> checks) {
        List<String> names = UniqueNames.of(checks);
        List<CheckCourse> all = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            all.add(new CheckCourse(this, checks.get(i), names.get(i)));
        }
        courses = List.copyOf(all);
        open.set(courses.size());
        // However the run ends early, nothing of it goes on.
        outcome.whenComplete((results, failure) -> courses.forEach(CheckCourse::cancel));
        if (courses.isEmpty()) {
            outcome.complete(List.of());
        }
        waiting.addAll(courses);
        handOut();
        return outcome;
    }

    ProbeContext context() {
        return context;
    }

    Delayer delayer() {
        return delayer;
    }

    RandomGenerator random() {
        return random;
    }

    RunSettings settings() {
        return settings;
    }

    /** A check wants a place for its next attempt. */
    void enqueue(CheckCourse course) {
        waiting.add(course);
        handOut();
    }

    /** An attempt has ended. */
    void placeFree() {
        freePlaces.incrementAndGet();
        handOut();
    }

    /** A check has its result. */
    void settled(CheckResult result) {
        try {
            synchronized (telling) {
                onSettled.accept(result);
            }
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        }
        if (open.decrementAndGet() == 0) {
            outcome.complete(courses.stream().map(CheckCourse::result).toList());
        }
    }

    /**
     * Gives free places to those who wait. Only one thread does it at a time, and goes on when others have called
     * meanwhile: an attempt that ends at once calls this from within, and must not begin the next one on top of itself.
     */
    private void handOut() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            if (outcome.isDone()) {
                waiting.clear();
            }
            while (freePlaces.get() > 0 && !waiting.isEmpty()) {
                freePlaces.decrementAndGet();
                waiting.remove().begin();
            }
            seen = calls.addAndGet(-seen);
        } while (seen > 0);
    }
}
