package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A connection over which bytes go without a thread that waits. Its callbacks run on a thread that all connections share. */
public final class SocketConnection implements AutoCloseable {
    private final AsynchronousSocketChannel channel;

    private SocketConnection(AsynchronousSocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects. What fails here fails in a way that {@link Failures#noConnection} knows, so that another address may be tried;
     * cancelling the future closes what was begun.
     */
    public static CompletableFuture<SocketConnection> open(
            AsynchronousChannelGroup group, InetSocketAddress target, Duration timeout) {
        CompletableFuture<SocketConnection> opened = new CompletableFuture<>();
        try {
            SocketConnection connection = new SocketConnection(AsynchronousSocketChannel.open(group));
            opened.whenComplete((ignored, failure) -> {
                if (failure != null) {
                    connection.close();
                }
            });
            connection.channel.connect(
                    target,
                    null,
                    new Completion<Void>(
                            nothing -> opened.complete(connection),
                            failure -> opened.completeExceptionally(unconnected(failure))));
        } catch (IOException | RuntimeException e) {
            opened.completeExceptionally(unconnected(e));
        }
        return opened.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits for some bytes; gives their number, or -1 at the end of what the other side sends. */
    public CompletableFuture<Integer> read(ByteBuffer into) {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        channel.read(into, null, new Completion<>(count::complete, count::completeExceptionally));
        return count;
    }

    /** Sends all bytes. */
    public CompletableFuture<Void> write(ByteBuffer bytes) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        writeOn(bytes, written);
        return written;
    }

    private void writeOn(ByteBuffer bytes, CompletableFuture<Void> written) {
        if (!bytes.hasRemaining()) {
            written.complete(null);
            return;
        }
        channel.write(bytes, null, new Completion<>(count -> writeOn(bytes, written), written::completeExceptionally));
    }

    /** Closes the connection, and ends whatever is under way on it. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Throwable unconnected(Throwable failure) {
        boolean plain = failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || !(failure instanceof IOException);
        // "Network is unreachable", for example, comes without a kind of its own.
        return plain ? failure : new ConnectException(failure.getMessage()).initCause(failure);
    }

    /** Hands on what became of an operation. */
    private record Completion<V>(Consumer<V> success, Consumer<Throwable> failure)
            implements CompletionHandler<V, Void> {
        @Override
        public void completed(V value, Void nothing) {
            success.accept(value);
        }

        @Override
        public void failed(Throwable cause, Void nothing) {
            failure.accept(cause);
        }
    }
}
