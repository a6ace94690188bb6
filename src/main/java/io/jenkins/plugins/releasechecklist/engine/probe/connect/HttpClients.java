package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP clients of a network: one without a certificate, and one of its own for each certificate, so that nothing of one
 * identity, such as a TLS session, is taken up by another. Safe for use by several threads.
 */
final class HttpClients implements AutoCloseable {
    private final TlsTrust trust;
    private final int concurrency;
    private final ProbeHttpClient anonymous;
    private final Map<ProbeCredentials.Certificate, ProbeHttpClient> identified = new HashMap<>();
    private boolean closed;

    HttpClients(TlsTrust trust, int concurrency) {
        this.trust = trust;
        this.concurrency = concurrency;
        this.anonymous = new ProbeHttpClient(trust.context(), concurrency);
    }

    /** The client that presents a certificate, if there is one. */
    ProbeHttpClient of(Optional<ProbeCredentials.Certificate> certificate) throws RefusedAttemptException {
        return certificate.isEmpty() ? anonymous : identified(certificate.get());
    }

    private synchronized ProbeHttpClient identified(ProbeCredentials.Certificate certificate)
            throws RefusedAttemptException {
        ProbeHttpClient known = identified.get(certificate);
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new RefusedAttemptException("the checks are over");
        }
        ProbeHttpClient client = new ProbeHttpClient(trust.context(certificate), concurrency);
        identified.put(certificate, client);
        return client;
    }

    @Override
    public synchronized void close() {
        closed = true;
        anonymous.close();
        identified.values().forEach(ProbeHttpClient::close);
    }
}
