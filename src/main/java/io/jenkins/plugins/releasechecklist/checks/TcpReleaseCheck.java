package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Passes when a TCP connection can be opened, and when what is expected appears in the answer:
 * {@code tcpCheck('db.staging.example.com:5432')}, {@code tcpCheck(address: 'cache:6379', send: 'PING\\r\\n', expect: '+PONG')}.
 */
public class TcpReleaseCheck extends ReleaseCheck {
    private static final long serialVersionUID = 1L;

    private static final String EXAMPLE = "an address such as db.example.com:5432";

    private final String address;
    private String send = "";
    private String expect = "";

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

    /** What is sent as soon as the connection is open, with its escapes; empty for nothing. */
    public String getSend() {
        return send;
    }

    @DataBoundSetter
    public void setSend(@CheckForNull String send) {
        this.send = text(send);
    }

    /** What has to appear in the answer, with its escapes; empty when nothing is expected. */
    public String getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(@CheckForNull String expect) {
        this.expect = text(expect);
    }

    @Override
    protected Check create() {
        TcpCheck check = read("address", required("address", address, EXAMPLE), TcpCheck::parse)
                .sending(send)
                .expecting(expect);
        return read("name", nameOr(check.name()), check::named);
    }

    @Extension
    @Symbol("tcpCheck")
    public static final class DescriptorImpl extends ReleaseCheckDescriptor {
        private static final TcpCheck ANY = TcpCheck.parse("localhost:1");

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.TcpReleaseCheck_displayName();
        }

        @POST
        public FormValidation doCheckAddress(@AncestorInPath Item item, @QueryParameter String value) {
            return validateRequired(item, value, TcpCheck::parse);
        }

        /** Checks length and escapes of what is sent. */
        @POST
        public FormValidation doCheckSend(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, ANY::sending);
        }

        /** Checks length and escapes of what is expected. */
        @POST
        public FormValidation doCheckExpect(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, ANY::expecting);
        }
    }
}
