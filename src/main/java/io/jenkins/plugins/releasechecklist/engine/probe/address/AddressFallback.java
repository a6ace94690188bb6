package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Tries the addresses of a host one after the other until one can be connected to. Each gets an equal share of the
 * time, so that one that swallows everything (an IPv6 address without a route) does not use it up.
 */
public final class AddressFallback<T> {
    /** Talks to one address, and connects within a time. */
    @FunctionalInterface
    public interface Talk<T> {
        CompletableFuture<T> with(InetAddress address, Duration connectTimeout);
    }

    private final AttemptFuture<T> result = new AttemptFuture<>();
    private final List<InetAddress> addresses;
    private final Duration share;
    private final Talk<T> talk;
    private final Predicate<Throwable> noConnection;

    /**
     * Plans the round.
     *
     * @param noConnection tells which failures mean that nothing was connected and sent, so that the next address may
     *     be tried
     */
    public AddressFallback(
            List<InetAddress> addresses, Duration timeout, Talk<T> talk, Predicate<Throwable> noConnection) {
        this.addresses = addresses;
        this.share = timeout.dividedBy(addresses.size());
        this.talk = talk;
        this.noConnection = noConnection;
    }

    /** Begins; the result fails as the last address failed, and cancelling it ends the talk under way. */
    public CompletableFuture<T> start() {
        tryAddress(0);
        return result;
    }

    private void tryAddress(int index) {
        CompletionStage<T> answer = result.step(talk.with(addresses.get(index), share));
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else if (index + 1 < addresses.size()
                    && !result.isDone()
                    && noConnection.test(GuardedNames.cause(failure))) {
                tryAddress(index + 1);
            } else {
                result.completeExceptionally(GuardedNames.cause(failure));
            }
        });
    }
}
