package io.jenkins.plugins.releasechecklist.config.channel.mail;

import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who writes a mail to whom.
 *
 * @param from who sends it
 * @param to who gets it; at least one
 * @param replyTo where answers go, if not to the sender
 */
public record MailEnvelope(InternetAddress from, List<InternetAddress> to, Optional<InternetAddress> replyTo) {
    public MailEnvelope {
        to = List.copyOf(to);
    }

    /** The host of the sender, for the ids of mails. */
    String host() {
        String address = from.getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
