package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Reads an answer up to the limit, and completes its future early when what follows does not matter, which closes the
 * connection. Used by one I/O thread at a time.
 */
final class AnswerConsumer implements AsyncResponseConsumer<HttpAnswer> {
    private final HttpExchange exchange;
    private final Optional<ProxyAnswer> proxy;
    private final ExchangeFuture answer;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private HttpAnswer head = new HttpAnswer(0, "", new AnswerHeaders(List.of()), "", false);
    private Charset charset = StandardCharsets.UTF_8;
    private Optional<FutureCallback<HttpAnswer>> callback = Optional.empty();

    /**
     * Prepares for an answer.
     *
     * @param proxy what an answer means that comes from the proxy itself, if there is one
     */
    AnswerConsumer(HttpExchange exchange, Optional<ProxyAnswer> proxy, ExchangeFuture answer) {
        this.exchange = exchange;
        this.proxy = proxy;
        this.answer = answer;
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            EntityDetails entity,
            HttpContext context,
            FutureCallback<HttpAnswer> resultCallback) {
        Optional<ProxyException> refused =
                proxy.flatMap(from -> from.refusal(exchange, response.getCode(), answer.isTunnelled()));
        if (refused.isPresent()) {
            answer.completeExceptionally(refused.get());
        }
        head = new HttpAnswer(
                response.getCode(),
                Objects.requireNonNullElse(response.getReasonPhrase(), ""),
                headers(response),
                "",
                false);
        if (entity == null) {
            resultCallback.completed(answer(false));
            return;
        }
        callback = Optional.of(resultCallback);
        charset = charset(entity);
        if (exchange.redirects() == Redirects.FOLLOW && head.isRedirect()) {
            answer.complete(head);
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // An interim answer (1xx) says nothing about the final one.
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        int room = ProbeHttpClient.BODY_LIMIT - body.size();
        body.write(bytes, 0, Math.min(room, bytes.length));
        if (bytes.length > room && !answer.isDone()) {
            answer.complete(answer(true));
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        callback.ifPresent(result -> result.completed(answer(false)));
    }

    @Override
    public void failed(Exception cause) {
        answer.completeExceptionally(cause);
    }

    @Override
    public void releaseResources() {
        // Nothing but memory is held.
    }

    private HttpAnswer answer(boolean truncated) {
        return new HttpAnswer(head.status(), head.reason(), head.headers(), body.toString(charset), truncated);
    }

    private static AnswerHeaders headers(HttpResponse response) {
        return new AnswerHeaders(Arrays.stream(response.getHeaders())
                .map(header ->
                        new AnswerHeaders.Line(header.getName(), Objects.requireNonNullElse(header.getValue(), "")))
                .toList());
    }

    private static Charset charset(EntityDetails entity) {
        ContentType type = ContentType.parseLenient(entity.getContentType());
        return type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
    }
}
