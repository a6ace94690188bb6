package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.concurrent.CompletableFuture;

/**
 * Passes when a TCP connection can be opened. It is closed again at once, nothing is sent.
 *
 * @param name the name of the check, by default {@code host:port}
 * @param host a host name, IPv4 or IPv6 address
 * @param port 1 to 65535
 */
public record TcpCheck(String name, String host, int port) implements Check {
    /** Checks host and port. */
    public TcpCheck {
        name = CheckNames.require(name);
        host = new HostPort(host, port).host();
    }

    /**
     * Makes the check for an address; its name is the address.
     *
     * @param address {@code host:port} or {@code [::1]:port}
     * @return the check
     * @throws IllegalArgumentException if the address has another form
     */
    public static TcpCheck parse(String address) {
        HostPort parsed = HostPort.parse(address);
        return new TcpCheck(parsed.toString(), parsed.host(), parsed.port());
    }

    /**
     * Gives the same check another name.
     *
     * @param newName a short line
     * @return the renamed check
     */
    public TcpCheck named(String newName) {
        return new TcpCheck(newName, host, port);
    }

    @Override
    public String kind() {
        return "tcp";
    }

    @Override
    public String target() {
        return address().toString();
    }

    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        return new TcpAttempt(address(), context).start();
    }

    private HostPort address() {
        return new HostPort(host, port);
    }
}
