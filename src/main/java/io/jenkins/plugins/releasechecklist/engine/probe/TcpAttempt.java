package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One attempt of a {@link TcpCheck}, without a thread that waits. */
final class TcpAttempt {
    private final HostPort address;
    private final ProbeContext context;
    private final long start;

    TcpAttempt(HostPort address, ProbeContext context) {
        this.address = address;
        this.context = context;
        this.start = context.nanoTime().getAsLong();
    }

    CompletableFuture<Observation> start() {
        AttemptFuture<Observation> result = new AttemptFuture<>();
        result.step(context.network().names().resolve(address.host()))
                .thenCompose(addresses -> result.step(new AddressRound<>(
                                addresses, context.timeout(), this::connect, failure -> failure instanceof IOException)
                        .start()))
                .thenApply(connected -> Observation.passed(context.since(start)))
                .exceptionally(failure -> Failures.observation(failure, address, context.since(start)))
                .thenAccept(result::complete);
        return result;
    }

    private CompletableFuture<Boolean> connect(InetAddress target, Duration timeout) {
        CompletableFuture<Boolean> connected = new CompletableFuture<>();
        try {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
            connected.whenComplete((value, failure) -> close(channel));
            channel.connect(new InetSocketAddress(target, address.port()), connected, new Completion());
        } catch (IOException | RuntimeException e) {
            connected.completeExceptionally(e);
        }
        return connected.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands on what became of a connection. */
    private static final class Completion implements CompletionHandler<Void, CompletableFuture<Boolean>> {
        @Override
        public void completed(Void nothing, CompletableFuture<Boolean> connected) {
            connected.complete(true);
        }

        @Override
        public void failed(Throwable failure, CompletableFuture<Boolean> connected) {
            connected.completeExceptionally(failure);
        }
    }
}
