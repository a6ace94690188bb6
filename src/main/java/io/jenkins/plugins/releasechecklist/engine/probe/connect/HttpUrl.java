package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rule for URLs of checks: http or https, a host, nothing secret before it. */
public final class HttpUrl {
    private HttpUrl() {}

    public static URI parse(String text) {
        try {
            URI uri = new URI(withPlainQuery(text.strip()));
            require(uri);
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url: expected a URL such as https://host/path, found '" + masked(text)
                    + "': " + e.getReason() + (e.getIndex() < 0 ? "" : " in column " + (e.getIndex() + 1)));
        }
    }

    /** Browsers and curl send these signs in a query as they are, or encode them; Java takes them only encoded. */
    private static String withPlainQuery(String url) {
        int query = url.indexOf('?') + 1;
        return query == 0
                ? url
                : url.substring(0, query)
                        + Pattern.compile("[|{}^`<>\"\\\\]")
                                .matcher(url.substring(query))
                                .replaceAll(found -> String.format(
                                        "%%%02X", (int) found.group().charAt(0)));
    }

    public static void require(URI url) {
        String scheme = scheme(url);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "url: expected http:// or https:// at the beginning, found '" + masked(url.toString()) + "'");
        }
        if (url.getRawAuthority() == null) {
            throw new IllegalArgumentException("url: expected a host after the scheme, found '" + url + "'");
        }
        if (url.getRawAuthority().contains("@")) {
            throw new IllegalArgumentException(
                    "url: expected no user and password in it (give a credentialsId), found '" + masked(url.toString())
                            + "'");
        }
        if (url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "url: expected no part after #, which is never sent, found '#" + url.getRawFragment() + "'");
        }
        address(url);
    }

    /** Host and port, with the default port of the scheme filled in. {@link URI#getHost()} knows no underscores. */
    public static HostPort address(URI url) {
        // "host:" with an empty port is allowed by RFC 3986.
        String authority = url.getRawAuthority();
        return HostPort.parse(
                authority.endsWith(":") ? authority.substring(0, authority.length() - 1) : authority, defaultPort(url));
    }

    public static String scheme(URI url) {
        return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    }

    static int defaultPort(URI url) {
        return scheme(url).equals("https") ? 443 : 80;
    }

    public static boolean sameOrigin(URI one, URI other) {
        return scheme(one).equals(scheme(other)) && address(one).equals(address(other));
    }

    /** What is asked for: path and query, in ASCII. */
    static String request(URI url) {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    /** The URL for people, without its query: keys and tokens often stand there. */
    public static String display(URI url) {
        String path = url.getPath() == null ? "" : url.getPath();
        if (path.chars().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            path = url.getRawPath();
        }
        return scheme(url) + "://" + url.getRawAuthority() + path + (url.getRawQuery() == null ? "" : "?...");
    }

    private static String masked(String text) {
        return text.replaceAll("//[^/?#]*@", "//****@");
    }
}
