package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where else arrives what is sent to an address. The unspecified address leads to the host itself, as loopback addresses do.
 * An IPv6 address may stand for an IPv4 address: IPv4-compatible and IPv4-mapped (RFC 4291 section 2.5.5), IPv4-translated
 * (RFC 2765), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380) and ISATAP (RFC 5214).
 */
final class AddressForms {
    private static final String WELL_KNOWN_NAT64 = "0064ff9b" + "0".repeat(16);
    private static final String LOCAL_NAT64 = "0064ff9b0001";

    private AddressForms() {}

    /** The other addresses; none for most. */
    static Set<InetAddress> of(InetAddress address) {
        Set<InetAddress> forms = new LinkedHashSet<>();
        byte[] bytes = address.getAddress();
        if (bytes.length == 16) {
            embedded(HexFormat.of().formatHex(bytes), bytes).forEach(forms::add);
        }
        if (Stream.concat(Stream.of(address), forms.stream()).anyMatch(InetAddress::isAnyLocalAddress)) {
            // Which of them is connected to, the system decides.
            forms.add(address(new byte[] {127, 0, 0, 1}));
            forms.add(address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        }
        return forms;
    }

    private static Stream<InetAddress> embedded(String hex, byte[] bytes) {
        String upper = hex.substring(0, 24);
        if (upper.equals("0".repeat(24))) {
            // "::" and "::1" are addresses of IPv6 itself.
            return hex.matches("0{31}[01]") ? Stream.empty() : Stream.of(ipv4(bytes, 12));
        }
        if (upper.equals("0".repeat(20) + "ffff")
                || upper.equals("0".repeat(16) + "ffff0000")
                || upper.equals(WELL_KNOWN_NAT64)
                || upper.matches(".{16}0[02]005efe")) {
            return Stream.of(ipv4(bytes, 12));
        }
        if (hex.startsWith(LOCAL_NAT64)) {
            return localNat64(bytes);
        }
        if (hex.startsWith("2002")) {
            return Stream.of(ipv4(bytes, 2));
        }
        if (hex.startsWith("20010000")) {
            byte[] inverted = {(byte) ~bytes[12], (byte) ~bytes[13], (byte) ~bytes[14], (byte) ~bytes[15]};
            return Stream.of(address(inverted));
        }
        return Stream.empty();
    }

    /** A network chooses how long its prefix is: 48, 56, 64 or 96 bits. The byte in the middle is left out (RFC 6052, section 2.2). */
    private static Stream<InetAddress> localNat64(byte[] bytes) {
        byte[] joined = new byte[10];
        System.arraycopy(bytes, 6, joined, 0, 2);
        System.arraycopy(bytes, 9, joined, 2, 7);
        boolean unspecified =
                ipv4(bytes, 12).isAnyLocalAddress() && ipv4(joined, 0).isAnyLocalAddress();
        return Stream.of(ipv4(joined, 0), ipv4(joined, 1), ipv4(joined, 2), ipv4(bytes, 12))
                // Zeros before the place of the address are none.
                .filter(found -> unspecified || found.getAddress()[0] != 0);
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        return address(Arrays.copyOfRange(bytes, from, from + 4));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("expected 4 or 16 bytes", e);
        }
    }
}
