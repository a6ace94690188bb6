package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.channel.Channel.ChannelDescriptor;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookTransport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookUrl;
import java.time.InstantSource;
import java.util.Optional;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A chat that takes messages at a secret address. Whoever knows the address can post there, so that it is kept as a credential
 * and nowhere else.
 */
public abstract class ChatChannel extends Channel {
    private final String credentialsId;

    /**
     * Makes a channel.
     *
     * @param name the name of the channel
     * @param credentialsId the id of a secret text that holds the address
     * @throws IllegalArgumentException if one of them is blank
     */
    protected ChatChannel(String name, String credentialsId) {
        super(name);
        this.credentialsId = requireId(credentialsId);
    }

    /** The id of a secret text that holds the address. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** The form in which the chat takes a message. */
    abstract Payload payload();

    @Override
    public Transport transport(@CheckForNull Run<?, ?> run) throws AbortException {
        WebhookUrl url = url(SecretText.of(credentialsId, "", getName(), run));
        return new WebhookTransport(payload(), url, Optional.empty(), JenkinsProxy.get(), InstantSource.system());
    }

    private WebhookUrl url(String secret) throws AbortException {
        try {
            return WebhookUrl.parse(secret);
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.ChatChannel_noAddress(credentialsId, getName()));
        }
    }

    private static String requireId(String id) {
        String stripped = Util.fixNull(id).strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException(
                    "credentialsId: expected the id of a secret text that holds the address, found nothing");
        }
        return stripped;
    }

    @Override
    protected Object readResolve() {
        requireId(credentialsId);
        return super.readResolve();
    }

    public abstract static class ChatDescriptor extends ChannelDescriptor {
        /** Offers the secret texts that Jenkins itself may use. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return SecretText.items("", false, credentialsId);
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value) {
            FormValidation form = AdminForm.validate(() -> requireId(value));
            return form.kind == FormValidation.Kind.OK ? SecretText.check("", value) : form;
        }
    }
}
