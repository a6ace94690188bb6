package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.channel.ChatChannel.ChatDescriptor;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.SlackPayload;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A channel of Slack, by an incoming webhook. */
public class SlackChannel extends ChatChannel {
    /**
     * Makes a channel.
     *
     * @param name the name of the channel
     * @param credentialsId the id of a secret text that holds the address of the incoming webhook
     * @throws IllegalArgumentException if one of them is blank
     */
    @DataBoundConstructor
    public SlackChannel(String name, String credentialsId) {
        super(name, credentialsId);
    }

    @Override
    Payload payload() {
        return SlackPayload::render;
    }

    @Extension
    @Symbol("slackChannel")
    public static final class DescriptorImpl extends ChatDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.SlackChannel_displayName();
        }

        @POST
        public FormValidation doSendTest(@QueryParameter String name, @QueryParameter String credentialsId) {
            return sendTest(() -> new SlackChannel(name, credentialsId));
        }
    }
}
