package io.jenkins.plugins.releasechecklist.checks;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.ForwardingCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess.CredentialsKey;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Resolves the ids of credentials that checks name into what the agent sends and presents. */
public final class CheckCredentials {
    private final Run<?, ?> run;
    private final Check check;
    private final URI url;
    private final Optional<ItemGroup<?>> level;

    private CheckCredentials(Run<?, ?> run, Check check, URI url, Optional<ItemGroup<?>> level) {
        this.run = run;
        this.check = check;
        this.url = url;
        this.level = level;
    }

    /**
     * Looks up the credentials of all checks as the build may use them, and remembers the build as their user. Each check is
     * looked up for its own URL: credentials of a domain never go to a host outside it.
     *
     * @param checks the checks of a run
     * @param run the build
     * @return the credentials by origin and id; they hold secrets, for the way to the agent only
     * @throws AbortException if one is missing, is of another kind, or cannot be sent; the message names its id and the check
     */
    public static Map<CredentialsKey, ProbeCredentials> resolve(Collection<? extends Check> checks, Run<?, ?> run)
            throws AbortException {
        return resolve(checks, run, Optional.empty());
    }

    /**
     * The same for what an administrator asks.
     *
     * @param level whose credentials are used, Jenkins or a folder, and never those of the build; empty: those of the build
     */
    public static Map<CredentialsKey, ProbeCredentials> resolve(
            Collection<? extends Check> checks, Run<?, ?> run, Optional<ItemGroup<?>> level) throws AbortException {
        Map<CredentialsKey, ProbeCredentials> resolved = new HashMap<>();
        for (Check check : checks) {
            if (bare(check) instanceof HttpCheck http) {
                CheckCredentials of = new CheckCredentials(run, http, http.url(), level);
                for (String id : http.sentCredentials()) {
                    resolved.put(CredentialsKey.of(http.url(), id), of.sent(id));
                }
                if (!http.certificateId().isEmpty()) {
                    resolved.put(
                            CredentialsKey.of(http.url(), http.certificateId()), of.presented(http.certificateId()));
                }
                if (!http.caCredentialsId().isEmpty()) {
                    resolved.put(
                            CredentialsKey.of(http.url(), http.caCredentialsId()), of.trusted(http.caCredentialsId()));
                }
            }
            if (bare(check) instanceof TlsCheck tls && !tls.caCredentialsId().isEmpty()) {
                CheckCredentials of = new CheckCredentials(run, tls, tls.url(), level);
                resolved.put(CredentialsKey.of(tls.url(), tls.caCredentialsId()), of.trusted(tls.caCredentialsId()));
            }
        }
        return resolved;
    }

    private static Check bare(Check check) {
        return check instanceof ForwardingCheck forwarding ? bare(forwarding.check()) : check;
    }

    private ProbeCredentials sent(String id) throws AbortException {
        StandardCredentials found = find(id, Messages.CheckCredentials_sent());
        try {
            if (found instanceof StandardUsernamePasswordCredentials user) {
                return new ProbeCredentials.Basic(
                        user.getUsername(), user.getPassword().getPlainText());
            }
            if (found instanceof StringCredentials token) {
                return new ProbeCredentials.Bearer(token.getSecret().getPlainText());
            }
            throw new AbortException(Messages.CheckCredentials_otherKind(id, check.name(), kind(found)));
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.CheckCredentials_unusable(id, check.name(), e.getMessage()));
        }
    }

    private ProbeCredentials presented(String id) throws AbortException {
        StandardCredentials found = find(id, Messages.CheckCredentials_presented());
        if (!(found instanceof StandardCertificateCredentials certificate)) {
            throw new AbortException(Messages.CheckCredentials_noCertificate(id, check.name(), kind(found)));
        }
        String password = certificate.getPassword().getPlainText();
        try {
            ByteArrayOutputStream keyStore = new ByteArrayOutputStream();
            certificate.getKeyStore().store(keyStore, password.toCharArray());
            return new ProbeCredentials.Certificate(keyStore.toByteArray(), password);
        } catch (GeneralSecurityException | IOException e) {
            throw new AbortException(Messages.CheckCredentials_unusable(id, check.name(), e.getMessage()));
        }
    }

    private ProbeCredentials trusted(String id) throws AbortException {
        StandardCredentials found = find(id, Messages.CheckCredentials_trusted());
        try {
            if (found instanceof FileCredentials file) {
                return new ProbeCredentials.Authorities(
                        new String(file.getContent().readAllBytes(), StandardCharsets.UTF_8));
            }
            if (found instanceof StandardCertificateCredentials certificate) {
                return new ProbeCredentials.Authorities(pem(certificate.getKeyStore()));
            }
            throw new AbortException(Messages.CheckCredentials_noAuthority(id, check.name(), kind(found)));
        } catch (AbortException e) {
            throw e;
        } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
            throw new AbortException(Messages.CheckCredentials_untrusted(id, check.name(), e.getMessage()));
        }
    }

    private static String pem(KeyStore store) throws GeneralSecurityException {
        StringBuilder pem = new StringBuilder();
        for (String alias : Collections.list(store.aliases())) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder()
                            .encodeToString(store.getCertificate(alias).getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return pem.toString();
    }

    private StandardCredentials find(String id, String expected) throws AbortException {
        List<DomainRequirement> host =
                URIRequirementBuilder.fromUri(url.toString()).build();
        StandardCredentials found = level.isEmpty()
                ? CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, host)
                : CredentialsMatchers.firstOrNull(
                        CredentialsProvider.lookupCredentialsInItemGroup(
                                StandardCredentials.class, level.get(), ACL.SYSTEM2, host),
                        CredentialsMatchers.withId(id));
        if (found == null) {
            throw new AbortException(Messages.CheckCredentials_notFound(id, check.name(), check.target(), expected));
        }
        CredentialsProvider.track(run, found);
        return found;
    }

    private static String kind(StandardCredentials credentials) {
        return credentials.getDescriptor().getDisplayName();
    }
}
