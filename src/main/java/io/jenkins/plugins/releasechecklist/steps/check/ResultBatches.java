package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeTask.ResultSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends results to a sink in batches, because each batch is a call to the controller and a write to its disk: when there are
 * enough of them or after a short while, on a thread of its own.
 */
final class ResultBatches {
    private static final int ENOUGH = 100;
    private static final long WHILE_MILLIS = 200;

    private final ResultSink sink;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(
            new NamingThreadFactory(new DaemonThreadFactory(), "release-checklist-probe-results"));
    private List<CheckResult> waiting = new ArrayList<>();

    ResultBatches(ResultSink sink) {
        this.sink = sink;
        sender.scheduleWithFixedDelay(this::send, WHILE_MILLIS, WHILE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Fails when a batch could not be sent; never completes otherwise. */
    CompletableFuture<Void> failure() {
        return failure;
    }

    /** Takes a result, quickly. What was cancelled has none: it may run again. */
    void add(CheckResult result) {
        if (result.status() != CheckResult.Status.CANCELLED && put(result) == ENOUGH) {
            try {
                sender.execute(this::send);
            } catch (RejectedExecutionException e) {
                // The end came at the same time; whoever ends it takes the rest.
                return;
            }
        }
    }

    /** Sends nothing more, and gives back what was not sent. Waits for a batch that is under way, so that it arrives first. */
    List<CheckResult> end() {
        sender.shutdown();
        try {
            sender.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
        return take();
    }

    /** Drops everything. */
    void drop() {
        sender.shutdownNow();
    }

    private synchronized int put(CheckResult result) {
        waiting.add(result);
        return waiting.size();
    }

    private synchronized List<CheckResult> take() {
        List<CheckResult> batch = waiting;
        waiting = new ArrayList<>();
        return batch;
    }

    private void send() {
        List<CheckResult> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        try {
            sink.settled(batch);
        } catch (IOException | RuntimeException e) {
            failure.completeExceptionally(e);
        }
    }
}
