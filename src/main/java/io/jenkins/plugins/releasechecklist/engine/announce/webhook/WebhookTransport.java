package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.probe.Failures;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.address.NameService;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpExchange;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.OpenConnections;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeHttpClient;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Posts messages to a webhook, signed when there is a secret. What differs between receivers, such as chats, is the
 * form of the payload.
 *
 * <p>An answer of 2xx is a delivery, unless it says itself that it failed, as Teams does; 202 says no more than that the message was
 * accepted. 408, 429, 5xx and everything that goes wrong on the way is a failure that may
 * pass. Every other answer is a refusal; redirects are among them, because a secret address is not handed on to
 * wherever an answer points.
 *
 * <p>Each attempt has its own connection. Safe for use by many threads. What receivers say is told without the secrets that
 * it may repeat: parts of the address, and what signs.
 *
 * @param payload the form of the body
 * @param url the address to post to
 * @param signer what signs, when the channel has a secret
 * @param names what looks up host names
 * @param proxy the way there; a proxy that does not serve the host is not used
 * @param patience how long an attempt may take altogether
 * @param clock tells the time of the signature, and what a date in {@code Retry-After} means
 */
public record WebhookTransport(
        Payload payload,
        WebhookUrl url,
        Optional<WebhookSigner> signer,
        NameService names,
        ProbeProxy proxy,
        Duration patience,
        InstantSource clock)
        implements Transport {

    private static final int ACCEPTED = 202;

    private static final Pattern UNDELIVERED = Pattern.compile(
            "\\s*\"?Webhook message delivery failed(?:.{0,200}?HTTP error (?<status>[0-9]{3})\\b)?", Pattern.DOTALL);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,8}");

    /** A transport with the names as the system resolves them, and 30 seconds for an attempt. */
    public WebhookTransport(
            Payload payload, WebhookUrl url, Optional<WebhookSigner> signer, ProbeProxy proxy, InstantSource clock) {
        this(payload, url, signer, NameService.SYSTEM, proxy, Duration.ofSeconds(30), clock);
    }

    @Override
    public Attempt send(Message message, DeliveryId id) throws InterruptedException {
        WebhookRequest request = WebhookRequest.of(payload, message, id, clock.instant(), signer);
        // The blocking client has a limit for each read, none for the whole, and does not hear interrupts: hence the
        // thread.
        try (OpenConnections open = new OpenConnections()) {
            SSLContext tls = SSLContext.getDefault();
            FutureTask<HttpAnswer> task = new FutureTask<>(() -> post(request, tls, open));
            Thread thread = new Thread(task, "Release Checklist webhook to " + url.place());
            thread.setDaemon(true);
            thread.start();
            return attempt(task.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Attempt.Failed.of(url.place() + " did not answer within " + Durations.format(patience));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                return Attempt.Failed.of(
                        Failures.observation(failure, address(), Duration.ZERO).error());
            }
            throw unexpected(e.getCause());
        } catch (NoSuchAlgorithmException e) {
            throw unexpected(e);
        }
    }

    private HttpAnswer post(WebhookRequest request, SSLContext tls, OpenConnections open) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        url.authorization().ifPresent(value -> headers.put(HttpHeaders.AUTHORIZATION, value));
        HttpExchange exchange = new HttpExchange(
                url.target(),
                payload.method(),
                headers,
                new RequestBody.Json(request.body()),
                Optional.empty(),
                Redirects.NEVER);
        ProbeHttpClient client = new ProbeHttpClient(exchange, tls, open, patience);
        if (!proxy.serves(address().host())) {
            return client.send(names.lookup(address().host()));
        }
        try {
            return client.sendThrough(proxy, names.lookup(proxy.host()));
        } catch (IOException e) {
            throw Failures.ofProxy(e, proxy);
        }
    }

    private HostPort address() {
        return HttpUrl.address(url.target());
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

    private Attempt attempt(HttpAnswer answer) {
        int status = answer.status();
        Matcher undelivered = UNDELIVERED.matcher(answer.body());
        if (status >= 200 && status < 300 && !undelivered.lookingAt()) {
            return new Attempt.Delivered(
                    status == ACCEPTED ? "HTTP 202, accepted: whether it arrives is not told" : "HTTP " + status);
        }
        if (status < 300) {
            // What Teams says, which has taken the request and failed to do it.
            status = undelivered.group("status") == null ? 500 : Integer.parseInt(undelivered.group("status"));
        }
        String says = status >= 300 && status < 400
                ? " (a redirect, which is not followed: set the channel to the final address)"
                : "";
        String excerpt = excerpt(answer);
        String reason = url.place() + " answered " + answer.status() + says + (excerpt.isEmpty() ? "" : ": " + excerpt);
        if (status == 408 || status == 429 || status >= 500) {
            return new Attempt.Failed(
                    reason,
                    answer.headers().values(HttpHeaders.RETRY_AFTER).stream()
                            .flatMap(value -> retryAfter(value, clock.instant()).stream())
                            .findFirst());
        }
        return new Attempt.Refused(reason);
    }

    /** What the receiver says in plain words; empty for a page of HTML. */
    private String excerpt(HttpAnswer answer) {
        Set<String> all = new TreeSet<>(url.secrets());
        all.addAll(payload.secrets());
        signer.map(WebhookSigner::secrets).ifPresent(all::addAll);
        // The longest first: a secret inside another one would leave the rest of that one behind.
        List<String> secrets = all.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String text = VisibleText.oneLine(Texts.masked(answer.body(), secrets), "answer");
        return text.startsWith("<") ? "" : Texts.clip(text);
    }

    /** Seconds, or a date, from which it is the time until then; nothing for anything else. */
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
