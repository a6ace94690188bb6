package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The IPv4 address that an IPv6 address stands for: IPv4-compatible and IPv4-mapped (RFC 4291 section 2.5.5), IPv4-translated
 * (RFC 2765), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380) and ISATAP (RFC 5214). What is sent to such an address may arrive
 * at the IPv4 address.
 */
final class EmbeddedIpv4 {
    private EmbeddedIpv4() {}

    static Optional<InetAddress> of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16 ? of(HexFormat.of().formatHex(bytes), bytes) : Optional.empty();
    }

    private static Optional<InetAddress> of(String hex, byte[] bytes) {
        String upper = hex.substring(0, 24);
        if (upper.equals("0".repeat(24))) {
            // "::" and "::1" are addresses of IPv6 itself.
            return hex.matches("0{31}[01]") ? Optional.empty() : ipv4(bytes, 12);
        }
        if (upper.equals("0".repeat(20) + "ffff")
                || upper.equals("0".repeat(16) + "ffff0000")
                || upper.equals("0064ff9b" + "0".repeat(16))
                || upper.matches(".{16}0[02]005efe")) {
            return ipv4(bytes, 12);
        }
        if (hex.startsWith("0064ff9b0001")) {
            // With a prefix of 48 bits, the byte in the middle is left out.
            return ipv4(new byte[] {bytes[6], bytes[7], bytes[9], bytes[10]}, 0);
        }
        if (hex.startsWith("2002")) {
            return ipv4(bytes, 2);
        }
        if (hex.startsWith("20010000")) {
            return ipv4(new byte[] {(byte) ~bytes[12], (byte) ~bytes[13], (byte) ~bytes[14], (byte) ~bytes[15]}, 0);
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> ipv4(byte[] bytes, int from) {
        try {
            return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("expected 4 bytes", e);
        }
    }
}
