package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What a server showed in a TLS handshake that takes any certificate. Nothing is sent after it: the certificates are judged
 * afterwards.
 *
 * @param chain the certificates, the server's own first
 * @param keyExchange how keys were agreed on
 */
public record TlsHandshake(List<X509Certificate> chain, String keyExchange) {
    /** The message of the failure when the other side ends the connection in the middle of a handshake. */
    public static final String CLOSED = "the connection was closed during it";

    private static final Logger LOGGER = Logger.getLogger(TlsHandshake.class.getName());

    /**
     * Shakes hands over a connection, and takes leave at once.
     *
     * @param address whom the connection leads to; the host is asked for by its name (SNI)
     * @throws SSLException if the other side does not speak TLS, or ends the handshake
     */
    public static TlsHandshake over(ProbeSocket connection, HostPort address) throws IOException {
        ChainRecorder recorder = new ChainRecorder();
        SSLSocket secured;
        try {
            secured = connection.startTls(TlsTrust.context(recorder), address);
        } catch (IOException e) {
            throw closed(e) ? (SSLException) new SSLHandshakeException(CLOSED).initCause(e) : e;
        }
        try {
            secured.close();
        } catch (IOException e) {
            // A courtesy to the server's log; what matters is known already.
            LOGGER.log(Level.FINE, "The end of a handshake could not be told", e);
        }
        return recorder.seen;
    }

    private static boolean closed(IOException failure) {
        return !(failure instanceof SSLException)
                || failure.getCause() instanceof EOFException
                || failure.getCause() instanceof SocketException
                || String.valueOf(failure.getMessage()).contains("close_notify");
    }

    /** Keeps the certificates, and accepts them: only for connections over which nothing is sent. */
    private static final class ChainRecorder extends X509ExtendedTrustManager {
        private TlsHandshake seen = new TlsHandshake(List.of(), "");

        @Override
        public void checkServerTrusted(X509Certificate[] certificates, String authType) {
            seen = new TlsHandshake(List.of(certificates), authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket) {
            checkServerTrusted(certificates, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
            checkServerTrusted(certificates, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] certificates, String authType) {
            throw new UnsupportedOperationException("no client connects here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket) {
            checkClientTrusted(certificates, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
            checkClientTrusted(certificates, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
