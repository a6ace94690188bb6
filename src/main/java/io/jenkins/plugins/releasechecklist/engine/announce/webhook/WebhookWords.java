package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Says what went wrong with a webhook, in words that hold neither its secret nor more of its address than the place.
 */
final class WebhookWords {

    private static final int LONGEST_EXCERPT = 200;

    private final WebhookUrl url;
    private final WebhookConnection connection;
    private final List<String> secrets;

    WebhookWords(WebhookUrl url, Optional<WebhookSigner> signer, WebhookConnection connection) {
        this.url = url;
        this.connection = connection;
        Set<String> all = new TreeSet<>(url.secrets());
        signer.map(WebhookSigner::secretText).ifPresent(all::add);
        // The longest first: a secret inside another one would leave the rest of that one behind.
        this.secrets = all.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    String answer(WebhookExchange.Answer answer) {
        String says = answer.status() >= 300 && answer.status() < 400
                ? " (a redirect, which is not followed: set the channel to the final address)"
                : "";
        String excerpt = excerpt(answer);
        return url.place() + " answered " + answer.status() + says + (excerpt.isEmpty() ? "" : ": " + excerpt);
    }

    String failure(IOException failure) {
        return url.place() + ": " + reason(failure);
    }

    private String reason(IOException failure) {
        if (failure instanceof UnknownHostException) {
            // A resolver that does not allow an address says so by a kind of its own.
            return failure.getClass() == UnknownHostException.class
                    ? "the host name is not known"
                    : shown(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof ConnectTimeoutException) {
            return "no connection within " + Durations.format(connection.connectTimeout());
        }
        if (failure instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof NoRouteToHostException) {
            return "there is no way to the host";
        }
        if (failure instanceof ConnectException) {
            return "the connection was refused; is the receiver running?";
        }
        if (failure instanceof SSLException) {
            return "no secure connection: " + shown(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof NoHttpResponseException
                || failure instanceof ConnectionClosedException
                || failure instanceof SocketException) {
            return "the connection was cut before the answer was there";
        }
        // Not the message, which may hold anything.
        return "the exchange failed (" + failure.getClass().getSimpleName() + ")";
    }

    /** What the receiver says about it, when it says it in text rather than in a page. */
    private String excerpt(WebhookExchange.Answer answer) {
        String body = answer.body();
        if (answer.cut()) {
            // A secret that is cut in two would not be found.
            int longest = secrets.isEmpty() ? 0 : secrets.get(0).length();
            body = body.substring(0, Math.max(0, body.length() - longest));
        }
        String text = shown(body);
        return text.startsWith("<") ? "" : text;
    }

    private String shown(String text) {
        String safe = text;
        for (String secret : secrets) {
            safe = safe.replace(secret, "***");
        }
        safe = safe.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return safe.length() > LONGEST_EXCERPT ? safe.substring(0, LONGEST_EXCERPT) + "..." : safe;
    }
}
