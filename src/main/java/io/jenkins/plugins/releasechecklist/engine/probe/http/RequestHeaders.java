package io.jenkins.plugins.releasechecklist.engine.probe.http;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rule for request headers (RFC 9110, section 5): names are tokens, values stay in one line. */
final class RequestHeaders {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** These describe the message and the connection, which is the client's business. */
    private static final Set<String> RESERVED = Set.of(
            "connection", "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");
    /** These say nothing about who asks, so that they may go to another origin. */
    private static final Set<String> HARMLESS = Set.of("accept", "accept-language", "user-agent");

    private RequestHeaders() {}

    /**
     * @param secret the ids of credentials by the names of headers
     * @param credentials whether credentials are sent in the usual header
     */
    static void require(Map<String, String> headers, Map<String, String> secret, boolean credentials) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        require("headers", headers, seen, credentials);
        require("headerCredentials", secret, seen, credentials);
        secret.forEach((name, id) -> {
            if (id.isBlank()) {
                throw new IllegalArgumentException(
                        "headerCredentials: expected the id of a secret text for '" + name + "', found nothing");
            }
        });
    }

    private static void require(String parameter, Map<String, String> headers, Set<String> seen, boolean credentials) {
        headers.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            requireName(parameter, name);
            if (RESERVED.contains(key)) {
                throw new IllegalArgumentException(parameter + ": '" + name + "' is set by the client itself");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException(parameter + ": '" + name + "' is there twice");
            }
            if (credentials && key.equals("authorization")) {
                throw new IllegalArgumentException(
                        parameter + ": expected no '" + name + "' together with a credentialsId");
            }
            if (value.chars().anyMatch(c -> (c < 32 && c != '\t') || c == 127)) {
                throw new IllegalArgumentException(
                        parameter + ": expected one line without control characters as the value of '" + name + "'");
            }
            if (value.chars().anyMatch(c -> c > 255)) {
                throw new IllegalArgumentException(
                        parameter + ": expected letters of Latin-1, the only ones that a header can"
                                + " carry, as the value of '" + name + "'");
            }
        });
    }

    /** Checks that a text can be the name of a header. */
    static void requireName(String parameter, String name) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    parameter + ": expected a header name such as X-Api-Key, found '" + name + "'");
        }
    }

    static boolean harmless(String name) {
        return HARMLESS.contains(name.toLowerCase(Locale.ROOT));
    }
}
