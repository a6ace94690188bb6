package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.TcpCheck;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Passes when a TCP connection can be opened: {@code tcpCheck('db.staging.example.com:5432')}. */
public class TcpReleaseCheck extends ReleaseCheck {
    private static final long serialVersionUID = 1L;

    private static final String EXAMPLE = "an address such as db.example.com:5432";

    private final String address;

    /**
     * Makes the check.
     *
     * @param address {@code host:port} or {@code [::1]:port}
     */
    @DataBoundConstructor
    public TcpReleaseCheck(@CheckForNull String address) {
        this.address = text(address);
    }

    public String getAddress() {
        return address;
    }

    @Override
    protected Check create() {
        TcpCheck check = read("address", required("address", address, EXAMPLE), TcpCheck::parse);
        return read("name", nameOr(check.name()), check::named);
    }

    /** The form of the check. */
    @Extension
    @Symbol("tcpCheck")
    public static final class DescriptorImpl extends ReleaseCheckDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.TcpReleaseCheck_displayName();
        }

        /** Checks the form of the address. */
        @POST
        public FormValidation doCheckAddress(
                @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
            return validateRequired(item, value, TcpCheck::parse);
        }
    }
}
