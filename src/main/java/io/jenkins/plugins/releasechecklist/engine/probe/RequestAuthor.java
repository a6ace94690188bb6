package io.jenkins.plugins.releasechecklist.engine.probe;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the requests of an attempt, and takes care that what is meant for one origin does not go to another. */
final class RequestAuthor {
    private static final String AUTHORIZATION = "Authorization";
    private static final String ACCEPT = "Accept";
    /** Shorter header values are flags rather than secrets, and replacing them would make errors unreadable. */
    private static final int SHORTEST_SECRET = 4;

    private final HttpCheck check;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> secrets = new ArrayList<>();

    private RequestAuthor(HttpCheck check) {
        this.check = check;
        if (check.headers().keySet().stream().noneMatch(ACCEPT::equalsIgnoreCase)) {
            headers.put(ACCEPT, "*/*");
        }
        check.headers().forEach((name, value) -> {
            headers.put(name, value);
            if (value.length() >= SHORTEST_SECRET && !RequestHeaders.harmless(name)) {
                secrets.add(value);
            }
        });
    }

    static RequestAuthor of(HttpCheck check, ProbeContext context) throws RefusedAttemptException {
        RequestAuthor author = new RequestAuthor(check);
        if (!check.credentialsId().isEmpty()) {
            author.authorize(context.credentials()
                    .apply(check.credentialsId())
                    .orElseThrow(() -> new RefusedAttemptException(
                            "there are no credentials '" + check.credentialsId() + "' that may be used here")));
        }
        return author;
    }

    /** The request to the URL of the check. */
    HttpExchange first() {
        return new HttpExchange(check.url(), check.method(), headers, check.body(), check.redirects());
    }

    /** The request after a redirect, with the method as in RFC 9110, section 15.4. */
    HttpExchange redirected(HttpExchange last, int status, URI target) throws RedirectException {
        boolean becomesGet = (status == 303 && last.method() != HttpMethod.HEAD)
                || (status <= 302 && last.method() == HttpMethod.POST);
        HttpMethod method = becomesGet ? HttpMethod.GET : last.method();
        String body = becomesGet ? "" : last.body();
        boolean sameOrigin = HttpUrl.sameOrigin(last.url(), target);
        if (!sameOrigin && !body.isEmpty()) {
            throw new RedirectException("the redirect of " + last.display()
                    + " would take the request body to another origin, " + target.getRawAuthority());
        }
        Map<String, String> kept = new LinkedHashMap<>(last.headers());
        kept.keySet().removeIf(name -> !sameOrigin && !RequestHeaders.harmless(name));
        kept.keySet().removeIf(name -> becomesGet && name.equalsIgnoreCase("Content-Type"));
        return new HttpExchange(target, method, kept, body, last.redirects());
    }

    /** What must not appear in an error. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    private void authorize(ProbeCredentials credentials) {
        if (credentials instanceof ProbeCredentials.Basic basic) {
            String pair = basic.user() + ":" + basic.password();
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            headers.put(AUTHORIZATION, "Basic " + encoded);
            secrets.addAll(List.of(encoded, basic.password()));
        } else if (credentials instanceof ProbeCredentials.Bearer bearer) {
            headers.put(AUTHORIZATION, "Bearer " + bearer.token());
            secrets.add(bearer.token());
        }
    }
}
