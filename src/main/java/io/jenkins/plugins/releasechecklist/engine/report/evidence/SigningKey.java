package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.report.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A key that signs evidence. Its private half is never shown. Thread-safe. */
public final class SigningKey {
    private final PrivateKey secret;
    private final VerificationKey open;
    private final List<String> certificates;

    private SigningKey(PrivateKey secret, VerificationKey open, List<String> certificates) {
        this.secret = secret;
        this.open = open;
        this.certificates = List.copyOf(certificates);
    }

    /** Makes a new key on the curve P-256. */
    public static SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(KeyKind.ECDSA.key());
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(pair.getPrivate(), new VerificationKey(pair.getPublic()), List.of());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK can make keys on P-256", e);
        }
    }

    /** Reads a key as {@link #secretText()} wrote it, and refuses another one than that of the public key. */
    public static SigningKey restore(String secretText, VerificationKey open) throws GeneralSecurityException {
        byte[] encoded;
        try {
            encoded = Base64.getDecoder().decode(secretText);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("expected a key in base64, found something else", e);
        }
        PrivateKey secret = KeyFactory.getInstance(open.kind().key()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return checked(new SigningKey(secret, open, List.of()));
    }

    /**
     * The key of a certificate.
     *
     * @param chain the certificate of the key first, then those who issued it
     * @throws GeneralSecurityException if it cannot sign evidence, with what was expected
     */
    public static SigningKey certified(PrivateKey secret, List<X509Certificate> chain) throws GeneralSecurityException {
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("expected a key with a certificate, found none");
        }
        List<String> certificates = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            certificates.add(pem(certificate));
        }
        try {
            return checked(
                    new SigningKey(secret, new VerificationKey(chain.get(0).getPublicKey()), certificates));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(e.getMessage(), e);
        }
    }

    private static String pem(X509Certificate certificate) throws CertificateEncodingException {
        return VerificationKey.pem("CERTIFICATE", certificate.getEncoded());
    }

    /** Two halves that do not belong together would make evidence that nobody can check. */
    private static SigningKey checked(SigningKey key) throws GeneralSecurityException {
        key.open.kind().requireForEvidence();
        byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        Signature check = Signature.getInstance(key.open.kind().signature());
        check.initVerify(key.open.key());
        check.update(probe);
        if (!check.verify(key.signatureOf(probe))) {
            throw new GeneralSecurityException("expected the private key of the public one, found another one");
        }
        return key;
    }

    public VerificationKey open() {
        return open;
    }

    /** The private half (PKCS #8) in base64: a secret. */
    public String secretText() {
        return Base64.getEncoder().encodeToString(secret.getEncoded());
    }

    /**
     * Evidence about a release; refuses a damaged record.
     *
     * @param ledger what the ledger has of it; empty when there is none that can be read
     */
    public Envelope evidence(RecordVerification examination, Optional<Ledger.Excerpt> ledger, Generator generator) {
        byte[] statement =
                JsonText.of(Statement.of(examination, ledger, generator)).getBytes(StandardCharsets.UTF_8);
        byte[] signed = Envelope.preAuthenticationEncoding(Envelope.IN_TOTO, statement);
        try {
            Base64.Encoder base64 = Base64.getEncoder();
            return new Envelope(
                    Envelope.IN_TOTO,
                    base64.encodeToString(statement),
                    List.of(new Envelope.Signed(open.id(), base64.encodeToString(signatureOf(signed)), certificates)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This key has signed before", e);
        }
    }

    private byte[] signatureOf(byte[] bytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(open.kind().signature());
        signature.initSign(secret);
        signature.update(bytes);
        return signature.sign();
    }
}
