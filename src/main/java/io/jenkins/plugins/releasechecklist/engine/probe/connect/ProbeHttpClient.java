package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * Sends one request over a connection of its own, to an address that the guard has let pass. It never looks up a name, follows no
 * redirect, repeats nothing and keeps no cookie: each attempt sees the system as a new user does, and one check
 * cannot spoil another. HTTP/1.1, because a connection then is one exchange.
 *
 * @param exchange the request
 * @param tls whom the client trusts, and who it says it is
 * @param open where the connection is closed from
 * @param timeout how long connecting may take, and about how long the server may be silent
 */
public record ProbeHttpClient(HttpExchange exchange, SSLContext tls, OpenConnections open, Duration timeout) {
    /** How much of an answer is read, in bytes: 1 MiB. */
    public static final int BODY_LIMIT = 1024 * 1024;

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .build();
    /** The runner ends an attempt in time; this only has to end what nobody waits for any more. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Sends the request to the first of the addresses of its host that can be connected to. */
    public HttpAnswer send(List<InetAddress> addresses) throws IOException {
        try (ProbeSocket connection = connect(addresses, exchange.address().port())) {
            return exchange.isSecure() ? secured(connection) : answer(execute(connection, request(path())));
        }
    }

    /**
     * Sends the request through a proxy, which looks up the host of the target: in the absolute form for http, over a tunnel
     * of its own for https.
     *
     * @param proxy the proxy
     * @param addresses the addresses of the proxy
     * @return the answer of the server; it fails with an {@link AttemptException} when it is the proxy's
     */
    public HttpAnswer sendThrough(ProbeProxy proxy, List<InetAddress> addresses) throws IOException {
        try (ProbeSocket connection = connect(addresses, proxy.port())) {
            ClassicHttpRequest first = exchange.isSecure()
                    ? request(
                            Method.CONNECT.name(),
                            exchange.address().toString(),
                            exchange.address().toString())
                    : request("http://" + host() + path());
            if (!proxy.user().isEmpty()) {
                byte[] known = (proxy.user() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8);
                first.setHeader(
                        HttpHeaders.PROXY_AUTHORIZATION,
                        "Basic " + Base64.getEncoder().encodeToString(known));
            }
            ClassicHttpResponse response = execute(connection, first);
            if (response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
                // A wrong password that is sent again and again locks the account.
                throw proxy.user().isEmpty()
                        ? AttemptException.failed(Phrase.of("probe.connect.proxyAsks", proxy))
                        : AttemptException.refused(Phrase.of("probe.connect.proxyRefuses", proxy));
            }
            if (!exchange.isSecure()) {
                return answer(response);
            }
            if (response.getCode() / 100 != 2) {
                throw AttemptException.failed(Phrase.of(
                        "probe.connect.proxyFails",
                        proxy,
                        exchange.address(),
                        HttpAnswer.statusText(response.getCode())));
            }
            return secured(connection);
        }
    }

    private ProbeSocket connect(List<InetAddress> addresses, int port) throws IOException {
        ProbeSocket connection = open.connect(addresses, port, timeout);
        connection.setTcpNoDelay(true);
        connection.setSoTimeout(OpenConnections.millis(timeout.plus(GRACE)));
        return connection;
    }

    private HttpAnswer secured(ProbeSocket connection) throws IOException {
        try (SSLSocket secured = connection.startTls(tls, exchange.address())) {
            TlsTrust.requireHost(exchange.address().host(), (X509Certificate)
                    secured.getSession().getPeerCertificates()[0]);
            return answer(execute(secured, request(path())));
        }
    }

    private ClassicHttpRequest request(String target) {
        ClassicHttpRequest request = request(exchange.method().name(), target, host());
        exchange.headers().forEach(request::setHeader);
        // The server need not wait for a second request.
        request.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
        RequestBody payload = exchange.payload();
        if (!payload.isEmpty()) {
            byte[] body = payload.bytes();
            request.setEntity(new ByteArrayEntity(body, ContentType.parse(payload.contentType())));
            request.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
            if (!request.containsHeader(HttpHeaders.CONTENT_TYPE)) {
                request.setHeader(HttpHeaders.CONTENT_TYPE, payload.contentType());
            }
        }
        return request;
    }

