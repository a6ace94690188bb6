package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookSigner;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookTransport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookUrl;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A channel that sends to an address, signed when it has a secret. It goes through the proxy of Jenkins, if there is one. */
public abstract class HttpChannel extends Channel {
    private final String url;
    private String credentialsId = "";

    /**
     * Makes a channel without a signature.
     *
     * @param name the name of the channel
     * @param url where to send to, {@code http} or {@code https}
     * @throws IllegalArgumentException if the name is blank, or the address is of another kind
     */
    protected HttpChannel(String name, String url) {
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

    /** The form of a message. */
    abstract Payload payload(@CheckForNull Run<?, ?> run) throws AbortException;

    /** The ids of the secret texts with which every message is signed; what is blank is left out. */
    List<String> signatures() {
        return List.of(credentialsId);
    }

    /** The secret text with that id, for use with the address. */
    final String secret(String id, @CheckForNull Run<?, ?> run) throws AbortException {
        return SecretText.of(id, url, getName(), run);
    }

    @Override
    public Transport transport(@CheckForNull Run<?, ?> run) throws AbortException {
        List<String> secrets = new ArrayList<>();
        for (String id : credentialsId.isEmpty() ? List.<String>of() : signatures()) {
            if (!id.isEmpty()) {
                secrets.add(secret(id, run));
            }
        }
        try {
            return new WebhookTransport(
                    payload(run),
                    WebhookUrl.parse(url),
                    secrets.isEmpty() ? Optional.empty() : Optional.of(new WebhookSigner(secrets)),
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

    /** The form of a kind of such channels. */
    public abstract static class HttpChannelDescriptor extends ChannelDescriptor {
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
    }
}
