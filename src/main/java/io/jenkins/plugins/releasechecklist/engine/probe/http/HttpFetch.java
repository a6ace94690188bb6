package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.Failures;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.RedirectException;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressFallback;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AttemptFuture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpExchange;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.OpenConnections;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeHttpClient;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RefusedAttemptException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Fetches one answer: the request of an {@link HttpCheck} and the redirects after it, over the guard, with the credentials
 * and the proxy of the context. What is expected of the answer is not looked at. For one start.
 */
public final class HttpFetch {
    private final HttpCheck check;
    private final ProbeContext context;
    private final RequestAuthor author;
    private final AttemptFuture<HttpAnswer> result = new AttemptFuture<>();
    private Optional<InetAddress> pinned = Optional.empty();
    /** Where the fetch has got to, for an error. */
    private volatile HostPort address;

    public HttpFetch(HttpCheck check, ProbeContext context) {
        this.check = check;
        this.context = context;
        this.author = new RequestAuthor(check);
        this.address = HttpUrl.address(check.url());
    }

    /**
     * Asks the first address of the host that can be connected to.
     *
     * @return the answer. It fails with what {@link #failure} understands; cancelling it closes the connection
     */
    public CompletableFuture<HttpAnswer> start() {
        try {
            author.authorize(context.credentials());
            hop(author.first(), 0);
        } catch (RefusedAttemptException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    /**
     * Asks one address of the host, and no other: to look at every instance behind a name. The guard judges it as well.
     * A redirect to the same host stays with it. No proxy is asked, which could not be told the address.
     */
    public CompletableFuture<HttpAnswer> start(InetAddress only) {
        pinned = Optional.of(only);
        return start();
    }

    /** What must not appear in an error, after the start. */
    public List<String> secrets() {
        return author.secrets();
    }

    /** Says what went wrong on the way to the answer. */
    public Observation failure(Throwable failure, Duration latency) {
        return Failures.observation(failure, address, latency);
    }

    private void hop(HttpExchange exchange, int redirects) throws RefusedAttemptException {
        address = exchange.address();
        ProbeHttpClient client = context.network().http(exchange.certificate());
        ProbeProxy proxy = context.network().proxy();
        CompletableFuture<HttpAnswer> answered = pinned.isEmpty() && proxy.serves(address.host())
                ? throughProxy(exchange, client, proxy)
                : directly(exchange, client);
        answered.thenAccept(answer -> answered(exchange, answer, redirects)).exceptionally(failure -> {
            result.completeExceptionally(GuardedNames.cause(failure));
            return null;
        });
    }

    private CompletableFuture<HttpAnswer> directly(HttpExchange exchange, ProbeHttpClient client) {
        return result.step(addresses(exchange))
                .thenCompose(addresses ->
                        round(addresses, (target, share) -> client.send(exchange, target, share, context.timeout())));
    }

    /** The guard judges the target as far as it is known here, and not the proxy. */
    private CompletableFuture<HttpAnswer> throughProxy(
            HttpExchange exchange, ProbeHttpClient client, ProbeProxy proxy) {
        ProbeNetwork network = context.network();
        return result.step(network.names().allowedBehindProxy(exchange.address().host()))
                .thenCompose(allowed -> result.step(network.proxyNames().resolve(proxy.host()))
                        .thenCompose(addresses -> round(
                                addresses,
                                (target, share) ->
                                        client.sendThrough(exchange, proxy, target, share, context.timeout())))
                        .exceptionallyCompose(failure ->
                                CompletableFuture.failedFuture(Failures.ofProxy(GuardedNames.cause(failure), proxy))));
    }

    private CompletableFuture<HttpAnswer> round(List<InetAddress> addresses, AddressFallback.Talk<HttpAnswer> talk) {
        return result.step(new AddressFallback<>(addresses, context.timeout(), talk, OpenConnections::noConnection).start());
    }

    private CompletableFuture<List<InetAddress>> addresses(HttpExchange exchange) {
        String host = exchange.address().host();
        GuardedNames names = context.network().names();
        return pinned.filter(only -> host.equals(HttpUrl.address(check.url()).host()))
                .map(only -> names.allowed(host, only))
                .orElseGet(() -> names.resolve(host));
    }

    private void answered(HttpExchange exchange, HttpAnswer answer, int redirects) {
        if (check.redirects() != Redirects.FOLLOW || !answer.isRedirect()) {
            result.complete(answer);
            return;
        }
        try {
            if (redirects >= Redirects.LIMIT) {
                throw new RedirectException(
                        "more than " + Redirects.LIMIT + " redirects, the last one from " + exchange.display());
            }
            hop(author.redirected(exchange, answer.status(), target(exchange, answer)), redirects + 1);
        } catch (IOException e) {
            result.completeExceptionally(e);
        }
    }

    private static URI target(HttpExchange exchange, HttpAnswer answer) throws RedirectException {
        try {
            URI target = exchange.url().resolve(new URI(answer.location().orElse("")));
            // A fragment is for browsers.
            URI sent = new URI(target.toString().replaceFirst("#.*", ""));
            HttpUrl.require(sent);
            return sent;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new RedirectException("the redirect of " + exchange.display()
                    + " does not lead to a http or https address without user and password");
        }
    }
}
