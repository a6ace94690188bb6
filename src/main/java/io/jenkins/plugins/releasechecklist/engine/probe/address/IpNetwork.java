package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.io.Serializable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of IP addresses in CIDR notation (RFC 4632, RFC 4291), or a single address, which is the smallest network.
 * IPv4 addresses that are written as IPv6 ({@code ::ffff:10.0.0.1}, RFC 4291 section 2.5.5.2) are IPv4 addresses here, in a
 * network and in what is compared with it.
 *
 * @param address the first address of the network
 * @param prefix how many bits at the beginning all addresses of the network share: 0 to 32, or to 128 for IPv6
 */
public record IpNetwork(InetAddress address, int prefix) implements Serializable {
    private static final Pattern FORM = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int MAPPED = 96;

    /** Checks the prefix, and that the address is the first one of the network. */
    public IpNetwork {
        address = plain(address);
        int bits = address.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("expected a prefix of /0 to /" + bits + ", found /" + prefix);
        }
        InetAddress first = first(address, prefix);
        if (!first.equals(address)) {
            throw new IllegalArgumentException("expected the first address of a network, such as " + text(first) + "/"
                    + prefix + ", found " + text(address) + "/" + prefix);
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single address. A name is no network; nothing is resolved.
     *
     * @throws IllegalArgumentException if it has another form, the prefix is too long, or the address is not the first one of
     *     the network
     */
    public static IpNetwork parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw form(text);
        }
        InetAddress address = literal(matcher.group(1), text);
        int bits = address.getAddress().length * Byte.SIZE;
        if (matcher.group(2) == null) {
            return new IpNetwork(address, bits);
        }
        int prefix = Integer.parseInt(matcher.group(2));
        boolean mapped = bits == Integer.SIZE && matcher.group(1).contains(":");
        if (mapped && (prefix < MAPPED || prefix > 128)) {
            throw new IllegalArgumentException("expected a prefix of /96 to /128 for an IPv4 address that is written as"
                    + " IPv6, found '" + text + "'");
        }
        return new IpNetwork(address, mapped ? prefix - MAPPED : prefix);
    }

    /** The network of a single address; a zone such as {@code %eth0} is left out. */
    public static IpNetwork of(InetAddress address) {
        return new IpNetwork(address, plain(address).getAddress().length * Byte.SIZE);
    }

    /**
     * Whether an address belongs to the network, whatever its zone. An IPv4 address never belongs to an IPv6 network, and the
     * other way round.
     */
    public boolean contains(InetAddress other) {
        return first(plain(other), prefix).equals(address);
    }

    /** The network in a form that {@link #parse} reads: {@code 10.0.0.0/8}, or the address alone if there is only one. */
    @Override
    public String toString() {
        boolean single = prefix == address.getAddress().length * Byte.SIZE;
        return single ? text(address) : text(address) + "/" + prefix;
    }

    /** An address as short as RFC 5952 demands it: {@code 10.0.0.1} or {@code 2001:db8::1}. */
    public static String text(InetAddress address) {
        if (!(plain(address) instanceof Inet6Address)) {
            return plain(address).getHostAddress();
        }
        String full = address.getHostAddress().replaceFirst("%.*", "");
        // The longest run of zeros, the first one of several, and not a single one.
        Matcher zeros = Pattern.compile("(?<![0-9a-f])0(?::0)+(?![0-9a-f])").matcher(full);
        int from = 0;
        int to = 0;
        while (zeros.find()) {
            if (zeros.end() - zeros.start() > to - from) {
                from = zeros.start();
                to = zeros.end();
            }
        }
        return to == 0
                ? full
                : full.substring(0, from).replaceFirst(":$", "") + "::"
                        + full.substring(to).replaceFirst("^:", "");
    }

    private static InetAddress literal(String literal, String text) {
        // Only what cannot be a name is handed to the JDK, which would look a name up.
        if (!IPV4.matcher(literal).matches() && !IPV6.matcher(literal).matches()) {
            throw form(text);
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw form(text);
        }
    }

    private static IllegalArgumentException form(String text) {
        return new IllegalArgumentException(
                "expected an address such as 203.0.113.7 or a network such as 10.0.0.0/8, found '" + text + "'");
    }

    private static InetAddress first(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int shared = Math.max(0, Math.min(Byte.SIZE, prefix - i * Byte.SIZE));
            bytes[i] &= (byte) (0xFF << (Byte.SIZE - shared));
        }
        return ofBytes(bytes);
    }

    /** An IPv4 address that is written as IPv6 becomes one, and a zone is left out. */
    private static InetAddress plain(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
        for (int i = 0; mapped && i < 10; i++) {
            mapped = bytes[i] == 0;
        }
        return ofBytes(mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes);
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("expected 4 or 16 bytes, found " + bytes.length, e);
        }
    }
}
