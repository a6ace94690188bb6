package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.address.IpNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.dns.DnsCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Passes when a host name resolves, and to expected addresses only:
 * {@code dnsCheck(host: 'www.example.com', resolvesTo: ['203.0.113.7', '10.0.0.0/8'])}.
 */
public class DnsReleaseCheck extends ReleaseCheck {
    private static final long serialVersionUID = 1L;

    private static final String EXAMPLE = "a host name such as www.example.com";

    private final String host;
    private String resolvesTo = "";

    /**
     * Makes the check.
     *
     * @param host a host name
     */
    @DataBoundConstructor
    public DnsReleaseCheck(@CheckForNull String host) {
        this.host = text(host);
    }

    public String getHost() {
        return host;
    }

    /** Addresses and networks with commas between them; empty when any address will do. */
    public String getResolvesTo() {
        return resolvesTo;
    }

    @DataBoundSetter
    public void setResolvesTo(@CheckForNull String resolvesTo) {
        this.resolvesTo = text(resolvesTo);
    }

    @Override
    protected Check create() {
        DnsCheck check = read("host", required("host", host, EXAMPLE), DnsCheck::parse);
        List<IpNetwork> networks = read("resolvesTo", resolvesTo, DnsCheck::networks);
        return read("name", nameOr(check.name()), check.resolvingTo(networks)::named);
    }

    @Extension
    @Symbol("dnsCheck")
    public static final class DescriptorImpl extends ReleaseCheckDescriptor {
        private static final String NETWORKS = "resolvesTo";

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.DnsReleaseCheck_displayName();
        }

        /** A Jenkinsfile may write a list. */
        @Override
        @NonNull
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> bound = new HashMap<>(super.customInstantiate(arguments));
            bound.computeIfPresent(
                    NETWORKS,
                    (name, value) -> value instanceof List<?> list
                            ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            : value);
            return bound;
        }

        @POST
        public FormValidation doCheckHost(@AncestorInPath Item item, @QueryParameter String value) {
            return validateRequired(item, value, DnsCheck::parse);
        }

        /** Checks every address and network. */
        @POST
        public FormValidation doCheckResolvesTo(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, DnsCheck::networks);
        }
    }
}
