package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.tls.CertificateJudge;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Keeps the certificates of a handshake for the {@link CertificateJudge}, and accepts them: only for connections over
 * which nothing is sent.
 */
public final class ChainRecorder extends X509ExtendedTrustManager {
    private List<X509Certificate> chain = List.of();
    private String keyExchange = "";

    public List<X509Certificate> chain() {
        return chain;
    }

    public String keyExchange() {
        return keyExchange;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType) {
        chain = List.of(certificates);
        keyExchange = authType;
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
