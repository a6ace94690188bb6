package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;

/**
 * One attempt of a {@link TlsCheck}. The handshake takes any certificate, and sends nothing after it: the certificate
 * is judged afterwards, so that the error can say what exactly is wrong with it.
 */
final class TlsAttempt {
    private final HostPort address;
    private final ProbeContext context;
    private final CertificateJudge judge;
    private final long start;

    TlsAttempt(TlsCheck check, HostPort address, ProbeContext context) {
        this.address = address;
        this.context = context;
        this.judge = new CertificateJudge(
                address,
                context.clock().instant(),
                check.minValidity(),
                context.network().trust());
        this.start = context.nanoTime().getAsLong();
    }

    CompletableFuture<Observation> start() {
        AttemptFuture<Observation> result = new AttemptFuture<>();
        result.step(context.network().names().resolve(address.host()))
                .thenCompose(addresses -> result.step(
                        new AddressRound<>(addresses, context.timeout(), this::handshake, Failures::noConnection)
                                .start()))
                .thenApply(error -> error.map(text -> Observation.failed(context.since(start), text))
                        .orElseGet(() -> Observation.passed(context.since(start))))
                .exceptionally(failure -> Failures.observation(failure, address, context.since(start)))
                .thenAccept(result::complete);
        return result;
    }

    private CompletableFuture<Optional<String>> handshake(InetAddress target, Duration timeout) {
        CompletableFuture<Optional<String>> judged = new CompletableFuture<>();
        Socket socket = new Socket();
        // Closing the plain socket ends a handshake at once; closing the one above it would wait for the handshake.
        judged.whenComplete((error, failure) -> close(socket));
        try {
            context.network().blocking().execute(() -> {
                try {
                    judged.complete(handshake(socket, new InetSocketAddress(target, address.port()), timeout));
                } catch (IOException | TimeoutException | RuntimeException e) {
                    judged.completeExceptionally(e);
                }
            });
        } catch (RuntimeException e) {
            judged.completeExceptionally(e);
        }
        return judged;
    }

    private Optional<String> handshake(Socket socket, InetSocketAddress target, Duration timeout)
            throws IOException, TimeoutException {
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
        try {
            socket.connect(target, millis);
        } catch (SocketTimeoutException e) {
            throw new TimeoutException();
        }
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, context.timeout().toMillis() + 1));
        ChainRecorder recorder = new ChainRecorder();
        try (SSLSocket secure = (SSLSocket) TlsTrust.context(recorder)
                .getSocketFactory()
                .createSocket(socket, address.host(), address.port(), true)) {
            secure.startHandshake();
            return judge.judge(recorder.chain(), recorder.keyExchange());
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
