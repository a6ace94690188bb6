package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.ConnectionShutdownException;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.BasicFuture;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The client's connections, with one addition: each {@link ExchangeFuture} can close its connection as soon as there is
 * one, before the TLS handshake.
 */
final class ExchangeConnections implements AsyncClientConnectionManager {
    private final AsyncClientConnectionManager pool;

    ExchangeConnections(AsyncClientConnectionManager pool) {
        this.pool = pool;
    }

    @Override
    public Future<AsyncConnectionEndpoint> connect(
            AsyncConnectionEndpoint endpoint,
            ConnectionInitiator initiator,
            Timeout connectTimeout,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        ExchangeFuture exchange = (ExchangeFuture) context.getAttribute(ExchangeFuture.ATTRIBUTE);
        // Whatever happens first, the connection or the abandoning: the client is told once.
        BasicFuture<AsyncConnectionEndpoint> connected = new BasicFuture<>(callback);
        exchange.onAbandon(connected::cancel);
        exchange.onAbandon(() -> giveBack(endpoint));
        if (!connected.isDone()) {
            try {
                pool.connect(
                        endpoint,
                        new TellingInitiator(initiator, exchange),
                        connectTimeout,
                        attachment,
                        context,
                        new Completion(connected));
            } catch (ConnectionShutdownException e) {
                // Given back in this very moment.
                connected.failed(e);
            }
        }
        return connected;
    }

    /**
     * Frees the place in the pool. The client does so as well, but not when the connection is closed between its steps;
     * the pool takes an endpoint back once.
     */
    private void giveBack(AsyncConnectionEndpoint endpoint) {
        endpoint.close(CloseMode.IMMEDIATE);
        pool.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
    }

    private record Completion(BasicFuture<AsyncConnectionEndpoint> connected)
            implements FutureCallback<AsyncConnectionEndpoint> {
        @Override
        public void completed(AsyncConnectionEndpoint endpoint) {
            connected.completed(endpoint);
        }

        @Override
        public void failed(Exception cause) {
            connected.failed(cause);
        }

        @Override
        public void cancelled() {
            connected.cancel();
        }
    }

    private record TellingInitiator(ConnectionInitiator initiator, ExchangeFuture exchange)
            implements ConnectionInitiator {
        @Override
        public Future<IOSession> connect(
                NamedEndpoint remoteEndpoint,
                SocketAddress remoteAddress,
                SocketAddress localAddress,
                Timeout timeout,
                Object attachment,
                FutureCallback<IOSession> callback) {
            return initiator.connect(
                    remoteEndpoint,
                    remoteAddress,
                    localAddress,
                    timeout,
                    attachment,
                    new CallbackContribution<IOSession>(callback) {
                        @Override
                        public void completed(IOSession session) {
                            exchange.onAbandon(() -> session.close(CloseMode.IMMEDIATE));
                            callback.completed(session);
                        }
                    });
        }
    }

    @Override
    public Future<AsyncConnectionEndpoint> lease(
            String id,
            HttpRoute route,
            Object state,
            Timeout requestTimeout,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        return pool.lease(id, route, state, requestTimeout, callback);
    }

    @Override
    public void release(AsyncConnectionEndpoint endpoint, Object newState, TimeValue validDuration) {
        pool.release(endpoint, newState, validDuration);
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context) {
        pool.upgrade(endpoint, attachment, context);
    }

    /** Begins TLS on the connection that a proxy has made to the target. */
    @Override
    public void upgrade(
            AsyncConnectionEndpoint endpoint,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        ((ExchangeFuture) context.getAttribute(ExchangeFuture.ATTRIBUTE)).tunnelled();
        pool.upgrade(endpoint, attachment, context, callback);
    }

    @Override
    public void close(CloseMode closeMode) {
        pool.close(closeMode);
    }

    @Override
    public void close() throws IOException {
        pool.close();
    }
}
