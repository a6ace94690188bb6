package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.CloudEventPayload;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookSigner;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookTransport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookUrl;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A receiver of CDEvents: it hears of every approval, deployment, rollback and incident of all jobs as a CloudEvent, and needs no
 * audience for that. It goes through the proxy of Jenkins, if there is one.
 */
public class CdEventsChannel extends Channel {
    private final String url;
    private String credentialsId = "";
    private boolean binary;

    /**
     * Makes a channel without a signature.
     *
     * @param name the name of the channel
     * @param url where to post to, {@code http} or {@code https}
     * @throws IllegalArgumentException if the name is blank, or the address is of another kind
     */
    @DataBoundConstructor
    public CdEventsChannel(String name, String url) {
        super(name);
        this.url = Util.fixNull(url).strip();
        WebhookUrl.parse(this.url);
    }

    public String getUrl() {
        return url;
    }

    /** The id of a secret text with which events are signed by Standard Webhooks; empty when they are not. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    /** Whether the attributes of the CloudEvent are headers. */
    public boolean isBinary() {
        return binary;
    }

    @DataBoundSetter
    public void setBinary(boolean binary) {
        this.binary = binary;
    }

    @Override
    public Transport transport(@CheckForNull Run<?, ?> run) throws AbortException {
        try {
            Optional<WebhookSigner> signer = credentialsId.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new WebhookSigner(List.of(SecretText.of(credentialsId, url, getName(), run))));
            return new WebhookTransport(
                    new CloudEventPayload(binary),
                    WebhookUrl.parse(url),
                    signer,
                    JenkinsProxy.get(),
                    InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.WebhookChannel_unusable(getName(), e.getMessage()));
        }
    }

    @Override
    protected Object readResolve() {
        WebhookUrl.parse(Util.fixNull(url));
        credentialsId = Util.fixNull(credentialsId);
        return super.readResolve();
    }

    @Extension
    @Symbol("cdEventsChannel")
    public static final class DescriptorImpl extends ChannelDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CdEventsChannel_displayName();
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return AdminForm.validate(() -> WebhookUrl.parse(Util.fixNull(value)));
        }

        /** Offers the secret texts that Jenkins itself may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String url, @QueryParameter String credentialsId) {
            return SecretText.items(url, true, credentialsId);
        }

        /** Checks that the credential is still there. */
        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String url, @QueryParameter String value) {
            return SecretText.check(url, value);
        }

        @POST
        public FormValidation doSendTest(
                @QueryParameter String name,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter boolean binary) {
            return sendTest(() -> {
                CdEventsChannel channel = new CdEventsChannel(name, url);
                channel.setCredentialsId(credentialsId);
                channel.setBinary(binary);
                return channel;
            });
        }
    }
}
