package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.http.HttpHost;

/**
 * How webhooks are reached.
 *
 * @param connectTimeout how long one connection may take to come about, TLS included; longer than zero
 * @param totalTimeout how long an attempt may take altogether; longer than zero
 * @param resolver what looks up host names, and decides which addresses are allowed; it refuses one by a subclass of
 *     {@link java.net.UnknownHostException}, whose message is shown
 * @param proxy the proxy to go through, if any
 */
public record WebhookConnection(
        Duration connectTimeout, Duration totalTimeout, DnsResolver resolver, Optional<HttpHost> proxy) {

    /** 10 seconds to connect, 30 seconds altogether, the names as the system resolves them, no proxy. */
    public static final WebhookConnection DEFAULT = new WebhookConnection(
            Duration.ofSeconds(10), Duration.ofSeconds(30), SystemDefaultDnsResolver.INSTANCE, Optional.empty());

    /** Refuses a timeout that is not longer than zero. */
    public WebhookConnection {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(totalTimeout, "totalTimeout");
        Objects.requireNonNull(resolver, "resolver: expected a resolver, found null");
        Objects.requireNonNull(proxy, "proxy: expected an Optional, found null");
    }

    private static void requirePositive(Duration timeout, String what) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    what + ": expected a duration longer than zero, found " + Durations.format(timeout));
        }
    }
}
