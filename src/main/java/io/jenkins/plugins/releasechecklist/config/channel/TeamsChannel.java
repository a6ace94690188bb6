package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.channel.ChatChannel.ChatDescriptor;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.TeamsPayload;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A channel or chat of Microsoft Teams, by a workflow that waits for a webhook and posts its card. */
public class TeamsChannel extends ChatChannel {
    /**
     * Makes a channel.
     *
     * @param name the name of the channel
     * @param credentialsId the id of a secret text that holds the address of the workflow
     * @throws IllegalArgumentException if one of them is blank
     */
    @DataBoundConstructor
    public TeamsChannel(String name, String credentialsId) {
        super(name, credentialsId);
    }

    @Override
    Payload payload() {
        return TeamsPayload::render;
    }

    @Extension
    @Symbol("teamsChannel")
    public static final class DescriptorImpl extends ChatDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.TeamsChannel_displayName();
        }

        @POST
        public FormValidation doSendTest(@QueryParameter String name, @QueryParameter String credentialsId) {
            return sendTest(() -> new TeamsChannel(name, credentialsId));
        }
    }
}
