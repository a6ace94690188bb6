package io.jenkins.plugins.releasechecklist.engine.probe.tcp;

import io.jenkins.plugins.releasechecklist.engine.probe.Failures;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressFallback;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AttemptFuture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.SocketConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One attempt of a {@link TcpCheck}, without a thread that waits. */
final class TcpAttempt {
    private final TcpCheck check;
    private final HostPort address;
    private final ProbeContext context;
    private final long start;

    TcpAttempt(TcpCheck check, HostPort address, ProbeContext context) {
        this.check = check;
        this.address = address;
        this.context = context;
        this.start = context.nanoTime().getAsLong();
    }

    CompletableFuture<Observation> start() {
        AttemptFuture<Observation> result = new AttemptFuture<>();
        result.step(context.network().names().resolve(address.host()))
                .thenCompose(addresses -> result.step(
                        new AddressFallback<>(addresses, context.timeout(), this::talk, Failures::noConnection)
                                .start()))
                .exceptionally(failure -> Failures.observation(failure, address, context.since(start)))
                .thenAccept(result::complete);
        return result;
    }

    private CompletableFuture<Observation> talk(InetAddress target, Duration connectTimeout) {
        AttemptFuture<Observation> talk = new AttemptFuture<>();
        talk.step(SocketConnection.open(
                        context.network().channels(), new InetSocketAddress(target, address.port()), connectTimeout))
                .whenComplete((connection, failure) -> {
                    if (failure != null) {
                        talk.completeExceptionally(GuardedNames.cause(failure));
                    } else {
                        talk.whenComplete((observation, ended) -> connection.close());
                        new TcpTalk(check, context, start, connection, talk).begin();
                    }
                });
        return talk;
    }
}
