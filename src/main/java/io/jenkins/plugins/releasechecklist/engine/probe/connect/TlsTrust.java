package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Which certificate authorities are trusted. Safe for use by several threads. */
public final class TlsTrust {
    private final X509TrustManager authorities;

    private TlsTrust(X509TrustManager authorities) {
        this.authorities = authorities;
    }

    /** Trusts what the JDK trusts that runs the checks, system properties such as {@code javax.net.ssl.trustStore} included. */
    public static TlsTrust system() {
        return of(Optional.empty());
    }

    /** Trusts the certificates in a key store, and nothing else. */
    public static TlsTrust of(KeyStore store) {
        return of(Optional.of(store));
    }

    private static TlsTrust of(Optional<KeyStore> store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            // The JDK's way to say "the default store" is null.
            factory.init(store.orElse(null));
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(manager -> new TlsTrust((X509TrustManager) manager))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("expected a trust manager for X.509, found none"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the trusted certificates cannot be used: " + e.getMessage(), e);
        }
    }

    /** Makes a context that ends a handshake with a server that is not trusted. */
    SSLContext context() {
        return context(authorities);
    }

    /** Makes one that presents a certificate of its own to servers that ask for it. */
    SSLContext context(ProbeCredentials.Certificate certificate) throws AttemptException {
        char[] password = certificate.password().toCharArray();
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(new ByteArrayInputStream(certificate.keyStore()), password);
            if (Collections.list(own.aliases()).stream().noneMatch(alias -> holdsKey(own, alias))) {
                throw AttemptException.refused(
                        "the client certificate cannot be used: expected one with its private key, found none");
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {authorities}, null);
            return context;
        } catch (AttemptException e) {
            throw e;
        } catch (GeneralSecurityException | IOException e) {
            throw AttemptException.refused("the client certificate cannot be used: " + e.getMessage());
        }
    }

    /** Makes a context that has the certificates judged by the given manager. */
    static SSLContext context(TrustManager manager) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean holdsKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (KeyStoreException e) {
            throw new IllegalStateException("expected a key store that was loaded, found another one", e);
        }
    }

    /** Follows the chain up to a trusted authority. */
    public void check(List<X509Certificate> chain, String keyExchange) throws CertificateException {
        authorities.checkServerTrusted(chain.toArray(X509Certificate[]::new), keyExchange);
    }
}
