package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The answer to one request. When it is completed before the exchange has come to its end (it is cancelled, or the rest
 * does not matter), the exchange is abandoned: its connection is closed at once, whatever it is doing. The client's own
 * cancelling does not reach a connection that is being opened or is in its TLS handshake, and leaves its place in the
 * pool taken.
 */
final class ExchangeFuture extends CompletableFuture<HttpAnswer> {
    /** Under this name the context of the client's request holds it, for {@link ExchangeConnections}. */
    static final String ATTRIBUTE = ExchangeFuture.class.getName();

    private final Queue<Runnable> whenAbandoned = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;
    private volatile boolean tunnelled;

    ExchangeFuture() {
        whenComplete((answer, failure) -> abandon());
    }

    /** Does something when the exchange is abandoned, which may have happened already. */
    void onAbandon(Runnable action) {
        whenAbandoned.add(action);
        abandon();
    }

    /** The exchange is over, and the client takes care of the connection itself. */
    void end(HttpAnswer answer) {
        ended = true;
        complete(answer);
    }

    /** The proxy has connected to the target: what comes now is the target's. */
    void tunnelled() {
        tunnelled = true;
    }

    boolean isTunnelled() {
        return tunnelled;
    }

    private void abandon() {
        if (isDone() && !ended) {
            for (Runnable action = whenAbandoned.poll(); action != null; action = whenAbandoned.poll()) {
                action.run();
            }
        }
    }
}
