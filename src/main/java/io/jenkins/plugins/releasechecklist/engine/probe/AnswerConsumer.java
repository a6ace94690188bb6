package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
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
    private final ExchangeFuture answer;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private Optional<String> location = Optional.empty();
    private Charset charset = StandardCharsets.UTF_8;
    private Optional<FutureCallback<HttpAnswer>> callback = Optional.empty();

    AnswerConsumer(HttpExchange exchange, ExchangeFuture answer) {
        this.exchange = exchange;
        this.answer = answer;
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            EntityDetails entity,
            HttpContext context,
            FutureCallback<HttpAnswer> resultCallback) {
        status = response.getCode();
        location = Optional.ofNullable(response.getFirstHeader(HttpHeaders.LOCATION))
                .map(Header::getValue);
        if (entity == null) {
            resultCallback.completed(answer(false));
            return;
        }
        callback = Optional.of(resultCallback);
        charset = charset(entity);
        boolean followed =
                exchange.redirects() == Redirects.FOLLOW && new HttpAnswer(status, location, "", false).isRedirect();
        if (followed) {
            answer.complete(answer(false));
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
        return HttpAnswer.of(status, location, body.toByteArray(), charset, truncated);
    }

    private static Charset charset(EntityDetails entity) {
        ContentType type = ContentType.parseLenient(entity.getContentType());
        return type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
    }
}
