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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Resolves the ids of credentials that checks name into what the agent sends and presents. */
public final class CheckCredentials {
    private final Run<?, ?> run;
    private final HttpCheck check;
    private final Optional<ItemGroup<?>> level;

    private CheckCredentials(Run<?, ?> run, HttpCheck check, Optional<ItemGroup<?>> level) {
        this.run = run;
        this.check = check;
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
                CheckCredentials of = new CheckCredentials(run, http, level);
                if (http.credentialsIdIfAny().isPresent()) {
                    resolved.put(CredentialsKey.of(http.url(), http.credentialsId()), of.sent(http.credentialsId()));
                }
                if (http.certificateIdIfAny().isPresent()) {
                    resolved.put(
                            CredentialsKey.of(http.url(), http.certificateId()), of.presented(http.certificateId()));
                }
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

    private StandardCredentials find(String id, String expected) throws AbortException {
        List<DomainRequirement> host =
                URIRequirementBuilder.fromUri(check.url().toString()).build();
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
