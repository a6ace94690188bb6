package io.jenkins.plugins.releasechecklist.engine.probe.version;

import io.jenkins.plugins.releasechecklist.engine.probe.Failures;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpFetch;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One look at the version of every instance, at all of them at once. */
final class VersionAttempt {
    /** So many wrong instances are named; of more, a person wants to know the number only. */
    private static final int NAMED = 3;

    private final VersionCheck check;
    private final ProbeContext context;
    private final long start;
    private final CompletableFuture<Observation> result = new CompletableFuture<>();
    private final Queue<CompletableFuture<?>> underWay = new ConcurrentLinkedQueue<>();

    VersionAttempt(VersionCheck check, ProbeContext context) {
        this.check = check;
        this.context = context;
        this.start = context.nanoTime().getAsLong();
    }

    CompletableFuture<Observation> start() {
        // However the look ends, by being cancelled for instance, no instance is asked any more.
        result.whenComplete((seen, failure) -> underWay.forEach(request -> request.cancel(true)));
        List<CompletableFuture<List<Instance>>> asked =
                check.requests().stream().map(this::ask).toList();
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            List<Instance> instances = new ArrayList<>();
            asked.stream().filter(one -> !one.isCompletedExceptionally()).forEach(one -> instances.addAll(one.join()));
            if (failure == null) {
                result.complete(judge(instances));
            } else {
                result.completeExceptionally(GuardedNames.cause(failure));
            }
        });
        return result;
    }

    private CompletableFuture<List<Instance>> ask(HttpCheck request) {
        HostPort address = HttpUrl.address(request.url());
        if (!check.everyAddress()) {
            return watched(request.attempt(context)).thenApply(seen -> List.of(new Instance(address.toString(), seen)));
        }
        if (context.network().proxy().serves(address.host())) {
            return CompletableFuture.completedFuture(List.of(new Instance(
                    address.toString(), Observation.refused(latency(), Phrase.of("probe.version.throughProxy")))));
        }
        return watched(context.network().names().resolve(address.host()))
                .thenCompose(addresses -> askAll(request, address, addresses))
                .exceptionally(failure ->
                        List.of(new Instance(address.toString(), Failures.observation(failure, address, latency()))));
    }

    private CompletableFuture<List<Instance>> askAll(HttpCheck request, HostPort host, List<InetAddress> addresses) {
        List<CompletableFuture<Instance>> instances = addresses.stream()
                .map(address -> watched(
                                new HttpFetch(request, context).from(address).attempt())
                        .thenApply(seen ->
                                new Instance(new HostPort(address.getHostAddress(), host.port()).toString(), seen)))
                .toList();
        return CompletableFuture.allOf(instances.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> instances.stream().map(CompletableFuture::join).toList());
    }

    private <T> CompletableFuture<T> watched(CompletableFuture<T> request) {
        underWay.add(request);
        if (result.isDone()) {
            request.cancel(true);
        }
        return request;
    }

    private Observation judge(List<Instance> instances) {
        List<Instance> wrong =
                instances.stream().filter(instance -> !instance.seen().passed()).toList();
        if (wrong.isEmpty()) {
            return Observation.passed(latency());
        }
        List<Phrase> words = wrong.stream()
                .limit(NAMED)
                .map(instance -> Phrase.of(
                        "probe.version.instance",
                        instance.where(),
                        instance.seen().why()))
                .toList();
        return Observation.failed(
                        latency(),
                        Phrase.of(
                                "probe.version.wrong",
                                wrong.size(),
                                instances.size(),
                                Phrase.joined("text.then", words),
                                Math.max(0, wrong.size() - NAMED)))
                .withInstead(wrong.stream()
                        .map(instance -> instance.seen().instead())
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private Duration latency() {
        return context.since(start);
    }

    private record Instance(String where, Observation seen) {}
}
