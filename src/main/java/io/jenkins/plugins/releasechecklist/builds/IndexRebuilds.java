package io.jenkins.plugins.releasechecklist.builds;

import hudson.model.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Release indexes that are being made anew in the background, one at a time for a job. Thread-safe. */
final class IndexRebuilds {
    /** Most jobs have so few builds that nobody has to be told to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Map<Job<?, ?>, Future<ReleaseIndex>> RUNNING =
            Collections.synchronizedMap(new WeakHashMap<>());

    private IndexRebuilds() {}

    static IndexLook look(Job<?, ?> job) throws IOException {
        Optional<ReleaseIndex> ready = ReleaseIndexStore.ready(job);
        if (ready.isPresent()) {
            return new IndexLook.Ready(ready.get());
        }
        boolean damaged = ReleaseIndexStore.exists(job);
        Future<ReleaseIndex> rebuild = RUNNING.computeIfAbsent(job, IndexRebuilds::begin);
        try {
            return new IndexLook.Ready(rebuild.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new IndexLook.Rebuilding(damaged);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IndexLook.Rebuilding(damaged);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static Future<ReleaseIndex> begin(Job<?, ?> job) {
        return BackgroundWork.submit(() -> {
            try {
                return ReleaseIndexStore.read(job);
            } finally {
                RUNNING.remove(job);
            }
        });
    }
}
