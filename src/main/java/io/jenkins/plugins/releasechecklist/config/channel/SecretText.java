package io.jenkins.plugins.releasechecklist.config.channel;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The secret texts of the system store that channels use: to send with, and in their forms. */
final class SecretText {
    private SecretText() {}

    /**
     * The secret.
     *
     * @param id the id of the credentials
     * @param url the address that it is for; empty when nobody knows
     * @param channel the name of the channel that uses it
     * @param run the build that is remembered as a user of the credentials; null: none
     * @throws AbortException when there are none, with what to do
     */
    static String of(String id, String url, String channel, @CheckForNull Run<?, ?> run) throws AbortException {
        StringCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StringCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements(url)),
                CredentialsMatchers.withId(id));
        if (found == null) {
            throw new AbortException(Messages.SecretText_missing(id, channel));
        }
        if (run != null) {
            CredentialsProvider.track(run, found);
        }
        return found.getSecret().getPlainText();
    }

    /**
     * What a form offers: the secret texts that Jenkins itself may use.
     *
     * @param optional whether there may be none
     * @param current what is chosen
     */
    static ListBoxModel items(@CheckForNull String url, boolean optional, @CheckForNull String current) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!AdminForm.isOpen(null)) {
            return items.includeCurrentValue(Util.fixNull(current));
        }
        if (optional || Util.fixNull(current).isEmpty()) {
            items.includeEmptyValue();
        }
        return items.includeMatchingAs(
                        ACL.SYSTEM2,
                        Jenkins.get(),
                        StringCredentials.class,
                        requirements(url),
                        CredentialsMatchers.always())
                .includeCurrentValue(Util.fixNull(current));
    }

    /** Checks that the credentials are still there; no id is in order. */
    static FormValidation check(@CheckForNull String url, @CheckForNull String value) {
        String id = Util.fixNull(value).strip();
        if (id.isEmpty() || !AdminForm.isOpen(null)) {
            return FormValidation.ok();
        }
        boolean found = !CredentialsProvider.listCredentialsInItemGroup(
                        StringCredentials.class,
                        Jenkins.get(),
                        ACL.SYSTEM2,
                        requirements(url),
                        CredentialsMatchers.withId(id))
                .isEmpty();
        return found ? FormValidation.ok() : FormValidation.error(Messages.SecretText_unknown(id));
    }

    private static List<DomainRequirement> requirements(@CheckForNull String url) {
        String address = Util.fixNull(url).strip();
        return address.isEmpty()
                ? List.of()
                : URIRequirementBuilder.fromUri(address).build();
    }
}
