package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * What an attempt has open and waits for. Closing it, from any thread, ends all of that at once: that is how cancelling an
 * attempt closes its connections.
 */
public final class OpenConnections implements Closeable {
    private static final Logger LOGGER = Logger.getLogger(OpenConnections.class.getName());

    private final List<Closeable> open = new ArrayList<>();
    private boolean closed;
    private volatile boolean answering;

    /** Closes a connection together with the others; at once, and with an exception, when the attempt is over. */
    public <C extends Closeable> C add(C connection) {
        synchronized (this) {
            if (!closed) {
                open.add(connection);
                return connection;
            }
        }
        close(connection);
        throw new CancellationException("the attempt is over");
    }

    /** The head of an answer is there, and its body begins. */
    void answering() {
        answering = true;
    }

    /** Whether an answer had begun. */
    public boolean isAnswering() {
        return answering;
    }

    /** Waits for a lookup. */
    public <T> T await(CompletableFuture<T> lookup) throws IOException {
        add(() -> lookup.cancel(true));
        try {
            return lookup.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /**
     * Connects to the first address of a host that lets it. Each gets an equal share of the time, so that one that swallows
     * everything (an IPv6 address without a route) does not use it up. Fails as the last address failed, in a way that
     * {@link #noConnection} knows.
     */
    public ProbeSocket connect(List<InetAddress> addresses, int port, Duration timeout) throws IOException {
        Duration share = timeout.dividedBy(addresses.size());
        for (InetAddress address : addresses.subList(0, addresses.size() - 1)) {
            try {
                return connect(new InetSocketAddress(address, port), share);
            } catch (IOException e) {
                LOGGER.log(Level.FINE, e, () -> "No connection to " + address + ", the next one is tried");
            }
        }
        return connect(new InetSocketAddress(addresses.get(addresses.size() - 1), port), share);
    }

    private ProbeSocket connect(InetSocketAddress target, Duration timeout) throws IOException {
        ProbeSocket socket = add(new ProbeSocket());
        try {
            socket.connect(target, millis(timeout));
            return socket;
        } catch (IOException e) {
            close(socket);
            throw unconnected(e);
        }
    }

    private static IOException unconnected(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return new ConnectTimeoutException(failure.getMessage());
        }
        // "Network is unreachable", for example, comes without a kind of its own.
        return noConnection(failure)
                ? failure
                : (IOException) new ConnectException(failure.getMessage()).initCause(failure);
    }

    /** Tells whether an address could not be connected to, so that nothing was sent and another one may be tried. */
    public static boolean noConnection(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof ConnectTimeoutException;
    }

    /** A duration as sockets take it: one millisecond at least, since zero would mean without an end. */
    public static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        List<Closeable> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
            open.clear();
        }
        all.forEach(OpenConnections::close);
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // Nobody waits for it any more, and the others are to be closed as well.
            LOGGER.log(Level.FINE, "A connection could not be closed", e);
        }
    }
}
