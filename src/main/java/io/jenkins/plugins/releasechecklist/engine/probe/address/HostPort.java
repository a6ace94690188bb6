package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.io.Serializable;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, as in an address bar. Underscores are allowed in host names, because names of containers have
 * them.
 *
 * @param host a name in lower case and ASCII (international names are converted), an IPv4 address, or an IPv6 address
 *     without its brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) implements Serializable {
    private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]*)\\]|([^:\\[\\]]*))(?::(\\d{1,5}))?");
    private static final int LONGEST_LABEL = 63;
    /** The JDK reads them by IDNA 2003, browsers and curl by IDNA 2008. */
    private static final Pattern OF_TWO_MEANINGS = Pattern.compile("[\u00DF\u1E9E\u03C2\u200C\u200D]");

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_.])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*(?:%[a-z0-9_.-]+)?");

    /** Checks the range of the port and the letters of the host, and brings the host to its canonical form. */
    public HostPort {
        host = canonical(host);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("expected a port between 1 and 65535, found " + port);
        }
    }

    /** Reads {@code host:port} or {@code [::1]:port}, and refuses another form or one without a port. */
    public static HostPort parse(String text) {
        return parse(text, 0);
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [::1]} or {@code [::1]:port}.
     *
     * @param defaultPort the port if the text names none; 0 if it has to
     * @throws IllegalArgumentException if it has another form
     */
    public static HostPort parse(String text, int defaultPort) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || (matcher.group(3) == null && defaultPort == 0)) {
            throw new IllegalArgumentException("expected an address such as db.example.com:5432 or [::1]:5432, found '"
                    + text + "'" + (matcher.matches() && !text.isBlank() ? ": the port is missing" : ""));
        }
        boolean bracketed = matcher.group(1) != null;
        if (bracketed && !matcher.group(1).contains(":")) {
            throw new IllegalArgumentException("expected an IPv6 address in the brackets, found '" + text + "'");
        }
        int port = matcher.group(3) == null ? defaultPort : Integer.parseInt(matcher.group(3));
        return new HostPort(bracketed ? matcher.group(1) : matcher.group(2), port);
    }

    /** The address in a form that {@link #parse(String)} reads: {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static boolean isIpv6(String address) {
        try {
            // With a colon in it, nothing is looked up.
            InetAddress.getByName(address);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** What ends in a number is an IPv4 address, and may have fewer parts than four, the last one as large as the rest. */
    private static boolean isNameOrIpv4(String host) {
        String[] labels = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
        if (!NUMBER.matcher(labels[labels.length - 1]).matches()) {
            return Arrays.stream(labels).allMatch(label -> !label.isEmpty() && label.length() <= LONGEST_LABEL);
        }
        long most = 1L << Byte.SIZE * (5 - labels.length);
        return labels.length <= 4
                && Arrays.stream(labels)
                        .allMatch(label ->
                                label.length() <= 10 && NUMBER.matcher(label).matches())
                && Arrays.stream(labels).limit(labels.length - 1L).allMatch(label -> Long.parseLong(label) < 256)
                && Long.parseLong(labels[labels.length - 1]) < most;
    }

    private static String canonical(String host) {
        if (OF_TWO_MEANINGS.matcher(host).find()) {
            throw new IllegalArgumentException(
                    "expected a host name with \u00DF, \u03C2 or a joiner in the form xn--...,"
                            + " because not everybody takes them for the same host, found '" + host + "'");
        }
        String ascii;
        try {
            ascii = (host.contains(":") ? host : IDN.toASCII(host)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            ascii = "";
        }
        // In a URL, the sign before a zone is encoded (RFC 6874).
        ascii = ascii.contains(":") ? ascii.replaceFirst("%25(?=.)", "%") : ascii;
        boolean valid = ascii.contains(":")
                ? IPV6.matcher(ascii).matches() && isIpv6(ascii.replaceFirst("%.*", ""))
                : NAME.matcher(ascii).matches() && isNameOrIpv4(ascii);
        if (!valid || ascii.length() > 253) {
            throw new IllegalArgumentException("expected a host name or address, found '" + host + "'");
        }
        return ascii;
    }
}
