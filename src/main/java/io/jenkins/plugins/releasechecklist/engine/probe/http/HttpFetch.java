package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.Failures;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpExchange;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.OpenConnections;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeHttpClient;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.URIUtils;

/**
 * Fetches one answer: the request of an {@link HttpCheck} and the redirects after it, over the guard, with the credentials
 * and the proxy of the context. What is expected of the answer is not looked at. For one use.
 */
public final class HttpFetch {
    /** What servers write into a Location although no URI may hold it. */
    private static final Pattern NO_URI =
            Pattern.compile("%(?!\\p{XDigit}{2})|[^\\x21\\x23-\\x3B\\x3D\\x3F-\\x5B\\x5D\\x5F\\x61-\\x7A\\x7E]");

    /** What judging an answer takes. */
    private static final Duration JUDGEMENT = Duration.ofMillis(50);

    /** What comes before the path of a Location: it may have brackets. */
    private static final Pattern AUTHORITY = Pattern.compile("(?:[A-Za-z][^/?]*:)?//[^/?]*");

    private final HttpCheck check;
    private final ProbeContext context;
    private final RequestAuthor author;
    private Optional<InetAddress> pinned = Optional.empty();
    private final CookieJar cookies = new CookieJar();
    /** Where the fetch has got to, for an error. */
    private volatile HostPort address;

    private volatile OpenConnections connections = new OpenConnections();
    /** Where redirects led to. */
    private String ended = "";

    public HttpFetch(HttpCheck check, ProbeContext context) {
        this.check = check;
        this.context = context;
        this.author = new RequestAuthor(check);
        this.address = HttpUrl.address(check.url());
    }

    /**
     * Asks one address of the host, and no other: to look at every instance behind a name. The guard judges it as well.
     * A redirect to the same host stays with it. No proxy is asked, which could not be told the address.
     */
    public HttpFetch from(InetAddress only) {
        pinned = Optional.of(only);
        return this;
    }

    /** What must not appear in an error, after the start. */
    public List<String> secrets() {
        return author.secrets();
    }

    /** Fetches the answer and judges it as the check demands. */
    public CompletableFuture<Observation> attempt() {
        return attempt((answer, latency) -> new HttpJudge(check, secrets(), latency).judge(answer));
    }

    /** Fetches the answer and judges it, both on one thread: a regular expression or a large JSON may take its time. */
    public CompletableFuture<Observation> attempt(BiFunction<HttpAnswer, Duration, Observation> judge) {
        CompletableFuture<Observation> attempt = context.look(() -> address, (open, start) -> {
            connections = open;
            Observation seen = judge.apply(answer(open), context.since(start));
            return ended.isEmpty() ? seen : seen.endedAt(ended);
        });
        check.maxLatencyIfAny()
                .filter(limit -> limit.compareTo(context.timeout()) < 0)
                .ifPresent(limit -> endAfter(limit, attempt));
        return attempt;
    }

    /** Nobody has to wait for an answer that comes too late, or that never ends. One that is just in time is judged. */
    private void endAfter(Duration limit, CompletableFuture<Observation> attempt) {
        long start = context.nanoTime().getAsLong();
        CompletableFuture<Void> timer = new CompletableFuture<>();
        timer.thenRun(() -> {
            attempt.complete(Observation.failed(
                    context.since(start),
                    connections.isAnswering()
                            ? Phrase.of("probe.http.endless", Durations.format(limit))
                            : Phrase.of("probe.http.silent", Durations.format(limit))));
        });
        timer.completeOnTimeout(null, limit.plus(JUDGEMENT).toMillis(), TimeUnit.MILLISECONDS);
        attempt.whenComplete((seen, failure) -> timer.cancel(false));
    }

    /** Fetches the answer of the first address of the host that can be connected to. */
    HttpAnswer answer(OpenConnections open) throws IOException {
        author.authorize(context.credentials());
        HttpExchange exchange = author.first();
        for (int redirects = 0; ; redirects++) {
            HttpAnswer answer = hop(cookies.in(exchange), open);
            author.keepCookies(cookies.keep(exchange.url(), answer));
            ended = redirects == 0 ? "" : exchange.display();
            if (check.redirects() != Redirects.FOLLOW || !answer.isRedirect()) {
                return answer;
            }
            if (redirects >= Redirects.LIMIT) {
                throw AttemptException.failed(
                        Phrase.of("probe.http.manyRedirects", Redirects.LIMIT, exchange.display()));
            }
            exchange = author.redirected(exchange, answer.status(), target(exchange, answer));
        }
    }

    private HttpAnswer hop(HttpExchange exchange, OpenConnections open) throws IOException {
        address = exchange.address();
        ProbeNetwork network = context.network();
        ProbeHttpClient client = new ProbeHttpClient(
                exchange, network.tls(exchange.certificate(), author.authorities()), open, context.timeout());
        GuardedNames names = network.names();
        ProbeProxy proxy = network.proxy();
        String host = address.host();
        if (pinned.isPresent() || !proxy.serves(host)) {
            boolean same = host.equals(HttpUrl.address(check.url()).host());
            return client.send(open.await(pinned.filter(only -> same)
                    .map(only -> names.allowed(host, only))
                    .orElseGet(() -> names.resolve(host))));
        }
        // The guard judges the target as far as it is known here, and not the proxy.
        try {
            open.await(names.resolve(host));
        } catch (UnknownHostException e) {
            names.checkName(host);
        }
        try {
            return client.sendThrough(proxy, open.await(network.proxyNames().resolve(proxy.host())));
        } catch (IOException e) {
            throw Failures.ofProxy(e, proxy);
        }
    }

    private static URI target(HttpExchange exchange, HttpAnswer answer) throws AttemptException {
        try {
            // A fragment is for browsers.
            String location = answer.location().orElse("").replaceFirst("#.*", "");
            URI resolved = URIUtils.resolve(exchange.url(), new URI(encoded(location)));
            HttpUrl.require(resolved);
            String query = resolved.getRawQuery() == null ? "" : "?" + resolved.getRawQuery();
            return new URI(resolved.getScheme() + "://" + resolved.getRawAuthority()
                    + withoutDots(resolved.getRawPath()) + query);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw AttemptException.failed(Phrase.of("probe.http.badRedirect", exchange.display()));
        }
    }

    private static String encoded(String location) {
        Matcher authority = AUTHORITY.matcher(location);
        int path = authority.lookingAt() ? authority.end() : 0;
        int query = location.indexOf('?', path) < 0 ? location.length() : location.indexOf('?', path);
        String plain = location.substring(0, path)
                + location.substring(path, query).replace("[", "%5B").replace("]", "%5D")
                + location.substring(query);
        return NO_URI.matcher(plain)
                .replaceAll(found -> String.format("%%%02X", (int) found.group().charAt(0)));
    }

    /** A step of one dot leads nowhere, one of two dots up, at most to the root (RFC 3986, section 5.2.4). */
    private static String withoutDots(String path) {
        Deque<String> steps = new ArrayDeque<>();
        String whole = path.matches(".*/\\.\\.?") ? path + "/" : path;
        for (String step : whole.replaceFirst("^/", "").split("/", -1)) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.equals(".")) {
                steps.add(step);
            }
        }
        return "/" + String.join("/", steps);
    }
}
