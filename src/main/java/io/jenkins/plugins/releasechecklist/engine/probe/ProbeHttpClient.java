package io.jenkins.plugins.releasechecklist.engine.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
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
public final class ProbeHttpClient implements AutoCloseable {
    /** How much of an answer is read, in bytes: 1 MiB. */
    public static final int BODY_LIMIT = 1024 * 1024;

    private static final int IO_THREADS = 2;
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 200;
    /** The runner ends an attempt in time; the client's own limits only have to end what nobody waits for any more. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final CloseableHttpAsyncClient client;

    ProbeHttpClient(TlsTrust trust, int concurrency) {
        client = HttpAsyncClients.custom()
                .setConnectionManager(new ExchangeConnections(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setTlsStrategy(new DefaultClientTlsStrategy(trust.context()))
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
                .setConnectionReuseStrategy((request, response, context) -> false)
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
    CompletableFuture<HttpAnswer> send(
            HttpExchange exchange, InetAddress address, Duration connectTimeout, Duration timeout) {
        ExchangeFuture answer = new ExchangeFuture();
        HttpHost target = target(exchange, address);
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(config(connectTimeout, timeout.plus(GRACE)));
        context.setAttribute(ExchangeFuture.ATTRIBUTE, answer);
        Future<HttpAnswer> request = client.execute(
                target,
                new BasicRequestProducer(request(exchange, target), body(exchange)),
                new AnswerConsumer(exchange, answer),
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
        HostPort endpoint = exchange.address();
        // Without the default port: that is how browsers write the Host header, and some servers insist on it.
        int port = endpoint.port() == HttpUrl.defaultPort(exchange.url()) ? -1 : endpoint.port();
        return new HttpHost(HttpUrl.scheme(exchange.url()), address, endpoint.host(), port);
    }

    private static BasicHttpRequest request(HttpExchange exchange, HttpHost target) {
        BasicHttpRequest request =
                new BasicHttpRequest(exchange.method().name(), target, HttpUrl.request(exchange.url()));
        exchange.headers().forEach(request::setHeader);
        // The server need not wait for a second request.
        request.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
        return request;
    }

    private static BasicAsyncEntityProducer body(HttpExchange exchange) {
        // The client's way to say "no body" is null.
        return exchange.body().isEmpty()
                ? null
                : new BasicAsyncEntityProducer(
                        exchange.body().getBytes(StandardCharsets.UTF_8),
                        ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8));
    }

    @SuppressWarnings(
            "deprecation") // The connection manager's own timeout is the same for all; ours depends on the attempt.
    private static RequestConfig config(Duration connectTimeout, Duration timeout) {
        return RequestConfig.custom()
                .setConnectTimeout(Timeout.of(connectTimeout))
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setResponseTimeout(Timeout.of(timeout))
                .build();
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
