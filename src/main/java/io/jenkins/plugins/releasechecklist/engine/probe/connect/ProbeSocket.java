package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection of an attempt to one address, over which TLS may begin.
 *
 * <p>The JDK sends each record of a handshake by itself. A server that hangs up at the first of them, because it does not accept
 * the client, would make the next one fail, and its reason would never be read. So what a handshake writes is held back until an
 * answer is waited for: a flight at a time (RFC 8446, section 2).
 */
public final class ProbeSocket extends Socket {
    private final ByteArrayOutputStream flight = new ByteArrayOutputStream();
    private volatile Thread handshake;

    ProbeSocket() {
        super(Proxy.NO_PROXY);
    }

    /**
     * Begins TLS.
     *
     * @param context whom to trust, and who the client says it is
     * @param address whom the connection leads to; the host is asked for by its name (SNI), which the certificate is not
     *     compared with here
     * @return the secured connection; closing it closes this one
     */
    SSLSocket startTls(SSLContext context, HostPort address) throws IOException {
        handshake = Thread.currentThread();
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(this, address.host(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setServerNames(serverNames(address.host()));
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        sendFlight();
        handshake = null;
        return secured;
    }

    /** The JDK by itself names no host without a dot, as containers have them, and none with the dot of the root. */
    private static List<SNIServerName> serverNames(String host) {
        if (TlsTrust.isAddress(host)) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(TlsTrust.withoutRoot(host).getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private void sendFlight() throws IOException {
        flight.writeTo(super.getOutputStream());
        flight.reset();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                (handshake == null ? out : flight).write(bytes, from, length);
            }
        };
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (handshake != null) {
                    sendFlight();
                }
                return super.read(bytes, from, length);
            }
        };
    }

    /** Ends the connection. A handshake that fails here tells the server why before it does. */
    @Override
    public void close() throws IOException {
        try {
            if (handshake == Thread.currentThread() && isConnected()) {
                sendFlight();
            }
        } finally {
            super.close();
        }
    }
}
