package io.jenkins.plugins.releasechecklist.evidence;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import hudson.PluginWrapper;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Envelope;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Generator;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.SigningKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Makes evidence about the release of a build. */
public final class EvidenceSigner {
    private EvidenceSigner() {}

    /**
     * Signs what the record tells, with the certificate of the configuration or with the plugin's own key.
     *
     * @param examination a whole record
     * @param ledger what the ledger has of it; empty when there is none that can be read
     * @throws IOException if the key cannot be used, with what was expected
     */
    public static Envelope sign(Run<?, ?> run, RecordVerification examination, Optional<Ledger.Excerpt> ledger)
            throws IOException {
        return signer().evidence(examination, ledger, generator(run));
    }

    private static SigningKey signer() throws IOException {
        Optional<String> credentials = EvidenceConfiguration.get().credentials();
        if (credentials.isEmpty()) {
            return EvidenceKeys.get().own();
        }
        SigningKey certified = certificate(credentials.get());
        EvidenceKeys.get().certified(certified);
        return certified;
    }

    private static Generator generator(Run<?, ?> run) {
        Jenkins jenkins = Jenkins.get();
        PluginWrapper plugin = jenkins.getPluginManager().whichPlugin(EvidenceSigner.class);
        String root = Optional.ofNullable(jenkins.getRootUrl()).orElse("");
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        return new Generator(plugin == null ? "unknown" : plugin.getVersion(), root + run.getUrl(), now);
    }

    /**
     * The key of a certificate of the system store, with its chain.
     *
     * @param id the id of the credentials
     * @throws IOException if there are none that can sign, with what was expected
     */
    static SigningKey certificate(String id) throws IOException {
        StandardCertificateCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCertificateCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
        if (found == null) {
            throw new IOException(Messages.EvidenceSigner_missing(id));
        }
        try {
            return key(found);
        } catch (GeneralSecurityException e) {
            throw new IOException(Messages.EvidenceSigner_unusable(id, e.getMessage()), e);
        }
    }

    private static SigningKey key(StandardCertificateCredentials credentials) throws GeneralSecurityException {
        KeyStore store = credentials.getKeyStore();
        char[] password = credentials.getPassword().getPlainText().toCharArray();
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
            if (key instanceof PrivateKey secret) {
                return SigningKey.certified(secret, chain(store, alias));
            }
        }
        throw new GeneralSecurityException("expected a private key, found none");
    }

    private static List<X509Certificate> chain(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate[] found = store.getCertificateChain(alias);
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : found == null ? new Certificate[0] : found) {
            if (certificate instanceof X509Certificate known) {
                chain.add(known);
            }
        }
        return chain;
    }
}