    private static ClassicHttpRequest request(String method, String target, String host) {
        // Without a place for a host, the library would take the target apart and put it together again.
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, (HttpHost) null, target);
        request.setHeader(HttpHeaders.HOST, host);
        request.setHeader(HttpHeaders.USER_AGENT, "jenkins-release-checklist");
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, BodyCoding.ACCEPTED);
        return request;
    }

    private String path() {
        return HttpUrl.request(exchange.url());
    }

    /** Without the default port: that is how browsers write the Host header, and some servers insist on it. */
    private String host() {
        HostPort address = exchange.address();
        String written = address.toString();
        return address.port() == HttpUrl.defaultPort(exchange.url())
                ? written.substring(0, written.lastIndexOf(':'))
                : written;
    }

    private static ClassicHttpResponse execute(Socket connection, ClassicHttpRequest request) throws IOException {
        // Which versions of the library hand the limits on to its own parser differs.
        DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(
                LIMITS, null, null, ProbeHttpClient::length, null, null, any -> new DefaultHttpResponseParser(LIMITS));
        http.bind(connection);
        try {
            return new HttpRequestExecutor().execute(request, http, HttpCoreContext.create());
        } catch (HttpException | IllegalArgumentException e) {
            // The library checks some of what the server wrote as if it were an argument, such as the status 000.
            throw new ClientProtocolException(e);
        }
    }

    /** A length that is said twice is one (RFC 9110, section 8.6); two lengths are none. */
    private static long length(HttpMessage message) throws HttpException {
        List<String> said = Arrays.stream(message.getHeaders(HttpHeaders.CONTENT_LENGTH))
                .flatMap(header -> Arrays.stream(header.getValue().split(",", -1)))
                .map(String::strip)
                .toList();
        boolean repeated = said.size() > 1 && said.stream().distinct().count() == 1;
        if (repeated && !message.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            message.removeHeaders(HttpHeaders.CONTENT_LENGTH);
            message.addHeader(HttpHeaders.CONTENT_LENGTH, said.get(0));
        }
        return DefaultContentLengthStrategy.INSTANCE.determineLength(message);
    }

    /** Reads the beginning; the rest is dropped with the connection. */
    private HttpAnswer answer(ClassicHttpResponse response) throws IOException {
        AnswerHeaders headers = new AnswerHeaders(Arrays.stream(response.getHeaders())
                .map(header ->
                        new AnswerHeaders.Line(header.getName(), Objects.requireNonNullElse(header.getValue(), "")))
                .toList());
        HttpAnswer head = new HttpAnswer(
                response.getCode(),
                Objects.requireNonNullElse(response.getReasonPhrase(), ""),
                headers,
                "",
                false,
                Phrase.NONE);
        HttpEntity entity = response.getEntity();
        if (entity == null || exchange.redirects() == Redirects.FOLLOW && head.isRedirect()) {
            return head;
        }
        open.answering();
        BodyCoding.Decoded decoded =
                BodyCoding.decode(entity.getContent(), headers.values(HttpHeaders.CONTENT_ENCODING));
        byte[] body = decoded.body();
        String text = new String(body, 0, Math.min(body.length, BODY_LIMIT), charset(entity));
        return new HttpAnswer(head.status(), head.reason(), headers, text, body.length > BODY_LIMIT, decoded.unread());
    }

    private static Charset charset(HttpEntity entity) {
        try {
            ContentType type = ContentType.parseLenient(entity.getContentType());
            if (type != null && type.isSameMimeType(HttpAnswer.TIME_STAMP)) {
                return StandardCharsets.ISO_8859_1;
            }
            return type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
        } catch (IllegalCharsetNameException e) {
            // Lenient about names that nobody knows, not about those that cannot be one.
            return StandardCharsets.UTF_8;
        }
    }
}
