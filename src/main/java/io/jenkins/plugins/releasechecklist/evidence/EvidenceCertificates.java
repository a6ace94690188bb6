package io.jenkins.plugins.releasechecklist.evidence;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.SigningKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.model.Jenkins;

/** The certificates of the system store that can sign evidence. */
final class EvidenceCertificates {
    private EvidenceCertificates() {}

    /**
     * The key of a certificate, with its chain.
     *
     * @param id the id of the credentials
     * @throws IOException if there are none that can sign, with what was expected
     */
    static SigningKey key(String id) throws IOException {
        StandardCertificateCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCertificateCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
        if (found == null) {
            throw new IOException(Messages.EvidenceCertificates_missing(id));
        }
        try {
            return key(found);
        } catch (GeneralSecurityException e) {
            throw new IOException(Messages.EvidenceCertificates_unusable(id, e.getMessage()), e);
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

    /** What the form offers: no certificate, or one that Jenkins itself may use. */
    static ListBoxModel items(@CheckForNull String current) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return items.includeCurrentValue(Util.fixNull(current));
        }
        return items.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        Jenkins.get(),
                        StandardCertificateCredentials.class,
                        List.of(),
                        CredentialsMatchers.always())
                .includeCurrentValue(Util.fixNull(current));
    }

    /** Checks that the certificate can sign; none is in order. */
    static FormValidation check(@CheckForNull String value) {
        String id = Util.fixNull(value).strip();
        if (id.isEmpty() || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        try {
            return FormValidation.ok(
                    Messages.EvidenceCertificates_usable(key(id).open().id()));
        } catch (IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
