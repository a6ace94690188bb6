package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckNames;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Passes when a URL answers as expected. {@link #builder(String)} is the way to make one.
 *
 * @param name the name of the check, by default {@link #target()}
 * @param url http or https, without user, password and fragment
 * @param method the request method, by default GET, or POST when something is sent
 * @param headers headers to send, by name; their values never appear in errors. They are sent to the origin of the URL
 *     only
 * @param headerCredentials the ids of secret texts, by the names of the request headers that carry them
 * @param payload what is sent; {@link RequestBody#NONE} means nothing
 * @param status the accepted statuses, by default 200-299
 * @param expectations what else the answer has to be like; all have to hold
 * @param maxLatency how long the whole answer may take; zero means no limit other than the attempt's timeout
 * @param credentialsId the id that {@link ProbeContext#credentials()} is asked for; empty means none
 * @param certificateId the id of the client certificate that the context is asked for; empty means none. It is presented to
 *     the origin of the URL only
 * @param caCredentialsId the id of the authorities that are trusted beside those of the system; empty means none
 * @param redirects what to do with redirects, by default to follow them
 */
public record HttpCheck(
        String name,
        URI url,
        HttpMethod method,
        Map<String, String> headers,
        Map<String, String> headerCredentials,
        RequestBody payload,
        StatusRange status,
        List<Expectation> expectations,
        Duration maxLatency,
        String credentialsId,
        String certificateId,
        String caCredentialsId,
        Redirects redirects)
        implements Check {
    /** Checks the URL, the headers and that the parts fit together. */
    public HttpCheck {
        name = CheckNames.require(name);
        HttpUrl.require(url);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        headerCredentials = Collections.unmodifiableMap(new LinkedHashMap<>(headerCredentials));
        RequestHeaders.require(headers, headerCredentials, !credentialsId.isEmpty());
        expectations = List.copyOf(expectations);
        if (maxLatency.isNegative()) {
            throw new IllegalArgumentException(
                    "maxLatency: expected zero or more, found " + Durations.format(maxLatency));
        }
        if (method == HttpMethod.HEAD && expectations.stream().anyMatch(Expectation::ofBody)) {
            throw new IllegalArgumentException(
                    "method: expected one with a body in the answer, because something is expected of it, found HEAD");
        }
        if (!(certificateId + caCredentialsId).isEmpty() && !HttpUrl.scheme(url).equals("https")) {
            throw new IllegalArgumentException((certificateId.isEmpty() ? "caCredentialsId" : "certificateId")
                    + ": expected an https URL for it, found '" + HttpUrl.display(url) + "'");
        }
    }

    /** Starts a check of an http or https URL that expects a status of 200-299 and nothing else. It is checked when it is built. */
    public static HttpCheckBuilder builder(String url) {
        return new HttpCheckBuilder(url);
    }

    /** The longest allowed latency, if there is one. */
    public Optional<Duration> maxLatencyIfAny() {
        return maxLatency.isZero() ? Optional.empty() : Optional.of(maxLatency);
    }

    /** The ids of all credentials that are sent. */
    public List<String> sentCredentials() {
        return Stream.concat(Stream.of(credentialsId), headerCredentials.values().stream())
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** The ids of what is not sent: of the client certificate, and of the authorities that are trusted, too. */
    public List<String> provingCredentials() {
        return Stream.of(certificateId, caCredentialsId)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public String target() {
        return HttpUrl.display(url);
    }

    @Override
    public String host() {
        return HttpUrl.address(url).host();
    }

    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        return new HttpFetch(this, context).attempt();
    }

    /** The check for logs: name, method and target. Headers and body may hold secrets. */
    @Override
    public String toString() {
        return "HttpCheck[" + name + ": " + method + " " + target() + "]";
    }
}
