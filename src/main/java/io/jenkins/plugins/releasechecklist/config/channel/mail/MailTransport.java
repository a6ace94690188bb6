package io.jenkins.plugins.releasechecklist.config.channel.mail;

import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.announce.mail.MailText;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends messages as mails through one mail server, to all recipients or to none of them.
 *
 * <p>A refusal for good (5xx) of the sender or of one recipient is a refusal; a refusal for now (4xx) and everything that goes
 * wrong on the way is a failure that may pass. Each attempt has its own connection. Safe for use by many threads.
 */
public final class MailTransport implements Transport {
    /** How long an attempt may take altogether. */
    public static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Session session;
    private final MailEnvelope envelope;
    private final Duration longest;

    /**
     * Prepares a transport; nothing is connected yet.
     *
     * @param session how the mail server is reached; it belongs to this transport alone, which sets its timeouts
     * @param envelope who writes to whom
     * @param longest how long an attempt may take altogether
     */
    public MailTransport(Session session, MailEnvelope envelope, Duration longest) {
        this.session = session;
        this.envelope = envelope;
        this.longest = longest;
        String millis = Long.toString(longest.toMillis());
        session.getProperties().setProperty("mail.smtp.connectiontimeout", millis);
        session.getProperties().setProperty("mail.smtp.timeout", millis);
        // The Mailer plugin wants a mail to reach those whom the server takes; then nobody knew who has the message.
        session.getProperties().setProperty("mail.smtp.sendpartial", "false");
        // Only a channel lets go of a server that never answers when its thread is interrupted.
        session.getProperties().setProperty("mail.smtp.usesocketchannels", "true");
    }

    @Override
    public Attempt send(Message message, DeliveryId id) throws InterruptedException {
        MailText text = MailText.of(message, id, envelope.host());
        MailWords words = new MailWords(server());
        // The timeouts of the session are for each answer of the server, which may have many: hence the thread.
        FutureTask<Void> task = new FutureTask<>(() -> {
            send(text);
            return null;
        });
        Thread thread = new Thread(task, "Release Checklist mail through " + server());
        thread.setDaemon(true);
        // Where Jakarta Mail and its parts find each other, whichever plugin calls.
        thread.setContextClassLoader(Session.class.getClassLoader());
        thread.start();
        try {
            task.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return new Attempt.Delivered(words.delivered(envelope));
        } catch (TimeoutException e) {
            return Attempt.Failed.of(Messages.MailTransport_noAnswer(server(), Durations.format(longest)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MessagingException failure) {
                return words.attempt(failure);
            }
            throw new IllegalStateException(
                    "Sending a mail through " + server() + " failed unexpectedly", e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private String server() {
        String host = session.getProperty("mail.smtp.host");
        String port = session.getProperty("mail.smtp.port");
        return (host == null ? "localhost" : host) + (port == null ? "" : ":" + port);
    }

    /** Sends the mail to all recipients. */
    private void send(MailText text) throws MessagingException {
        MimeMessage mail = mail(text);
        try (jakarta.mail.Transport transport = session.getTransport("smtp")) {
            // With a user name the session knows, and its authenticator has the password.
            transport.connect();
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    private MimeMessage mail(MailText text) throws MessagingException {
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
}
