package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** One POST to a webhook and its answer. Closing it, from any thread, ends the POST at once. */
final class WebhookExchange implements AutoCloseable {

    /** How much of an answer's body is read: an error in words fits, a flood does not come in. */
    static final int LONGEST_BODY = 4 * 1024;

    private final WebhookUrl url;
    private final CloseableHttpClient client;

    WebhookExchange(WebhookUrl url, WebhookConnection connection) {
        this.url = url;
        Timeout connect = Timeout.of(connection.connectTimeout());
        HttpClientBuilder builder = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(connection.resolver())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(connect).build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(Timeout.of(connection.totalTimeout()))
                                .build())
                        .build())
                .setUserAgent("release-checklist")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression();
        connection.proxy().ifPresent(builder::setProxy);
        this.client = builder.build();
    }

    Answer post(WebhookRequest request) throws IOException {
        HttpPost post = new HttpPost(url.target());
        request.headers().forEach(post::setHeader);
        url.authorization().ifPresent(value -> post.setHeader(HttpHeaders.AUTHORIZATION, value));
        post.setEntity(new ByteArrayEntity(request.bodyBytes(), ContentType.APPLICATION_JSON));
        // Not closed by itself, since that reads the rest of the body first: closing the exchange drops the connection.
        ClassicHttpResponse response = client.executeOpen(null, post, null);
        byte[] body = beginning(response.getEntity());
        return new Answer(
                response.getCode(),
                Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER))
                        .map(Header::getValue),
                new String(body, 0, Math.min(body.length, LONGEST_BODY), StandardCharsets.UTF_8),
                body.length > LONGEST_BODY);
    }

    private static byte[] beginning(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        InputStream content = entity.getContent();
        return content.readNBytes(LONGEST_BODY + 1);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /**
     * What the receiver answered.
     *
     * @param status the HTTP status
     * @param retryAfter the value of the header {@code Retry-After}
     * @param body the beginning of the body
     * @param cut whether the body goes on
     */
    record Answer(int status, Optional<String> retryAfter, String body, boolean cut) {}
}
