package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryPolicy;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Where releases are announced; its name stands for the people behind it. Other plugins may add kinds: a subclass with a
 * {@code @DataBoundConstructor}, a {@link ChannelDescriptor} with a {@code @Symbol}, and a {@code config.jelly}. Instances are
 * immutable as far as builds can see, and safe for use by many threads.
 *
 * @since the first release
 */
public abstract class Channel implements Describable<Channel>, ExtensionPoint {
    private final String name;

    /**
     * Names the channel.
     *
     * @param name as plans and steps name it, such as {@code stakeholders}
     * @throws IllegalArgumentException if it is blank or has more than one line
     */
    protected Channel(String name) {
        this.name = requireName(name);
    }

    public final String getName() {
        return name;
    }

    /**
     * Prepares what carries messages to the channel. Nothing is sent or connected yet.
     *
     * @param run the build that announces; it is remembered as a user of the channel's credentials. Null while an administrator
     *     sends a test
     * @throws AbortException if the channel cannot be used as it is configured, for example because a credential is gone; the
     *     message names the channel and says what to do
     */
    public abstract Transport transport(@CheckForNull Run<?, ?> run) throws AbortException;

    /** When a delivery to the channel that failed is tried again: the default is for 5 minutes. */
    public DeliveryPolicy retries() {
        return DeliveryPolicy.DEFAULT;
    }

    /** Whether messages of an event go to the channel; the default is all. */
    public boolean hears(MessageEvent event) {
        return true;
    }

    /** Called by XStream; a subclass that has its own calls this one. */
    protected Object readResolve() {
        requireName(name);
        return this;
    }

    private static String requireName(String name) {
        String stripped = Util.fixNull(name).strip();
        if (stripped.isEmpty() || stripped.lines().count() > 1) {
            throw new IllegalArgumentException(
                    "channel name: expected one line such as stakeholders, found '" + stripped + "'");
        }
        return stripped;
    }

    /** The form of a kind of channel. */
    public abstract static class ChannelDescriptor extends Descriptor<Channel> {
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return AdminForm.validate(() -> requireName(value));
        }

        /**
         * Sends a test: one message of the event {@code channel.tested}, in one attempt. A kind of channel gets the button for it
         * by {@code <f:validateButton title="..." progress="..." method="sendTest" with="name,..."/>} in its form, and a method
         * {@code @POST public FormValidation doSendTest(@QueryParameter String name, ...)} that returns what this one does.
         *
         * <p>For administrators only. It takes as long as an attempt of the channel's transport does.
         *
         * @param channel makes the channel from what is in the form; what its constructor refuses is told
         * @return what the receiver said, or why it has nothing
         */
        protected final FormValidation sendTest(Supplier<? extends Channel> channel) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return ChannelTrial.of(channel);
        }
    }
}
