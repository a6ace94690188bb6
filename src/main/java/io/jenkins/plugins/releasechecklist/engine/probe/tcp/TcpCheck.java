package io.jenkins.plugins.releasechecklist.engine.probe.tcp;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckNames;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.text.EscapedText;
import java.util.concurrent.CompletableFuture;

/**
 * Passes when a TCP connection can be opened and, if something is expected, when it appears in what the other side sends. In
 * both texts {@code \r}, {@code \n}, {@code \t}, {@code \\} and {@code \xNN} (a byte by two hexadecimal digits) are understood;
 * the rest is UTF-8.
 *
 * @param name the name of the check, by default {@code host:port}
 * @param host a host name, IPv4 or IPv6 address
 * @param port 1 to 65535
 * @param send what is sent as soon as the connection is open, at most 65,536 bytes; empty for nothing
 * @param expect what has to appear in the first 65,536 bytes that the other side sends, at most 1,024 bytes; empty when it may
 *     say whatever it likes
 */
public record TcpCheck(String name, String host, int port, String send, String expect) implements Check {
    /** How much of an answer is read. */
    static final int MAX_ANSWER = 64 * 1024;

    private static final int MAX_SEND = 64 * 1024;
    private static final int MAX_EXPECT = 1024;

    /** Checks host, port and texts. */
    public TcpCheck {
        name = CheckNames.require(name);
        host = new HostPort(host, port).host();
        require("send", send, MAX_SEND);
        require("expect", expect, MAX_EXPECT);
    }

    /** Makes the check for {@code host:port} or {@code [::1]:port}, and refuses another form; its name is the address. */
    public static TcpCheck parse(String address) {
        HostPort parsed = HostPort.parse(address);
        return new TcpCheck(parsed.toString(), parsed.host(), parsed.port(), "", "");
    }

    /** The same check under another name. */
    public TcpCheck named(String newName) {
        return new TcpCheck(newName, host, port, send, expect);
    }

    /**
     * The same check that sends something first: at most 65,536 bytes, whose escapes are understood. Refuses a longer text and
     * other escapes.
     */
    public TcpCheck sending(String text) {
        return new TcpCheck(name, host, port, text, expect);
    }

    /**
     * The same check with what has to appear in the answer: at most 1,024 bytes, whose escapes are understood. Refuses a longer
     * text and other escapes.
     */
    public TcpCheck expecting(String text) {
        return new TcpCheck(name, host, port, send, text);
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
        return context.look(this::address, (open, start) -> new TcpAttempt(this, context, start).over(open, address()));
    }

    /** Not what is sent, which may be a password. */
    @Override
    public String toString() {
        return "TcpCheck[" + name + ", " + target() + "]";
    }

    private HostPort address() {
        return new HostPort(host, port);
    }

    private static void require(String parameter, String text, int limit) {
        int length;
        try {
            length = EscapedText.bytes(text).length;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(parameter + ": " + e.getMessage(), e);
        }
        if (length > limit) {
            throw new IllegalArgumentException(parameter + ": expected at most " + limit + " bytes, found " + length);
        }
    }
}
