package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The HTTP proxy that HTTP checks go through.
 *
 * @param host the host of the proxy; empty when there is none
 * @param port its port, 1 to 65535; 0 when there is none
 * @param user whom the proxy knows; empty when it asks nobody
 * @param password the password of that user; a secret
 * @param exceptions hosts that are asked directly, as regular expressions that match the whole name
 */
public record ProbeProxy(String host, int port, String user, String password, List<String> exceptions)
        implements Serializable {
    /** Every host is asked directly. */
    public static final ProbeProxy NONE = new ProbeProxy("", 0, "", "", List.of());

    /** Checks that an address is complete. */
    public ProbeProxy {
        exceptions = List.copyOf(exceptions);
        if (host.isEmpty() != (port == 0) || port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "proxy: expected a host with a port of 1 to 65535, found '" + host + "' and " + port);
        }
    }

    /** Whether requests to a host go through the proxy: there is one, and the host is no exception. */
    public boolean serves(String target) {
        return !host.isEmpty()
                && exceptions.stream()
                        .map(exception -> Pattern.compile(exception, Pattern.CASE_INSENSITIVE))
                        .noneMatch(exception -> exception.matcher(target).matches());
    }

    @Override
    public String toString() {
        return host.isEmpty() ? "no proxy" : host + ":" + port;
    }
}
