package io.jenkins.plugins.releasechecklist.evidence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.SigningKey;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * The keys that sign evidence, and the public halves of all that ever did. Kept in a file of the home directory of Jenkins, with
 * the private half encrypted as Jenkins encrypts credentials. A file that cannot be read is never replaced: the public keys in it
 * are what old evidence is checked against. Thread-safe.
 */
@Extension
public class EvidenceKeys {
    static final String FILE = "release-checklist-evidence-keys.xml";

    private final Clock clock = Clock.systemUTC();

    public static EvidenceKeys get() {
        return ExtensionList.lookupSingleton(EvidenceKeys.class);
    }

    /**
     * The plugin's own key, which is created at its first use.
     *
     * @throws IOException if the keys cannot be read or kept
     */
    synchronized SigningKey own() throws IOException {
        List<StoredKey> keys = load();
        if (keys.stream().anyMatch(StoredKey::isCertifiedNow)) {
            keys.replaceAll(key -> key.isCertifiedNow() ? key.endedAt(now()) : key);
            save(keys);
        }
        for (StoredKey key : keys) {
            if (key.isOwn()) {
                return key.key();
            }
        }
        SigningKey created = SigningKey.generate();
        keys.add(StoredKey.own(created, now()));
        save(keys);
        return created;
    }

    /**
     * Notes that a certificate signs, so that its key is published like the others.
     *
     * @throws IOException if the keys cannot be read or kept
     */
    synchronized void certified(SigningKey key) throws IOException {
        List<StoredKey> keys = load();
        if (keys.stream().anyMatch(known -> known.isCertifiedNow(key))) {
            return;
        }
        keys.replaceAll(known -> known.isCertifiedNow() ? known.endedAt(now()) : known);
        keys.add(StoredKey.certified(key, now()));
        save(keys);
    }

    /**
     * Replaces the plugin's own key by a new one. The private half of the old one is forgotten, its public half stays published.
     *
     * @throws IOException if the keys cannot be read or kept
     */
    public synchronized void rotate() throws IOException {
        List<StoredKey> keys = load();
        keys.replaceAll(key -> key.isOwn() ? key.endedAt(now()) : key);
        keys.add(StoredKey.own(SigningKey.generate(), now()));
        save(keys);
    }

    /**
     * The id of the plugin's own key; empty before its first use.
     *
     * @throws IOException if the keys cannot be read
     */
    synchronized Optional<String> ownId() throws IOException {
        for (StoredKey key : load()) {
            if (key.isOwn()) {
                return Optional.of(key.published().keyid());
            }
        }
        return Optional.empty();
    }

    /**
     * All public keys, in the order in which they came.
     *
     * @throws IOException if the keys cannot be read
     */
    public synchronized List<PublishedKey> published() throws IOException {
        List<PublishedKey> published = new ArrayList<>();
        for (StoredKey key : load()) {
            published.add(key.published());
        }
        return List.copyOf(published);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<StoredKey> load() throws IOException {
        XmlFile file = file();
        if (!file.exists()) {
            return new ArrayList<>();
        }
        try {
            if (file.read() instanceof StoredKeys stored) {
                return stored.keys();
            }
            throw new IOException("Expected the keys of releases in " + file + ", found something else");
        } catch (IOException e) {
            // Whoever asks for evidence need not know where Jenkins lives.
            throw new IOException(Messages.EvidenceKeys_unreadable(FILE), e);
        }
    }

    private static void save(List<StoredKey> keys) throws IOException {
        file().write(new StoredKeys(keys));
    }

    private static XmlFile file() {
        return new XmlFile(StoredKeys.XSTREAM, new File(Jenkins.get().getRootDir(), FILE));
    }

    /**
     * A public key, for everybody to see. Names and order of the components are those of the JSON.
     *
     * @param keyid SHA-256 of the key in DER, as bundles name it
     * @param algorithm {@code ecdsa-sha256} or {@code rsa-sha256}
     * @param pem the key
     * @param from since when it signs (ISO-8601, UTC)
     * @param until since when it does not any more; null while it may
     */
    public record PublishedKey(
            String keyid,
            String algorithm,
            String pem,
            String from,
            @CheckForNull String until) {}
}
