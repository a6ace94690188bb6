package io.jenkins.plugins.releasechecklist.evidence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.SigningKey;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.VerificationKey;
import io.jenkins.plugins.releasechecklist.evidence.EvidenceKeys.PublishedKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;

/** A key as it is kept on disk. The private half is encrypted like every secret of Jenkins, and gone once the key is replaced. */
final class StoredKey {
    private final String pem;
    private final String from;

    @CheckForNull
    private final String until;

    @CheckForNull
    private final Secret privateKey;

    private StoredKey(String pem, String from, @CheckForNull String until, @CheckForNull Secret privateKey) {
        this.pem = pem;
        this.from = from;
        this.until = until;
        this.privateKey = privateKey;
    }

    /** A key of our own. */
    static StoredKey own(SigningKey key, Instant from) {
        return new StoredKey(key.open().pem(), from.toString(), null, Secret.fromString(key.secretText()));
    }

    /** The key of a certificate, whose private half stays where the credentials are. */
    static StoredKey certified(SigningKey key, Instant from) {
        return new StoredKey(key.open().pem(), from.toString(), null, null);
    }

    /** The same key, which signs no more. */
    StoredKey endedAt(Instant at) {
        return until == null ? new StoredKey(pem, from, at.toString(), null) : this;
    }

    /** Whether it has what every key has. XStream calls no constructor, and leaves null what is not there. */
    boolean isWhole() {
        return pem != null && from != null;
    }

    /** Whether it is ours, and still signs. */
    boolean isOwn() {
        return privateKey != null;
    }

    boolean isCertifiedNow(SigningKey key) {
        return until == null && privateKey == null && pem.equals(key.open().pem());
    }

    boolean isCertifiedNow() {
        return until == null && privateKey == null;
    }

    /**
     * The key, ready to sign.
     *
     * @throws IOException if it cannot be read
     */
    SigningKey key() throws IOException {
        if (privateKey == null) {
            throw new IOException("expected a key with its private half, found a public one");
        }
        try {
            return SigningKey.restore(privateKey.getPlainText(), VerificationKey.parse(pem));
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    PublishedKey published() throws IOException {
        VerificationKey open = VerificationKey.parse(pem);
        return new PublishedKey(open.id(), open.kind().label(), pem, from, until);
    }
}
