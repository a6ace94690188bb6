package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.channel.Channel.ChannelDescriptor;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryPolicy;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookPayload;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookSigner;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookTransport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookUrl;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A channel that posts JSON to an address, signed when it has a secret. It goes through the proxy of Jenkins, if there is one. */
public class WebhookChannel extends Channel {
    private final String url;
    private String credentialsId = "";
    private String previousCredentialsId = "";
    private String retryFor = "";

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

    /** The id of the secret text that was used before, for as long as receivers may still have that one; empty for none. */
    public String getPreviousCredentialsId() {
        return previousCredentialsId;
    }

    @DataBoundSetter
    public void setPreviousCredentialsId(String previousCredentialsId) {
        this.previousCredentialsId = Util.fixNull(previousCredentialsId).strip();
    }

    /** How long a delivery that fails is tried again, such as {@code 24h}; empty for the default. */
    public String getRetryFor() {
        return retryFor;
    }

    /** Refuses what is no duration up to {@link DeliveryPolicy#LONGEST}. */
    @DataBoundSetter
    public void setRetryFor(String retryFor) {
        retries(retryFor);
        this.retryFor = Util.fixNull(retryFor).strip();
    }

    @Override
    public DeliveryPolicy retries() {
        return retries(retryFor);
    }

    private static DeliveryPolicy retries(String retryFor) {
        String duration = Util.fixNull(retryFor).strip();
        return duration.isEmpty() ? DeliveryPolicy.DEFAULT : DeliveryPolicy.lasting(Durations.parse(duration));
    }

    @Override
    public Transport transport(@CheckForNull Run<?, ?> run) throws AbortException {
        try {
            return new WebhookTransport(
                    WebhookPayload::render,
                    WebhookUrl.parse(url),
                    signer(run),
                    JenkinsProxy.get(),
                    InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.WebhookChannel_unusable(getName(), e.getMessage()));
        }
    }

    private Optional<WebhookSigner> signer(@CheckForNull Run<?, ?> run) throws AbortException {
        if (credentialsId.isEmpty()) {
            return Optional.empty();
        }
        List<String> secrets = new ArrayList<>();
        for (String id : List.of(credentialsId, previousCredentialsId)) {
            if (!id.isEmpty()) {
                secrets.add(SecretText.of(id, url, getName(), run));
            }
        }
        return Optional.of(new WebhookSigner(secrets));
    }

    @Override
    protected Object readResolve() {
        WebhookUrl.parse(Util.fixNull(url));
        credentialsId = Util.fixNull(credentialsId);
        previousCredentialsId = Util.fixNull(previousCredentialsId);
        retryFor = Util.fixNull(retryFor);
        return super.readResolve();
    }

    @Extension
    @Symbol("webhookChannel")
    public static final class DescriptorImpl extends ChannelDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebhookChannel_displayName();
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return AdminForm.validate(() -> WebhookUrl.parse(Util.fixNull(value)));
        }

        @POST
        public FormValidation doCheckRetryFor(@QueryParameter String value) {
            return AdminForm.validate(() -> retries(value));
        }

        /** Offers the secret texts that Jenkins itself may use. */
        @POST
        public ListBoxModel doFillPreviousCredentialsIdItems(
                @QueryParameter String url, @QueryParameter String previousCredentialsId) {
            return SecretText.items(url, true, previousCredentialsId);
        }

        /** Checks that the credential is still there. */
        @POST
        public FormValidation doCheckPreviousCredentialsId(@QueryParameter String url, @QueryParameter String value) {
            return SecretText.check(url, value);
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
                @QueryParameter String previousCredentialsId) {
            return sendTest(() -> {
                WebhookChannel channel = new WebhookChannel(name, url);
                channel.setCredentialsId(credentialsId);
                channel.setPreviousCredentialsId(previousCredentialsId);
                return channel;
            });
        }
    }
}
