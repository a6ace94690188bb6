package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import java.security.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of keys. Evidence is signed by the first two: both sign with SHA-256, so that {@code openssl dgst -sha256} checks either of them, and
 * both are in every JDK and in every OpenSSL since 1.0; Ed25519 would need {@code pkeyutl -rawin} of OpenSSL 3, and is not what
 * certificate authorities issue.
 */
public enum KeyKind {
    /** Elliptic curves; the plugin's own keys are on P-256. */
    ECDSA("EC", "SHA256withECDSA", "ecdsa-sha256"),
    /** PKCS #1 version 1.5. */
    RSA("RSA", "SHA256withRSA", "rsa-sha256"),
    /** Edwards curves, such as Ed25519: for what others sign, not for evidence. */
    EDDSA("EdDSA", "EdDSA", "eddsa");

    private static final List<KeyKind> OF_EVIDENCE = List.of(ECDSA, RSA);

    private final String key;
    private final String signature;
    private final String label;

    KeyKind(String key, String signature, String label) {
        this.key = key;
        this.signature = signature;
        this.label = label;
    }

    /** What the JDK calls a signature by such a key. */
    String signature() {
        return signature;
    }

    /** What the JDK calls such a key. */
    String key() {
        return key;
    }

    /** What answers and documents call it. */
    public String label() {
        return label;
    }

    /** Checks that evidence can be signed by such a key. */
    void requireForEvidence() {
        if (!OF_EVIDENCE.contains(this)) {
            throw new IllegalArgumentException("expected a key for one of " + OF_EVIDENCE + ", found one for " + key);
        }
    }

    /** The kind of a key; refuses one of no such kind. */
    static KeyKind of(Key key) {
        return named(key.getAlgorithm())
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a key for one of " + List.of(values()) + ", found one for " + key.getAlgorithm()));
    }

    private static Optional<KeyKind> named(String algorithm) {
        return Arrays.stream(values())
                .filter(kind -> kind.key.equals(algorithm))
                .findFirst();
    }
}
