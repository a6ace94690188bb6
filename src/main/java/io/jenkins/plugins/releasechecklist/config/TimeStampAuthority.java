package io.jenkins.plugins.releasechecklist.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A time-stamp authority (RFC 3161) that stamps the ledger of releases, and the certificates by which it is known. */
public class TimeStampAuthority implements Describable<TimeStampAuthority> {
    /** The plugin that knows how to read a time stamp. */
    public static final String PLUGIN = "bouncycastle-api";

    private final String url;
    private final String certificates;
    private transient volatile Standing standing = Standing.NEW;

    /**
     * Names an authority.
     *
     * @param url where it is asked, {@code http} or {@code https}
     * @param certificates the certificate that signs its stamps, or those of whoever issued that one, as PEM
     * @throws IllegalArgumentException if one of them is wrong
     */
    @DataBoundConstructor
    public TimeStampAuthority(String url, String certificates) {
        this.url = requireUrl(url);
        this.certificates = Util.fixNull(certificates).strip();
        getTrusted();
    }

    public String getUrl() {
        return url;
    }

    /** Its address for messages and for the ledger: a query may hold a key. */
    public final String getName() {
        return HttpUrl.display(HttpUrl.parse(url));
    }

    public String getCertificates() {
        return certificates;
    }

    /** Whom its stamps have to lead to. */
    public final List<X509Certificate> getTrusted() {
        return trusted(certificates);
    }

    /** How it stands since Jenkins started, or since the configuration was saved. */
    public Standing getStanding() {
        return standing;
    }

    /** Says how it stands, for administrators. */
    public void tell(Standing now) {
        standing = now;
    }

    private static String requireUrl(String text) {
        String stripped = Util.fixNull(text).strip();
        HttpUrl.parse(stripped);
        return stripped;
    }

    private static List<X509Certificate> trusted(String pem) {
        return new ProbeCredentials.Authorities(Util.fixNull(pem)).certificates();
    }

    private Object readResolve() {
        return new TimeStampAuthority(url, certificates);
    }

    /**
     * How an authority stands.
     *
     * @param stamped what it stamped last; empty: nothing yet
     * @param problem why it did not stamp what it should; empty: nothing is wrong
     */
    public record Standing(Optional<String> stamped, Optional<String> problem) {
        static final Standing NEW = new Standing(Optional.empty(), Optional.empty());

        /** It, in a sentence. */
        public String getText() {
            return problem.or(() -> stamped).orElseGet(Messages::TimeStampAuthority_new);
        }
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<TimeStampAuthority> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.TimeStampAuthority_displayName();
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            FormValidation found = AdminForm.validate(() -> requireUrl(value));
            return found.kind == FormValidation.Kind.OK && Jenkins.get().getPlugin(PLUGIN) == null
                    ? FormValidation.warning(Messages.TimeStampAuthority_noPlugin(PLUGIN))
                    : found;
        }

        @POST
        public FormValidation doCheckCertificates(@QueryParameter String value) {
            return AdminForm.validate(() -> trusted(value));
        }
    }
}
