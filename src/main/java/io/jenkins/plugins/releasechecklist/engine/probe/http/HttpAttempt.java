package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AttemptFuture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One attempt of an {@link HttpCheck}: the answer is fetched, and judged. */
public final class HttpAttempt {
    private final HttpCheck check;
    private final ProbeContext context;
    private final long start;
    private final HttpFetch fetch;
    private final AttemptFuture<Observation> result = new AttemptFuture<>();

    public HttpAttempt(HttpCheck check, ProbeContext context) {
        this.check = check;
        this.context = context;
        this.start = context.nanoTime().getAsLong();
        this.fetch = new HttpFetch(check, context);
    }

    public CompletableFuture<Observation> start() {
        return judged(fetch.start());
    }

    /** Looks at one address of the host, and at no other. */
    public CompletableFuture<Observation> start(InetAddress only) {
        return judged(fetch.start(only));
    }

    private CompletableFuture<Observation> judged(CompletableFuture<HttpAnswer> fetched) {
        result.step(fetched).whenComplete((answer, failure) -> {
            if (failure == null) {
                answered(answer);
            } else {
                result.complete(fetch.failure(failure, context.since(start)));
            }
        });
        return result;
    }

    private void answered(HttpAnswer answer) {
        HttpJudge judge = new HttpJudge(check, fetch.secrets(), context.since(start));
        // A status is judged at once; a regular expression or a large JSON must not hold up the thread of all
        // connections.
        Executor executor = check.expectations().isEmpty()
                ? Runnable::run
                : context.network().judges();
        executor.execute(() -> {
            try {
                result.complete(judge.judge(answer));
            } catch (RuntimeException e) {
                result.complete(fetch.failure(e, context.since(start)));
            }
        });
    }
}
