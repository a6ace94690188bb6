package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.io.Serializable;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which targets of checks a line of a list is about: a host by its name, or addresses, whatever name leads to them. */
public sealed interface TargetRule extends Serializable {
    /** Whether the rule is about an address of the host that was asked for, by its name or by an address as it was written. */
    boolean matches(String host, InetAddress address);

    /** Whether the rule is about a name whose addresses are not known; never for a rule about addresses. */
    boolean matches(String host);

    /**
     * Reads {@code www.example.com}, {@code *.example.com} (every name below it, not itself), {@code 10.0.0.0/8}, {@code
     * 2001:db8::/32}, or an address; upper and lower case are the same.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static TargetRule parse(String text) {
        String line = text.strip();
        // What looks like an address is one: a typing error in it must not make a name of it that nothing ever has.
        if (line.contains("/") || line.contains(":") || line.matches("[0-9.]+")) {
            return new OfNetwork(IpNetwork.parse(line));
        }
        return OfHost.parse(line);
    }

    /**
     * A host, or all hosts below one.
     *
     * @param name the name in lower case and ASCII, without the dot of the root
     * @param below whether the rule is about the names below it, and not about itself
     */
    record OfHost(String name, boolean below) implements TargetRule {
        private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?");
        private static final String WILDCARD = "*.";

        static OfHost parse(String text) {
            boolean below = text.startsWith(WILDCARD);
            try {
                String name = plain(new HostPort(below ? text.substring(WILDCARD.length()) : text, 1).host());
                if (Pattern.compile("\\.")
                        .splitAsStream(name)
                        .allMatch(label -> LABEL.matcher(label).matches())) {
                    return new OfHost(name, below);
                }
            } catch (IllegalArgumentException e) {
                // Said below, for all forms together.
            }
            throw new IllegalArgumentException(
                    "expected a host such as www.example.com or *.example.com, an address, or a"
                            + " network such as 10.0.0.0/8, found '" + text + "'");
        }

        @Override
        public boolean matches(String host, InetAddress address) {
            return matches(host);
        }

        @Override
        public boolean matches(String host) {
            String asked = plain(host.toLowerCase(Locale.ROOT));
            return below ? asked.endsWith("." + name) : asked.equals(name);
        }

        private static String plain(String host) {
            return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        }

        @Override
        public String toString() {
            return below ? WILDCARD + name : name;
        }
    }

    /**
     * Addresses.
     *
     * @param network all of them
     */
    record OfNetwork(IpNetwork network) implements TargetRule {
        @Override
        public boolean matches(String host, InetAddress address) {
            return network.contains(address);
        }

        @Override
        public boolean matches(String host) {
            return false;
        }

        @Override
        public String toString() {
            return network.toString();
        }
    }
}
