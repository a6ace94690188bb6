package io.jenkins.plugins.releasechecklist.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.probe.address.TargetRule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Hosts that checks may send certain credentials to, also when only a release plan names them. */
public class CredentialsTarget implements Describable<CredentialsTarget> {
    private final String credentialsId;
    private final String host;
    private boolean plainHttp;

    /**
     * Binds credentials to hosts.
     *
     * @param credentialsId their id
     * @param host a host, {@code *.} and a domain for the hosts below it, an address, or a network
     * @throws IllegalArgumentException if the id is missing, or the host is none
     */
    @DataBoundConstructor
    public CredentialsTarget(String credentialsId, String host) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
        this.host = Util.fixNull(host).strip();
        if (this.credentialsId.isEmpty()) {
            throw new IllegalArgumentException(Messages.CredentialsTarget_noId());
        }
        TargetRule.parse(this.host);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    public String getHost() {
        return host;
    }

    /** Whether they may also be sent there by HTTP without TLS. Default: they may not. */
    public boolean isPlainHttp() {
        return plainHttp;
    }

    @DataBoundSetter
    public void setPlainHttp(boolean plainHttp) {
        this.plainHttp = plainHttp;
    }

    /**
     * Whether this is about these credentials and this host.
     *
     * @param asked a name, or an address; no name is looked up
     */
    public boolean covers(String id, String asked) {
        if (!credentialsId.equals(id)) {
            return false;
        }
        TargetRule rule = TargetRule.parse(host);
        if (rule.matches(asked)) {
            return true;
        }
        try {
            return asked.matches("[0-9.]+|.*:.*") && rule.matches(asked, InetAddress.getByName(asked));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Object readResolve() {
        // A file edited by hand into something invalid: Jenkins leaves the entry out, so nothing is allowed by it.
        CredentialsTarget read = new CredentialsTarget(credentialsId, host);
        read.setPlainHttp(plainHttp);
        return read;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<CredentialsTarget> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CredentialsTarget_displayName();
        }

        @POST
        public FormValidation doCheckHost(@QueryParameter String value) {
            return AdminForm.validate(() ->
                    Objects.requireNonNull(TargetRule.parse(Util.fixNull(value).strip())));
        }
    }
}
