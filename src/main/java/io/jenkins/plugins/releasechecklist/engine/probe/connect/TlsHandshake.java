package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * A TLS handshake over a connection. What computes runs on threads for it, one stretch after the other; between them, while the
 * other side is waited for, there is no thread.
 */
public final class TlsHandshake {
    /** The message of the failure when the other side ends the connection in the middle of a handshake. */
    public static final String CLOSED = "the connection was closed during it";

    private final SocketConnection connection;
    private final HostPort address;
    private final ChainRecorder recorder;
    private final Executor threads;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private SSLEngine engine;
    private ByteBuffer received;
    private ByteBuffer toSend;
    private ByteBuffer content;

    /**
     * Prepares the handshake.
     *
     * @param address whom the connection leads to; the host is asked for by its name (SNI)
     * @param recorder is shown the certificates
     * @param threads where the handshake computes
     */
    public TlsHandshake(SocketConnection connection, HostPort address, ChainRecorder recorder, Executor threads) {
        this.connection = connection;
        this.address = address;
        this.recorder = recorder;
        this.threads = threads;
    }

    /**
     * Shakes hands, and takes leave at once.
     *
     * @return completed on one of the threads; it fails with an {@link SSLException} when the other side does not speak TLS, or
     *     ends the handshake
     */
    public CompletableFuture<Void> start() {
        onwards(this::begin);
        return done;
    }

    private void begin() throws SSLException {
        engine = TlsTrust.context(recorder).createSSLEngine(address.host(), address.port());
        engine.setUseClientMode(true);
        received = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        toSend = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        content = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        engine.beginHandshake();
        proceed();
    }

    private void proceed() throws SSLException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> compute();
                case NEED_WRAP -> {
                    send();
                    return;
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!understand()) {
                        receive();
                        return;
                    }
                }
                default -> {
                    leave();
                    return;
                }
            }
        }
    }

    private void compute() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void send() throws SSLException {
        toSend.clear();
        engine.wrap(ByteBuffer.allocate(0), toSend);
        toSend.flip();
        connection.write(toSend).whenComplete((nothing, failure) -> {
            if (failure == null) {
                onwards(this::proceed);
            } else {
                fail(failure);
            }
        });
    }

    /** Takes in what has been received; false when it is not enough yet. */
    private boolean understand() throws SSLException {
        received.flip();
        SSLEngineResult result = engine.unwrap(received, content);
        received.compact();
        // What a server says before anybody asked is not listened to.
        content.clear();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw closed();
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            throw new SSLException("a packet holds more than TLS allows");
        }
        return result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW;
    }

    private void receive() throws SSLException {
        if (!received.hasRemaining()) {
            throw new SSLException("a packet is larger than TLS allows");
        }
        connection.read(received).whenComplete((count, failure) -> {
            if (failure != null) {
                fail(failure);
            } else if (count < 0) {
                onwards(() -> {
                    throw closed();
                });
            } else {
                onwards(this::proceed);
            }
        });
    }

    private void leave() throws SSLException {
        engine.closeOutbound();
        toSend.clear();
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(ByteBuffer.allocate(0), toSend);
        }
        toSend.flip();
        // A courtesy to the server's log; what matters is known already.
        connection.write(toSend).whenComplete((nothing, failure) -> onwards(() -> done.complete(null)));
    }

    /** A stretch of computing. */
    @FunctionalInterface
    private interface Stretch {
        void run() throws IOException;
    }

    private void onwards(Stretch stretch) {
        try {
            threads.execute(() -> {
                try {
                    stretch.run();
                } catch (IOException | RuntimeException e) {
                    done.completeExceptionally(e);
                }
            });
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void fail(Throwable failure) {
        boolean lost = failure instanceof IOException && !(failure instanceof SSLException);
        onwards(() -> done.completeExceptionally(lost ? closed().initCause(failure) : failure));
    }

    private static SSLException closed() {
        return new SSLHandshakeException(CLOSED);
    }
}
