package io.jenkins.plugins.releasechecklist.evidence;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The section "Release Evidence" of Manage Jenkins &gt; System, {@code unclassified: releaseEvidence} in Configuration as Code:
 * who signs evidence.
 */
@Extension
@Symbol("releaseEvidence")
public class EvidenceConfiguration extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(EvidenceConfiguration.class.getName());

    @CheckForNull
    private volatile String credentialsId;

    /** Called by Jenkins; reads what was saved. */
    public EvidenceConfiguration() {
        load();
    }

    public static EvidenceConfiguration get() {
        return ExtensionList.lookupSingleton(EvidenceConfiguration.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.EvidenceConfiguration_displayName();
    }

    /** The id of the certificate that signs evidence; null: the plugin's own key does. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        save();
    }

    Optional<String> credentials() {
        return Optional.ofNullable(credentialsId);
    }

    /** What the form tells of the key that signs now: its id, or why there is none. */
    public String getKeyText() {
        try {
            Optional<String> id = credentials().isPresent()
                    ? Optional.of(EvidenceSigner.certificate(credentials().get())
                            .open()
                            .id())
                    : EvidenceKeys.get().ownId();
            return id.orElseGet(Messages::EvidenceConfiguration_noKey);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "There is no key that could sign evidence", e);
            return e.getMessage();
        }
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            items.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StandardCertificateCredentials.class,
                            List.of(),
                            CredentialsMatchers.always());
        }
        return items.includeCurrentValue(Util.fixNull(credentialsId));
    }

    /** Checks that the certificate can sign; none is in order. */
    @POST
    public FormValidation doCheckCredentialsId(@QueryParameter String value) {
        String id = Util.fixNull(value).strip();
        if (id.isEmpty() || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        try {
            return FormValidation.ok(Messages.EvidenceSigner_usable(
                    EvidenceSigner.certificate(id).open().id()));
        } catch (IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
