package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Passes when a TLS handshake succeeds with a certificate that is valid for the host, trusted, and remains valid long enough:
 * {@code tlsCheck(address: 'staging.example.com:443', minValidity: '14d')}.
 */
public class TlsReleaseCheck extends ReleaseCheck {
    private static final long serialVersionUID = 1L;

    private static final String EXAMPLE = "an address such as www.example.com:443";

    private final String address;
    private String minValidity = "";
    private String caCredentialsId = "";

    /**
     * Makes the check.
     *
     * @param address {@code host:port}, {@code [::1]:port}, or a host alone for port 443
     */
    @DataBoundConstructor
    public TlsReleaseCheck(@CheckForNull String address) {
        this.address = text(address);
    }

    public String getAddress() {
        return address;
    }

    /** How long the certificate has to remain valid, such as {@code 14d}; empty when it only must not be expired. */
    public String getMinValidity() {
        return minValidity;
    }

    @DataBoundSetter
    public void setMinValidity(@CheckForNull String minValidity) {
        this.minValidity = text(minValidity);
    }

    /** The id of a secret file in PEM, or of a certificate, with authorities to trust beside those of Java. */
    public String getCaCredentialsId() {
        return caCredentialsId;
    }

    @DataBoundSetter
    public void setCaCredentialsId(@CheckForNull String caCredentialsId) {
        this.caCredentialsId = text(caCredentialsId).strip();
    }

    /** Fills in what a check does not have that a build kept before there was this parameter. */
    private Object readResolve() {
        caCredentialsId = text(caCredentialsId);
        return this;
    }

    @Override
    protected Check create() {
        TlsCheck check = read("address", required("address", address, EXAMPLE), TlsCheck::parse);
        Duration validity = minValidity.isEmpty() ? Duration.ZERO : read("minValidity", minValidity, Durations::parse);
        return read(
                "name", nameOr(check.name()), check.withMinValidity(validity).trusting(caCredentialsId)::named);
    }

    @Extension
    @Symbol("tlsCheck")
    public static final class DescriptorImpl extends ReleaseCheckDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.TlsReleaseCheck_displayName();
        }

        @POST
        public FormValidation doCheckAddress(@AncestorInPath Item item, @QueryParameter String value) {
            return validateRequired(item, value, TlsCheck::parse);
        }

        /** Checks that the job can use the authorities. */
        @POST
        public FormValidation doCheckCaCredentialsId(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String address) {
            return mayConfigure(item)
                    ? CredentialsField.TRUSTED.validate(item, value, "https://" + address)
                    : FormValidation.ok();
        }

        /** Offers the authorities that the job can use. */
        @POST
        public ListBoxModel doFillCaCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String caCredentialsId, @QueryParameter String address) {
            return CredentialsField.TRUSTED.fill(item, caCredentialsId, "https://" + address);
        }

        @POST
        public FormValidation doCheckMinValidity(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, Durations::parse);
        }
    }
}
