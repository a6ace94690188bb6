package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/** Which certificate authorities are trusted. Safe for use by several threads. */
public final class TlsTrust {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final X509ExtendedTrustManager authorities;

    private TlsTrust(X509ExtendedTrustManager authorities) {
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

    /** Trusts others as well. */
    TlsTrust with(ProbeCredentials.Authorities others) {
        try {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(null, null);
            for (X509Certificate known : authorities.getAcceptedIssuers()) {
                all.setCertificateEntry("known-" + all.size(), known);
            }
            for (X509Certificate other : others.certificates()) {
                all.setCertificateEntry("other-" + all.size(), other);
            }
            return of(all);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificates of authorities cannot be used: " + e.getMessage(), e);
        }
    }

    private static TlsTrust of(Optional<KeyStore> store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            // The JDK's way to say "the default store" is null.
            factory.init(store.orElse(null));
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(manager -> new TlsTrust((X509ExtendedTrustManager) manager))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("expected a trust manager for X.509, found none"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the trusted certificates cannot be used: " + e.getMessage(), e);
        }
    }

    /** Makes a context that ends a handshake with a server that is not trusted. */
    SSLContext context() {
        return context(new ExplainedTrust(authorities));
    }

    /** Makes one that presents a certificate of its own to servers that ask for it. */
    SSLContext context(ProbeCredentials.Certificate certificate) throws AttemptException {
        char[] password = certificate.password().toCharArray();
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(new ByteArrayInputStream(certificate.keyStore()), password);
            if (Collections.list(own.aliases()).stream().noneMatch(alias -> holdsKey(own, alias))) {
                throw AttemptException.refused(Phrase.of("probe.connect.noKey"));
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {new ExplainedTrust(authorities)}, null);
            return context;
        } catch (AttemptException e) {
            throw e;
        } catch (GeneralSecurityException | IOException e) {
            throw AttemptException.refused(Phrase.of("probe.connect.unusable", String.valueOf(e.getMessage())));
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

    /**
     * Follows the chain up to a trusted authority.
     *
     * @throws UntrustedException if it does not lead there
     */
    public void check(List<X509Certificate> chain, String keyExchange) throws UntrustedException {
        try {
            authorities.checkServerTrusted(chain.toArray(X509Certificate[]::new), keyExchange);
        } catch (CertificateException e) {
            throw new UntrustedException(chain, e);
        }
    }

    /** Whether some path from the server's own certificate to a trusted authority is valid at a moment. */
    public boolean leadsToAuthority(List<X509Certificate> chain, Instant moment) {
        try {
            Set<TrustAnchor> anchors = Arrays.stream(authorities.getAcceptedIssuers())
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet());
            X509CertSelector own = new X509CertSelector();
            own.setCertificate(chain.get(0));
            PKIXBuilderParameters wanted = new PKIXBuilderParameters(anchors, own);
            wanted.setRevocationEnabled(false);
            wanted.setDate(Date.from(moment));
            wanted.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            CertPathBuilder.getInstance("PKIX").build(wanted);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Checks that a certificate is for a host. As for browsers, its common name alone does not count (RFC 9525, section 2).
     *
     * @throws SSLPeerUnverifiedException if it is not
     */
    public static void requireHost(String host, X509Certificate own) throws SSLException {
        try {
            if (own.getSubjectAlternativeNames() == null) {
                throw new SSLPeerUnverifiedException("no host is named in it");
            }
        } catch (CertificateParsingException e) {
            throw new SSLPeerUnverifiedException("the names in it cannot be read");
        }
        new DefaultHostnameVerifier(PublicSuffixMatcherLoader.getDefault()).verify(withoutRoot(host), own);
    }

    /** Whether a host is an address, and no name. */
    static boolean isAddress(String host) {
        return ADDRESS.matcher(host).matches();
    }

    /** A name without the dot of the root, as certificates have it. */
    static String withoutRoot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** Trusts as another manager does, and says in words why it does not. */
    private static final class ExplainedTrust extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager other;

        ExplainedTrust(X509ExtendedTrustManager other) {
            this.other = other;
        }

        private interface Judgement {
            void pass() throws CertificateException;
        }

        private static void explained(X509Certificate[] chain, Judgement judgement) throws CertificateException {
            try {
                judgement.pass();
            } catch (CertificateException e) {
                throw new UntrustedException(List.of(chain), e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            explained(chain, () -> other.checkServerTrusted(chain, authType));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            explained(chain, () -> other.checkServerTrusted(chain, authType, socket));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            explained(chain, () -> other.checkServerTrusted(chain, authType, engine));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            other.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            other.checkClientTrusted(chain, authType, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            other.checkClientTrusted(chain, authType, engine);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return other.getAcceptedIssuers();
        }
    }
}
