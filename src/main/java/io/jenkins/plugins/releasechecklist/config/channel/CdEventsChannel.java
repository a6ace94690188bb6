package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.CloudEventPayload;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A receiver of CDEvents: it hears of every approval, deployment, rollback and incident of all jobs as a CloudEvent, and needs no
 * audience for that.
 */
public class CdEventsChannel extends HttpChannel {
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
        super(name, url);
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
    Payload payload(@CheckForNull Run<?, ?> run) {
        return new CloudEventPayload(binary);
    }

    @Extension
    @Symbol("cdEventsChannel")
    public static final class DescriptorImpl extends HttpChannelDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CdEventsChannel_displayName();
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
