package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key that signatures are checked against.
 *
 * @param key the key
 */
public record VerificationKey(PublicKey key) {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final Pattern BEGIN = Pattern.compile("(?<!^)(?=-----BEGIN )");

    /** A signature in the right form that is never right, to find out whether this Java knows the curve of a key. */
    private static final byte[] WRONG_SIGNATURE = {0x30, 6, 2, 1, 1, 2, 1, 1};

    private static final int SHORTEST_RSA = 2048;

    /** Refuses keys of other kinds, and those on a curve that this Java does not know: nothing can be said about their signatures. */
    public VerificationKey {
        if (KeyKind.of(key) == KeyKind.ECDSA) {
            try {
                Signature check = Signature.getInstance(KeyKind.ECDSA.signature());
                check.initVerify(key);
                check.verify(WRONG_SIGNATURE);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("a key on a curve that this Java cannot check", e);
            }
        }
    }

    /** Why a signature by this key proves little today; empty if it proves what it should. */
    public Optional<String> weakness() {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA
                ? Optional.of("an RSA key of " + rsa.getModulus().bitLength() + " bits can be forged with effort; use "
                        + SHORTEST_RSA + " or more")
                : Optional.empty();
    }

    /**
     * Reads a key.
     *
     * @param pem a public key (X.509 SubjectPublicKeyInfo) or a certificate, as PEM; of several, the first one
     * @throws IOException if it is none, with what was expected
     */
    public static VerificationKey parse(String pem) throws IOException {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.find()) {
            throw new IOException(
                    "expected a public key or a certificate as PEM (-----BEGIN PUBLIC KEY-----), found something else");
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
        try {
            return new VerificationKey(matcher.group(1).equals("CERTIFICATE") ? ofCertificate(der) : ofKey(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("expected a public key for ECDSA, RSA or EdDSA, found " + e.getMessage(), e);
        }
    }

    /**
     * Reads several keys.
     *
     * @param pems public keys or certificates as PEM, at least one
     * @throws IOException if one of them is none, with what was expected
     */
    public static List<VerificationKey> parseAll(String pems) throws IOException {
        List<VerificationKey> keys = new ArrayList<>();
        for (String pem : BEGIN.split(pems.strip())) {
            keys.add(parse(pem));
        }
        return keys;
    }

    private static PublicKey ofCertificate(byte[] der) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der))
                .getPublicKey();
    }

    private static PublicKey ofKey(byte[] der) throws GeneralSecurityException {
        GeneralSecurityException last = null;
        for (KeyKind kind : KeyKind.values()) {
            try {
                return KeyFactory.getInstance(kind.key()).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new GeneralSecurityException("another kind of key", last);
    }

    /** The SHA-256 of the key in DER, in lower-case hex. */
    public String id() {
        return Sha256.hex(key.getEncoded());
    }

    public KeyKind kind() {
        return KeyKind.of(key);
    }

    public String pem() {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }

    /** Whether one of the signatures of the envelope was made with the private half of this key. The payload has to be base64. */
    public boolean hasSigned(Envelope envelope) throws AttemptException {
        byte[] signed = Envelope.preAuthenticationEncoding(envelope.payloadType(), envelope.content());
        for (Envelope.Signed signature : envelope.signatures()) {
            if (isOf(signed, signature)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOf(byte[] signed, Envelope.Signed signature) {
        try {
            Signature check = Signature.getInstance(kind().signature());
            check.initVerify(key);
            check.update(signed);
            return check.verify(Envelope.decoded(signature.sig()));
        } catch (SignatureException | AttemptException e) {
            // Not even the form of a signature; another one in the bundle may hold.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK can check " + kind().label(), e);
        }
    }
}
