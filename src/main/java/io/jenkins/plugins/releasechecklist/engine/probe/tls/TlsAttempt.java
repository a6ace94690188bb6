package io.jenkins.plugins.releasechecklist.engine.probe.tls;

import io.jenkins.plugins.releasechecklist.engine.probe.Failures;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressFallback;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AttemptFuture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ChainRecorder;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.SocketConnection;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsHandshake;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One attempt of a {@link TlsCheck}, without a thread that waits. The handshake takes any certificate, and sends nothing after
 * it: the certificate is judged afterwards, so that the error can say what exactly is wrong with it.
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
                        new AddressFallback<>(addresses, context.timeout(), this::handshake, Failures::noConnection)
                                .start()))
                .thenApply(error -> error.map(text -> Observation.failed(context.since(start), text))
                        .orElseGet(() -> Observation.passed(context.since(start))))
                .exceptionally(failure -> Failures.observation(failure, address, context.since(start)))
                .thenAccept(result::complete);
        return result;
    }

    private CompletableFuture<Optional<String>> handshake(InetAddress target, Duration connectTimeout) {
        AttemptFuture<Optional<String>> judged = new AttemptFuture<>();
        judged.step(SocketConnection.open(
                        context.network().channels(), new InetSocketAddress(target, address.port()), connectTimeout))
                .whenComplete((connection, failure) -> {
                    if (failure != null) {
                        judged.completeExceptionally(GuardedNames.cause(failure));
                    } else {
                        judged.whenComplete((error, ended) -> connection.close());
                        handshake(connection, judged);
                    }
                });
        return judged;
    }

    private void handshake(SocketConnection connection, AttemptFuture<Optional<String>> judged) {
        ChainRecorder recorder = new ChainRecorder();
        TlsHandshake handshake = new TlsHandshake(
                connection, address, recorder, context.network().judges());
        // The last stage runs where the handshake ended, on a thread on which judging may take its time.
        handshake.start().whenComplete((done, failure) -> {
            try {
                if (failure != null) {
                    judged.completeExceptionally(GuardedNames.cause(failure));
                } else {
                    judged.complete(judge.judge(recorder.chain(), recorder.keyExchange()));
                }
            } catch (RuntimeException e) {
                judged.completeExceptionally(e);
            }
        });
    }
}
