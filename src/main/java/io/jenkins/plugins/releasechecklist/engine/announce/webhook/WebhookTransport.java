package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * Posts messages to a webhook, signed when there is a secret. What differs between receivers, such as chats, is the
 * form of the payload.
 *
 * <p>An answer of 2xx is a delivery. 408, 429, 5xx and everything that goes wrong on the way is a failure that may
 * pass. Every other answer is a refusal; redirects are among them, because a secret address is not handed on to
 * wherever an answer points.
 *
 * <p>Each attempt has its own connection. Safe for use by many threads.
 */
public final class WebhookTransport implements Transport {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,8}");

    private final Payload payload;
    private final WebhookUrl url;
    private final Optional<WebhookSigner> signer;
    private final WebhookConnection connection;
    private final InstantSource clock;

    /**
     * Prepares a transport; nothing is connected yet.
     *
     * @param payload the form of the body
     * @param url the address to post to
     * @param signer what signs, when the channel has a secret
     * @param connection how to get there
     * @param clock tells the time of the signature, and what a date in {@code Retry-After} means
     */
    public WebhookTransport(
            Payload payload,
            WebhookUrl url,
            Optional<WebhookSigner> signer,
            WebhookConnection connection,
            InstantSource clock) {
        this.payload = Objects.requireNonNull(payload, "payload: expected a payload, found null");
        this.url = Objects.requireNonNull(url, "url: expected an address, found null");
        this.signer = Objects.requireNonNull(signer, "signer: expected an Optional, found null");
        this.connection = Objects.requireNonNull(connection, "connection: expected a connection, found null");
        this.clock = Objects.requireNonNull(clock, "clock: expected a clock, found null");
    }

    @Override
    public Attempt send(Message message, DeliveryId id) throws InterruptedException {
        WebhookRequest request = WebhookRequest.of(payload, message, id, clock.instant(), signer);
        WebhookWords words = new WebhookWords(url, signer, connection);
        // The blocking client has a limit for each read, none for the whole, and does not hear interrupts: hence the
        // thread.
        try (WebhookExchange exchange = new WebhookExchange(url, connection)) {
            FutureTask<WebhookExchange.Answer> task = new FutureTask<>(() -> exchange.post(request));
            Thread thread = new Thread(task, "Release Checklist webhook to " + url.place());
            thread.setDaemon(true);
            thread.start();
            return attempt(task.get(connection.totalTimeout().toNanos(), TimeUnit.NANOSECONDS), words);
        } catch (TimeoutException e) {
            return Attempt.Failed.of(
                    url.place() + " did not answer within " + Durations.format(connection.totalTimeout()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                return Attempt.Failed.of(words.failure(failure));
            }
            throw unexpected(e.getCause());
        }
    }

    /**
     * A mistake of ours or of a library: where it happened is kept, its message is not, since it may repeat the
     * address.
     */
    private IllegalStateException unexpected(Throwable cause) {
        IllegalStateException told = new IllegalStateException("Posting to " + url.place()
                + " failed unexpectedly with " + cause.getClass().getName());
        told.setStackTrace(cause.getStackTrace());
        return told;
    }

    private Attempt attempt(WebhookExchange.Answer answer, WebhookWords words) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new Attempt.Delivered("HTTP " + status);
        }
        String reason = words.answer(answer);
        if (status == 408 || status == 429 || status >= 500) {
            return new Attempt.Failed(reason, answer.retryAfter().flatMap(value -> retryAfter(value, clock.instant())));
        }
        return new Attempt.Refused(reason);
    }

    /**
     * Reads the header {@code Retry-After} (RFC 9110, section 10.2.3): a number of seconds, or a date.
     *
     * @return how long to wait from {@code now} on, not negative; empty if the value is neither a number of up to 8 digits nor a
     *     date
     */
    static Optional<Duration> retryAfter(String value, Instant now) {
        String text = value.strip();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        return Optional.ofNullable(DateUtils.parseStandardDate(text))
                .map(date -> Duration.between(now, date))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }
}
