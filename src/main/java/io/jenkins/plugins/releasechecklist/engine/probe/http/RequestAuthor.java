package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpExchange;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** Writes the requests of an attempt, and takes care that what is meant for one origin does not go to another. */
final class RequestAuthor {
    private static final String AUTHORIZATION = "Authorization";
    private static final String ACCEPT = "Accept";
    /** Shorter values are flags rather than secrets, and replacing them would make errors unreadable. */
    private static final int SHORTEST_SECRET = 4;
    /** Shorter cookies are settings. */
    private static final int SHORTEST_COOKIE = 8;
    /** More than a request has, and few enough to look for each. */
    private static final int MOST_SECRETS = 1000;

    private final HttpCheck check;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> secrets = new ArrayList<>();
    private Optional<ProbeCredentials.Certificate> certificate = Optional.empty();
    private Optional<ProbeCredentials.Authorities> authorities = Optional.empty();

    /** Writes for a check, without credentials at first. */
    RequestAuthor(HttpCheck check) {
        this.check = check;
        if (check.headers().keySet().stream().noneMatch(ACCEPT::equalsIgnoreCase)) {
            headers.put(ACCEPT, "*/*");
        }
        check.headers().forEach((name, value) -> {
            headers.put(name, value);
            if (!RequestHeaders.harmless(name)) {
                keepSecret(value.strip());
            }
        });
        check.payload().values().limit(MOST_SECRETS).forEach(this::keepSecret);
        String query = Objects.requireNonNullElse(check.url().getRawQuery(), "");
        for (String part : query.split("[&;]")) {
            String value = part.substring(part.indexOf('=') + 1);
            keepSecret(value);
            keepSecret(RequestBody.decoded(value));
        }
    }

    private void keepSecret(String value) {
        if (value.length() >= SHORTEST_SECRET && !secrets.contains(value)) {
            secrets.add(value);
        }
    }

    /** Adds the credentials and the certificate that the check names. */
    void authorize(BiFunction<URI, String, Optional<ProbeCredentials>> credentials) throws AttemptException {
        if (!check.credentialsId().isEmpty()) {
            authorize(known(credentials, check.credentialsId()));
        }
        for (Map.Entry<String, String> header : check.headerCredentials().entrySet()) {
            if (!(known(credentials, header.getValue()) instanceof ProbeCredentials.Bearer secret)) {
                throw AttemptException.refused(Phrase.of("probe.http.noSecretText", header.getValue()));
            }
            headers.put(header.getKey(), secret.token());
            secrets.add(secret.token());
        }
        if (!check.certificateId().isEmpty()) {
            certificate = Optional.of(certificate(known(credentials, check.certificateId())));
        }
        if (!check.caCredentialsId().isEmpty()) {
            authorities = Optional.of(authorities(known(credentials, check.caCredentialsId())));
        }
    }

    /** Whom the check trusts beside the authorities of the system. */
    Optional<ProbeCredentials.Authorities> authorities() {
        return authorities;
    }

    private ProbeCredentials.Authorities authorities(ProbeCredentials credentials) throws AttemptException {
        if (credentials instanceof ProbeCredentials.Authorities found) {
            return found;
        }
        throw AttemptException.refused(
                "the credentials '" + check.caCredentialsId() + "' are no certificates of authorities");
    }

    private ProbeCredentials known(BiFunction<URI, String, Optional<ProbeCredentials>> credentials, String id)
            throws AttemptException {
        return credentials
                .apply(check.url(), id)
                .orElseThrow(() -> AttemptException.refused(Phrase.of("probe.http.noCredentials", id)));
    }

    private ProbeCredentials.Certificate certificate(ProbeCredentials credentials) throws AttemptException {
        if (credentials instanceof ProbeCredentials.Certificate found) {
            return found;
        }
        throw AttemptException.refused(Phrase.of("probe.http.noCertificate", check.certificateId()));
    }

    /** The request to the URL of the check. */
    HttpExchange first() {
        return new HttpExchange(check.url(), check.method(), headers, check.payload(), certificate, check.redirects());
    }

    /** The request after a redirect, with the method as in RFC 9110, section 15.4. */
    HttpExchange redirected(HttpExchange last, int status, URI target) throws AttemptException {
        boolean becomesGet = (status == 303 && last.method() != HttpMethod.HEAD)
                || (status <= 302 && last.method() == HttpMethod.POST);
        HttpMethod method = becomesGet ? HttpMethod.GET : last.method();
        RequestBody payload = becomesGet ? RequestBody.NONE : last.payload();
        boolean sameOrigin = HttpUrl.sameOrigin(last.url(), target);
        if (!sameOrigin && !payload.isEmpty()) {
            throw AttemptException.failed(
                    Phrase.of("probe.http.bodyElsewhere", last.display(), target.getRawAuthority()));
        }
        Map<String, String> kept = new LinkedHashMap<>(last.headers());
        kept.keySet().removeIf(name -> !sameOrigin && !RequestHeaders.harmless(name));
        kept.keySet().removeIf(name -> becomesGet && name.equalsIgnoreCase("Content-Type"));
        Optional<ProbeCredentials.Certificate> presented = sameOrigin ? last.certificate() : Optional.empty();
        return new HttpExchange(target, method, kept, payload, presented, last.redirects());
    }

    /** Keeps what a server hands out to whoever asks: a session may be of as much use to others as a password. */
    void keepCookies(List<String> values) {
        values.stream().filter(value -> value.length() >= SHORTEST_COOKIE).forEach(this::keepSecret);
    }

    /** What must not appear in an error. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    private void authorize(ProbeCredentials credentials) throws AttemptException {
        if (credentials instanceof ProbeCredentials.Basic basic) {
            String pair = basic.user() + ":" + basic.password();
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            headers.put(AUTHORIZATION, "Basic " + encoded);
            secrets.addAll(List.of(encoded, basic.password()));
        } else if (credentials instanceof ProbeCredentials.Bearer bearer) {
            headers.put(AUTHORIZATION, "Bearer " + bearer.token());
            secrets.add(bearer.token());
        } else {
            throw AttemptException.refused(Phrase.of("probe.http.certificate", check.credentialsId()));
        }
    }
}
