package io.jenkins.plugins.releasechecklist.config.channel.mail;

import io.jenkins.plugins.releasechecklist.engine.announce.mail.MailText;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Writes a mail in the form of the internet and hands it over to the mail server. */
final class MailWriter {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private MailWriter() {}

    /** Sends the mail to all recipients. */
    static void send(Session session, MailEnvelope envelope, MailText text) throws MessagingException {
        MimeMessage mail = mail(session, envelope, text);
        Transport transport = session.getTransport("smtp");
        try (transport) {
            // With a user name the session knows, and its authenticator has the password.
            transport.connect();
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    private static MimeMessage mail(Session session, MailEnvelope envelope, MailText text) throws MessagingException {
        MimeMessage mail = new IdentifiedMail(session, text.messageId());
        mail.setFrom(envelope.from());
        mail.setRecipients(MimeMessage.RecipientType.TO, envelope.to().toArray(new InternetAddress[0]));
        if (envelope.replyTo().isPresent()) {
            mail.setReplyTo(new Address[] {envelope.replyTo().get()});
        }
        mail.setSubject(text.subject(), UTF_8);
        mail.setSentDate(Date.from(Instant.now()));
        for (Map.Entry<String, String> header : text.headers().entrySet()) {
            mail.setHeader(header.getKey(), header.getValue());
        }
        // The last one is what a mail program prefers.
        mail.setContent(new MimeMultipart("alternative", part(text.plain(), "plain"), part(text.html(), "html")));
        mail.saveChanges();
        return mail;
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, kind);
        return part;
    }

    /** A mail that keeps its own id, from which mail programs recognise a repetition. */
    private static final class IdentifiedMail extends MimeMessage {
        private final String id;

        IdentifiedMail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
