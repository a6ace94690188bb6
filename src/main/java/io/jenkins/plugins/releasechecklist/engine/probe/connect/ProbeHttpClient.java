package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request to one address that the guard has let pass. It never looks up a name, follows no redirect, repeats
 * nothing, keeps no cookie and reuses no connection: each attempt sees the system as a new user does, and one check
 * cannot spoil another. HTTP/1.1, because a connection then is one exchange and can be closed with it.
 *
 * <p>Safe for use by several threads. A few I/O threads serve any number of exchanges.
 */
@SuppressWarnings(
        "deprecation") // Timeouts and proxy are the client's for all exchanges otherwise; ours depend on the attempt.
public final class ProbeHttpClient implements AutoCloseable {
    /** How much of an answer is read, in bytes: 1 MiB. */
    public static final int BODY_LIMIT = 1024 * 1024;

    private static final int IO_THREADS = 2;
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 200;
    /** The runner ends an attempt in time; the client's own limits only have to end what nobody waits for any more. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final CloseableHttpAsyncClient client;

    /**
     * Starts a client.
     *
     * @param tls whom it trusts, and who it says it is: the same for all its connections
     */
    ProbeHttpClient(SSLContext tls, int concurrency) {
        client = HttpAsyncClients.custom()
                .setConnectionManager(new ExchangeConnections(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setTlsStrategy(new DefaultClientTlsStrategy(tls))
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .setDnsResolver(new NoLookups())
                        .setMaxConnTotal(concurrency)
                        .setMaxConnPerRoute(concurrency)
                        .build()))
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(MAX_LINE)
                        .setMaxHeaderCount(MAX_HEADERS)
                        .build())
                .setIOReactorConfig(
                        IOReactorConfig.custom().setIoThreadCount(IO_THREADS).build())
                // A tunnel has to outlive the request that makes it.
                .setConnectionReuseStrategy(
                        (request, response, context) -> request != null && Method.CONNECT.isSame(request.getMethod()))
                .setUserAgent("jenkins-release-checklist")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        client.start();
    }

    /**
     * Sends a request.
     *
     * @param exchange the request
     * @param address the address to connect to
     * @param connectTimeout how long connecting may take
     * @param timeout how long the server may be silent
     * @return the answer; completing it in any way, by cancelling for instance, closes the connection
     */
    public CompletableFuture<HttpAnswer> send(
            HttpExchange exchange, InetAddress address, Duration connectTimeout, Duration timeout) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(config(connectTimeout, timeout.plus(GRACE)).build());
        return send(exchange, target(exchange, address), Optional.empty(), context);
    }

    /**
     * Sends a request through a proxy, which looks up the host of the target: in the absolute form for http, over a tunnel
     * of its own for https.
     *
     * @param exchange the request
     * @param proxy the proxy
     * @param address the address of the proxy to connect to
     * @param connectTimeout how long connecting may take
     * @param timeout how long the proxy or the server may be silent
     * @return the answer of the server; it fails with {@link ProxyException} when it is the proxy's
     */
    public CompletableFuture<HttpAnswer> sendThrough(
            HttpExchange exchange, ProbeProxy proxy, InetAddress address, Duration connectTimeout, Duration timeout) {
        HttpHost through = new HttpHost("http", address, proxy.host(), proxy.port());
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(
                config(connectTimeout, timeout.plus(GRACE)).setProxy(through).build());
        if (!proxy.user().isEmpty()) {
            BasicScheme basic = new BasicScheme(StandardCharsets.UTF_8);
            basic.initPreemptive(new UsernamePasswordCredentials(
                    proxy.user(), proxy.password().toCharArray()));
            context.resetAuthExchange(through, basic);
        }
        return send(exchange, target(exchange), Optional.of(new ProxyAnswer(proxy)), context);
    }

    private CompletableFuture<HttpAnswer> send(
            HttpExchange exchange, HttpHost target, Optional<ProxyAnswer> proxy, HttpClientContext context) {
        ExchangeFuture answer = new ExchangeFuture();
        context.setAttribute(ExchangeFuture.ATTRIBUTE, answer);
        Future<HttpAnswer> request = client.execute(
                target,
                new BasicRequestProducer(request(exchange, target), body(exchange.payload())),
                new AnswerConsumer(exchange, proxy, answer),
                null,
                context,
                new Ending(answer));
        answer.onAbandon(() -> request.cancel(true));
        return answer;
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private static HttpHost target(HttpExchange exchange, InetAddress address) {
        return new HttpHost(
                HttpUrl.scheme(exchange.url()), address, exchange.address().host(), port(exchange));
    }

    /** The target with nothing but its name, which the proxy looks up. */
    private static HttpHost target(HttpExchange exchange) {
        return new HttpHost(HttpUrl.scheme(exchange.url()), exchange.address().host(), port(exchange));
    }

    private static int port(HttpExchange exchange) {
        int port = exchange.address().port();
        // Without the default port: that is how browsers write the Host header, and some servers insist on it.
        return port == HttpUrl.defaultPort(exchange.url()) ? -1 : port;
    }

    private static BasicHttpRequest request(HttpExchange exchange, HttpHost target) {
        BasicHttpRequest request =
                new BasicHttpRequest(exchange.method().name(), target, HttpUrl.request(exchange.url()));
        exchange.headers().forEach(request::setHeader);
        // The server need not wait for a second request.
        request.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
        return request;
    }

    private static BasicAsyncEntityProducer body(RequestBody payload) {
        // The client's way to say "no body" is null.
        return payload.isEmpty()
                ? null
                : new BasicAsyncEntityProducer(
                        payload.text().getBytes(StandardCharsets.UTF_8), ContentType.parse(payload.contentType()));
    }

    private static RequestConfig.Builder config(Duration connectTimeout, Duration timeout) {
        return RequestConfig.custom()
                .setConnectTimeout(Timeout.of(connectTimeout))
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setResponseTimeout(Timeout.of(timeout));
    }

    /** Names are resolved and guarded before; a lookup here would bypass the guard. */
    private static final class NoLookups implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** Hands on how the exchange ended. */
    private record Ending(ExchangeFuture answer) implements FutureCallback<HttpAnswer> {
        @Override
        public void completed(HttpAnswer result) {
            answer.end(result);
        }

        @Override
        public void failed(Exception cause) {
            answer.completeExceptionally(cause);
        }

        @Override
        public void cancelled() {
            answer.cancel(true);
        }
    }
}
