package io.jenkins.plugins.releasechecklist.checks;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeCredentials;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Resolves the ids of credentials that checks name into what the agent sends. */
public final class CheckCredentials {
    private CheckCredentials() {}

    /**
     * Looks up the credentials of all checks as the build may use them, and remembers the build as their user. Each check is
     * looked up for its own URL: credentials of a domain never go to a host outside it.
     *
     * @param checks the checks of a run
     * @param run the build
     * @return the credentials by id; they hold secrets, for the way to the agent only
     * @throws AbortException if one is missing, is of another kind, or cannot be sent; the message names its id and the check
     */
    public static Map<String, ProbeCredentials> resolve(Collection<? extends Check> checks, Run<?, ?> run)
            throws AbortException {
        Map<String, ProbeCredentials> resolved = new HashMap<>();
        for (Check check : checks) {
            if (check instanceof HttpCheck http && http.credentialsIdIfAny().isPresent()) {
                resolved.put(http.credentialsId(), resolve(http, run));
            }
        }
        return resolved;
    }

    private static ProbeCredentials resolve(HttpCheck check, Run<?, ?> run) throws AbortException {
        String id = check.credentialsId();
        StandardCredentials found = CredentialsProvider.findCredentialById(
                id,
                StandardCredentials.class,
                run,
                URIRequirementBuilder.fromUri(check.url().toString()).build());
        if (found == null) {
            throw new AbortException(Messages.CheckCredentials_notFound(id, check.name(), check.target()));
        }
        CredentialsProvider.track(run, found);
        try {
            if (found instanceof StandardUsernamePasswordCredentials user) {
                return new ProbeCredentials.Basic(
                        user.getUsername(), user.getPassword().getPlainText());
            }
            if (found instanceof StringCredentials token) {
                return new ProbeCredentials.Bearer(token.getSecret().getPlainText());
            }
            String kind = found.getDescriptor().getDisplayName();
            throw new AbortException(Messages.CheckCredentials_otherKind(id, check.name(), kind));
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.CheckCredentials_unusable(id, check.name(), e.getMessage()));
        }
    }
}
