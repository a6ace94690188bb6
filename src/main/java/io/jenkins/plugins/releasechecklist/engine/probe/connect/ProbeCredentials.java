package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * What credentials resolve to for one run. These values hold secrets: they travel to the agent with the run, are kept
 * nowhere, and show nothing in {@code toString}.
 */
public sealed interface ProbeCredentials extends Serializable {
    /**
     * User and password, sent with the Basic scheme (RFC 7617) without waiting to be asked.
     *
     * @param user the user name, without a colon
     * @param password the password
     */
    record Basic(String user, String password) implements ProbeCredentials {
        /** Checks that the scheme can carry the user name. */
        public Basic {
            if (user.contains(":")) {
                throw new IllegalArgumentException("expected a user name without a colon, found one with it");
            }
        }

        @Override
        public String toString() {
            return "Basic[****]";
        }
    }

    /**
     * A token, sent with the Bearer scheme (RFC 6750).
     *
     * @param token printable ASCII without spaces
     */
    record Bearer(String token) implements ProbeCredentials {
        /** Checks that the scheme can carry the token; the message does not show it. */
        public Bearer {
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= 32 || c > 126)) {
                throw new IllegalArgumentException(
                        "expected a token of printable ASCII without spaces, found another one");
            }
        }

        @Override
        public String toString() {
            return "Bearer[****]";
        }
    }

    /**
     * Certificate authorities that are trusted beside those of the system.
     *
     * @param pem one certificate or more, in PEM
     */
    record Authorities(String pem) implements ProbeCredentials {
        /** Checks that there is a certificate in it. */
        public Authorities {
            certificates(pem);
        }

        /** The certificates. */
        public List<X509Certificate> certificates() {
            return certificates(pem);
        }

        private static List<X509Certificate> certificates(String pem) {
            try {
                List<X509Certificate> found = CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
                if (!found.isEmpty()) {
                    return found;
                }
            } catch (CertificateException e) {
                // Said below, together with no certificate at all.
            }
            throw new IllegalArgumentException(
                    "expected certificates in PEM (-----BEGIN CERTIFICATE-----), found something else");
        }

        @Override
        public String toString() {
            return "Authorities[****]";
        }
    }

    /**
     * A client certificate with its private key, presented in TLS handshakes.
     *
     * @param keyStore the bytes of a PKCS #12 key store; copied on the way in and out
     * @param password the password of the store and of the key in it
     */
    record Certificate(byte[] keyStore, String password) implements ProbeCredentials {
        /** Copies the bytes. */
        public Certificate {
            keyStore = keyStore.clone();
        }

        @Override
        public byte[] keyStore() {
            return keyStore.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Certificate that
                    && Arrays.equals(keyStore, that.keyStore)
                    && password.equals(that.password);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(keyStore);
        }

        @Override
        public String toString() {
            return "Certificate[****]";
        }
    }
}
