package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The address of a webhook. Who knows it can post there, so it is a secret: texts name only what {@link #place()}
 * returns.
 *
 * <p>A user name and password in it are sent as basic authentication.
 */
public final class WebhookUrl {

    // Shorter parts are words such as "hooks", "v1" or "on": to blot them out would only make answers unreadable.
    private static final int SHORTEST_IN_PATH = 8;
    private static final int SHORTEST_ELSEWHERE = 4;

    private final URI url;
    private final String rawUserInfo;

    private WebhookUrl(URI url, String rawUserInfo) {
        this.url = url;
        this.rawUserInfo = rawUserInfo;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is no absolute {@code http} or {@code https} address with a host; the
     *     message does not repeat it
     */
    public static WebhookUrl parse(String text) {
        try {
            URI found = new URI(text.strip());
            if (found.getHost() == null) {
                throw invalid();
            }
            WebhookUrl url = new WebhookUrl(withoutUserInfo(found), orEmpty(found.getRawUserInfo()));
            HttpUrl.require(url.url);
            return url;
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Not the cause: its message repeats the address.
            throw invalid();
        }
    }

    /** What may be told to everybody: scheme, host, and the port if it stands in the address. */
    public String place() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    @Override
    public String toString() {
        return place();
    }

    URI target() {
        return url;
    }

    Optional<String> authorization() {
        if (rawUserInfo.isEmpty()) {
            return Optional.empty();
        }
        byte[] userInfo = decoded(rawUserInfo).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(userInfo));
    }

    /** Every text that must not be shown, should a receiver or a library repeat it. */
    Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        add(secrets, url.getRawPath(), "/", SHORTEST_IN_PATH);
        add(secrets, orEmpty(url.getRawQuery()), "[&;=]", SHORTEST_ELSEWHERE);
        add(secrets, rawUserInfo, ":", SHORTEST_ELSEWHERE);
        authorization().ifPresent(value -> add(secrets, value, " ", SHORTEST_IN_PATH));
        return secrets;
    }

    private static void add(Set<String> secrets, String part, String separator, int shortest) {
        Stream.concat(Stream.of(part), Stream.of(part.split(separator)))
                .flatMap(piece -> Stream.of(piece, decoded(piece)))
                .filter(piece -> piece.length() >= shortest)
                .forEach(secrets::add);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static URI withoutUserInfo(URI found) throws URISyntaxException {
        String authority = found.getRawAuthority();
        String query = found.getRawQuery() == null ? "" : "?" + found.getRawQuery();
        return new URI(found.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1)
                + found.getRawPath() + query);
    }

    private static String orEmpty(String part) {
        return part == null ? "" : part;
    }

    private static IllegalArgumentException invalid() {
        return new IllegalArgumentException("Expected a webhook address such as https://hooks.example.com/release,"
                + " found something else (not shown, because such an address is a secret)");
    }
}
