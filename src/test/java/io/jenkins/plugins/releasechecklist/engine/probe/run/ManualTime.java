package io.jenkins.plugins.releasechecklist.engine.probe.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** Time that passes when the test says so. For one thread. */
final class ManualTime implements Delayer, LongSupplier {
    private record Task(long at, long number, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
    private long now;
    private long number;

    @Override
    public Scheduled after(Duration delay, Runnable action) {
        Task task = new Task(now + delay.toNanos(), number++, action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    @Override
    public long getAsLong() {
        return now;
    }

    Duration elapsed() {
        return Duration.ofNanos(now);
    }

    int waiting() {
        return tasks.size();
    }

    void advance(Duration duration) {
        long end = now + duration.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            Task task = tasks.remove();
            now = task.at();
            task.action().run();
        }
        now = end;
    }
}
