package io.jenkins.plugins.releasechecklist.engine.probe.run;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.NamedCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private final HostFairScheduler places;
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
        this.places = new HostFairScheduler(settings.concurrency());
    }

    CompletableFuture<List<CheckResult>> start(List<? extends Check> checks) {
        courses = NamedCheck.unique(checks).stream()
                .map(check -> new CheckCourse(this, check))
                .toList();
        open.set(courses.size());
        // However the run ends early, nothing of it goes on.
        outcome.whenComplete((results, failure) -> courses.forEach(CheckCourse::cancel));
        if (courses.isEmpty()) {
            outcome.complete(List.of());
        }
        courses.forEach(course -> places.open(course.host()));
        courses.forEach(places::add);
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
        places.add(course);
        handOut();
    }

    /** An attempt of the check has ended. */
    void placeFree(CheckCourse course) {
        places.free(course.host());
        handOut();
    }

    /** A check has its result. */
    void settled(CheckCourse course) {
        try {
            synchronized (telling) {
                onSettled.accept(course.result());
            }
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        }
        places.settled(course.host());
        if (open.decrementAndGet() == 0) {
            outcome.complete(courses.stream().map(CheckCourse::result).toList());
        }
        // Another host may be alone now, and take more.
        handOut();
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
                places.close();
            }
            for (Optional<CheckCourse> next = places.next(); next.isPresent(); next = places.next()) {
                next.get().begin();
            }
            seen = calls.addAndGet(-seen);
        } while (seen > 0);
    }
}
