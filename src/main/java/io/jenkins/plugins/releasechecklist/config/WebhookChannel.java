package io.jenkins.plugins.releasechecklist.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.announce.WebhookConnection;
import io.jenkins.plugins.releasechecklist.engine.announce.WebhookSigner;
import io.jenkins.plugins.releasechecklist.engine.announce.WebhookTransport;
import io.jenkins.plugins.releasechecklist.engine.announce.WebhookUrl;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.apache.hc.core5.http.HttpHost;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A channel that posts JSON to an address, signed when it has a secret. It goes through the proxy of Jenkins, if there is one. */
public class WebhookChannel extends Channel {
    private final String url;
    private String credentialsId = "";

    /**
     * Makes a channel without a signature.
     *
     * @param name the name of the channel
     * @param url where to post to, {@code http} or {@code https}
     * @throws IllegalArgumentException if the name is blank, or the address is of another kind
     */
    @DataBoundConstructor
    public WebhookChannel(String name, String url) {
        super(name);
        this.url = Util.fixNull(url).strip();
        WebhookUrl.parse(this.url);
    }

    public String getUrl() {
        return url;
    }

    /** The id of a secret text with which messages are signed; empty when they are not. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    @Override
    public Transport transport(Run<?, ?> run) throws AbortException {
        try {
            return new WebhookTransport(WebhookUrl.parse(url), signer(run), connection(), InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.WebhookChannel_unusable(getName(), e.getMessage()));
        }
    }

    private Optional<WebhookSigner> signer(Run<?, ?> run) throws AbortException {
        if (credentialsId.isEmpty()) {
            return Optional.empty();
        }
        StringCredentials secret = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StringCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements(url)),
                CredentialsMatchers.withId(credentialsId));
        if (secret == null) {
            throw new AbortException(Messages.WebhookChannel_noCredentials(credentialsId, getName()));
        }
        CredentialsProvider.track(run, secret);
        return Optional.of(new WebhookSigner(secret.getSecret().getPlainText().getBytes(StandardCharsets.UTF_8)));
    }

    private WebhookConnection connection() {
        WebhookConnection direct = WebhookConnection.DEFAULT;
        return new WebhookConnection(direct.connectTimeout(), direct.totalTimeout(), direct.resolver(), proxy());
    }

    private Optional<HttpHost> proxy() {
        ProxyConfiguration configured = Jenkins.get().getProxy();
        if (configured == null) {
            return Optional.empty();
        }
        Proxy proxy = configured.createProxy(URI.create(url).getHost());
        return proxy.address() instanceof InetSocketAddress address
                ? Optional.of(new HttpHost("http", address.getHostString(), address.getPort()))
                : Optional.empty();
    }

    private static List<DomainRequirement> requirements(String url) {
        return URIRequirementBuilder.fromUri(Util.fixNull(url).strip()).build();
    }

    @Override
    protected Object readResolve() {
        WebhookUrl.parse(Util.fixNull(url));
        credentialsId = Util.fixNull(credentialsId);
        return super.readResolve();
    }

    /** The form of a webhook. */
    @Extension
    @Symbol("webhookChannel")
    public static final class DescriptorImpl extends ChannelDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebhookChannel_displayName();
        }

        /** Checks the address. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter @CheckForNull String value) {
            return AdminForm.validate(() -> WebhookUrl.parse(Util.fixNull(value)));
        }

        /** Offers the secret texts that Jenkins itself may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter @CheckForNull String url, @QueryParameter @CheckForNull String credentialsId) {
            String current = Util.fixNull(credentialsId);
            StandardListBoxModel items = new StandardListBoxModel();
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return items.includeCurrentValue(current);
            }
            return items.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StringCredentials.class,
                            requirements(url),
                            CredentialsMatchers.always())
                    .includeCurrentValue(current);
        }

        /** Checks that the credential is still there. */
        @POST
        public FormValidation doCheckCredentialsId(
                @QueryParameter @CheckForNull String url, @QueryParameter @CheckForNull String value) {
            String id = Util.fixNull(value).strip();
            if (id.isEmpty() || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return FormValidation.ok();
            }
            boolean found = !CredentialsProvider.listCredentialsInItemGroup(
                            StringCredentials.class,
                            Jenkins.get(),
                            ACL.SYSTEM2,
                            requirements(url),
                            CredentialsMatchers.withId(id))
                    .isEmpty();
            return found ? FormValidation.ok() : FormValidation.error(Messages.WebhookChannel_noSecretText(id));
        }
    }
}
