package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.tasks.Mailer;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.channel.Channel.ChannelDescriptor;
import io.jenkins.plugins.releasechecklist.config.channel.mail.MailTransport;
import io.jenkins.plugins.releasechecklist.config.channel.mail.MailTransport.MailEnvelope;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.TextAreaLines;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A channel that sends mails, by the mail server of the Mailer plugin and in the name of the system administrator's address of
 * Jenkins.
 */
public class EmailChannel extends Channel {
    /** What Jenkins says until somebody sets the address, after a few words. */
    private static final String NOT_CONFIGURED = "nobody@nowhere";

    private final List<String> recipients;
    private String replyTo = "";

    /**
     * Makes a channel.
     *
     * @param name the name of the channel
     * @param recipients addresses, at least one; an element may hold several, one a line or with commas between them
     * @throws IllegalArgumentException if the name is blank, or there is no recipient, or one is no address
     */
    @DataBoundConstructor
    public EmailChannel(String name, List<String> recipients) {
        super(name);
        this.recipients = TextAreaLines.of(recipients);
        requireRecipients(this.recipients);
    }

    /** The addresses as they were written, without line breaks. */
    public List<String> getRecipients() {
        return List.copyOf(recipients);
    }

    public String getRecipientsText() {
        return TextAreaLines.text(recipients);
    }

    /** Where answers go; empty when they go to the sender. */
    public String getReplyTo() {
        return replyTo;
    }

    /**
     * Sets where answers go.
     *
     * @throws IllegalArgumentException if it is neither empty nor one address
     */
    @DataBoundSetter
    public void setReplyTo(String replyTo) {
        String stripped = Util.fixNull(replyTo).strip();
        reply(stripped);
        this.replyTo = stripped;
    }

    @Override
    public Transport transport(@CheckForNull Run<?, ?> run) throws AbortException {
        if (Jenkins.get().getPlugin("mailer") == null) {
            throw new AbortException(Messages.EmailChannel_noMailer(getName()));
        }
        MailEnvelope envelope = new MailEnvelope(sender(), requireRecipients(recipients), reply(replyTo));
        return new MailTransport(Mailer.descriptor().createSession(), envelope, MailTransport.LONGEST);
    }

    private InternetAddress sender() throws AbortException {
        String text = Util.fixNull(JenkinsLocationConfiguration.get().getAdminAddress());
        try {
            InternetAddress sender = address(text, "sender");
            if (!sender.getAddress().equals(NOT_CONFIGURED)) {
                return sender;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the same words as for no address.
        }
        throw new AbortException(Messages.EmailChannel_noSender(getName(), text));
    }

    private static List<InternetAddress> requireRecipients(List<String> recipients) {
        List<InternetAddress> addresses = addresses(recipients, "recipients");
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "recipients: expected one or more addresses such as support@example.com, found none");
        }
        return addresses;
    }

    private static Optional<InternetAddress> reply(String replyTo) {
        return replyTo.isEmpty() ? Optional.empty() : Optional.of(address(replyTo, "replyTo"));
    }

    /**
     * Reads addresses, with or without a name: {@code Anna <anna@example.com>}.
     *
     * @param entries each with one address, or several with commas between them
     * @param what how a message names them
     * @throws IllegalArgumentException if one is no address of somebody at a host
     */
    private static List<InternetAddress> addresses(List<String> entries, String what) {
        List<InternetAddress> addresses = new ArrayList<>();
        for (String entry : entries) {
            addresses.addAll(parse(entry, what));
        }
        return addresses;
    }

    /**
     * Reads one address.
     *
     * @throws IllegalArgumentException if it is none, or more than one
     */
    private static InternetAddress address(String text, String what) {
        List<InternetAddress> addresses = parse(text, what);
        if (addresses.size() != 1) {
            throw wrong(text, what);
        }
        return addresses.get(0);
    }

    private static List<InternetAddress> parse(String text, String what) {
        // A line break would begin another header of the mail.
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(text.replaceAll("\\p{Cntrl}", "?"), what);
        }
        try {
            List<InternetAddress> addresses = List.of(InternetAddress.parse(text, true));
            for (InternetAddress address : addresses) {
                address.validate();
                if (address.isGroup() || !address.getAddress().contains("@")) {
                    throw wrong(text, what);
                }
            }
            return addresses;
        } catch (AddressException e) {
            throw wrong(text, what);
        }
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException(
                what + ": expected an address such as support@example.com, found '" + text + "'");
    }

    @Override
    protected Object readResolve() {
        requireRecipients(TextAreaLines.of(recipients));
        replyTo = Util.fixNull(replyTo);
        reply(replyTo);
        return super.readResolve();
    }

    @Extension
    @Symbol("emailChannel")
    public static final class DescriptorImpl extends ChannelDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.EmailChannel_displayName();
        }

        @POST
        public FormValidation doCheckRecipients(@QueryParameter String value) {
            return AdminForm.validate(() -> requireRecipients(lines(value)));
        }

        @POST
        public FormValidation doCheckReplyTo(@QueryParameter String value) {
            return AdminForm.validate(() -> reply(Util.fixNull(value).strip()));
        }

        @POST
        public FormValidation doSendTest(
                @QueryParameter String name, @QueryParameter String recipients, @QueryParameter String replyTo) {
            return sendTest(() -> {
                EmailChannel channel = new EmailChannel(name, lines(recipients));
                channel.setReplyTo(replyTo);
                return channel;
            });
        }

        private static List<String> lines(String text) {
            return TextAreaLines.of(List.of(Util.fixNull(text)));
        }
    }
}
