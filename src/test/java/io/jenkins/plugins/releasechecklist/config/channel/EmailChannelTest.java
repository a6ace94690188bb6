package io.jenkins.plugins.releasechecklist.config.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import hudson.AbortException;
import hudson.tasks.Mailer;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.OneJenkins;
import io.jenkins.plugins.releasechecklist.config.ScriptedMailServer;
import io.jenkins.plugins.releasechecklist.config.channel.mail.MailTransport;
import io.jenkins.plugins.releasechecklist.config.channel.mail.MailTransport.MailEnvelope;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jenkins.model.JenkinsLocationConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmailChannelTest extends OneJenkins {
    private static final DeliveryId ID = DeliveryId.of("record", MessageEvent.RELEASE_ANNOUNCED, "support", "announce");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
        JenkinsLocationConfiguration.get().setAdminAddress("Jenkins <jenkins@ci.example.com>");
        mailServer(server.getSmtp().getPort());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void sendsOneMailToAllRecipientsWithTextAndHtml() throws Exception {
        EmailChannel channel =
                new EmailChannel("support", List.of("Anna <anna@example.com>\nbert@example.com, carl@example.com"));
        channel.setReplyTo("release@example.com");

        assertThat(send(channel, message("Shop 2.4.0 ist fertig ✓ é")))
                .isEqualTo(new Attempt.Delivered("3 recipients, accepted by " + place()));

        MimeMessage[] received = server.getReceivedMessages();
        // One for each recipient, all of the same mail.
        assertThat(received).hasSize(3);
        MimeMessage mail = received[0];
        assertThat(mail.getMessageID()).isEqualTo("<" + ID + "@ci.example.com>");
        assertThat(mail.getSubject()).isEqualTo("Shop 2.4.0 ist fertig ✓ é");
        assertThat(mail.getFrom()).containsExactly(new InternetAddress("jenkins@ci.example.com", "Jenkins"));
        assertThat(mail.getReplyTo()).containsExactly(new InternetAddress("release@example.com"));
        assertThat(mail.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("Anna <anna@example.com>", "bert@example.com", "carl@example.com");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getHeader("X-Release-Checklist-Event", null)).isEqualTo("release.announced");
        assertThat(mail.getSentDate()).isNotNull();
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("Shop ✓", "Checklist: https://ci.example.com/job/shop/7/");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContent().toString())
                .startsWith("<!DOCTYPE html>")
                .contains("<h1>Shop ✓</h1>");
    }

    @Test
    void aRepetitionHasTheSameId() throws Exception {
        EmailChannel channel = new EmailChannel("support", List.of("anna@example.com"));
        send(channel, message("Shop"));
        send(channel, message("Shop"));

        assertThat(server.getReceivedMessages())
                .extracting(MimeMessage::getMessageID)
                .containsExactly("<" + ID + "@ci.example.com>", "<" + ID + "@ci.example.com>");
        assertThat(server.getReceivedMessages()[0].getReplyTo())
                .containsExactly(new InternetAddress("jenkins@ci.example.com", "Jenkins"));
    }

    @Test
    void noTextMakesAnotherHeader() throws Exception {
        EmailChannel channel = new EmailChannel("support", List.of("anna@example.com"));
        String hostile = "Go\tnow\u202E\u0000 \u000B Bcc: all@example.com";
        Message told = message(hostile + " =?utf-8?Q?=0D=0ABcc:_all@example.com?= " + "x".repeat(100_000));

        assertThat(send(channel, told)).isInstanceOf(Attempt.Delivered.class);

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getAllHeaders().asIterator())
                .toIterable()
                .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                .doesNotContain("bcc", "cc");
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(mail.getSubject()).startsWith("Go now Bcc: all@example.com").doesNotContain("\n", "\u202E");
        assertThat(mail.getHeader("Subject", null).lines()).allMatch(line -> line.length() < 200);
    }

    @Test
    void aRecipientWhomTheServerRefusesRefusesTheMailForAll() throws Exception {
        try (ScriptedMailServer refusing =
                new ScriptedMailServer(Map.of("RCPT TO:<bert@", "550 5.1.1 no such user <here>"))) {
            mailServer(refusing.port());
            Attempt attempt =
                    send(new EmailChannel("support", List.of("anna@example.com", "bert@example.com")), message("Shop"));

            assertThat(attempt)
                    .isEqualTo(new Attempt.Refused("127.0.0.1:" + refusing.port()
                            + " refused the mail: bert@example.com: 550 5.1.1 no such user <here>"));
            assertThat(refusing.commands()).noneMatch(command -> command.equals("DATA"));
        }
    }

    @Test
    void aSenderWhomTheServerRefusesRefusesTheMail() throws Exception {
        try (ScriptedMailServer refusing = new ScriptedMailServer(Map.of("MAIL FROM", "553 not you"))) {
            mailServer(refusing.port());
            assertThat(send(message("Shop")))
                    .isInstanceOfSatisfying(
                            Attempt.Refused.class,
                            refused -> assertThat(refused.reason()).contains("553 not you"));
        }
        try (ScriptedMailServer refusing = new ScriptedMailServer(Map.of(".", "554 that is spam"))) {
            mailServer(refusing.port());
            assertThat(send(message("Shop")))
                    .isInstanceOfSatisfying(
                            Attempt.Refused.class,
                            refused -> assertThat(refused.reason()).contains("554 that is spam"));
        }
    }

    @Test
    void whatTheServerCannotDoNowItMayDoLater() throws Exception {
        for (Map<String, String> answers : List.of(
                Map.of("RCPT", "451 greylisted"),
                Map.of("MAIL FROM", "421 too busy"),
                Map.of(".", "452 disk full"),
                Map.of("", "421 go away"))) {
            try (ScriptedMailServer busy = new ScriptedMailServer(answers)) {
                mailServer(busy.port());
                String words = answers.values().iterator().next();
                assertThat(send(message("Shop")))
                        .isInstanceOfSatisfying(
                                Attempt.Failed.class,
                                failed -> assertThat(failed.reason())
                                        .startsWith("127.0.0.1:" + busy.port())
                                        .contains(words.substring(0, 3)));
            }
        }
    }

    @Test
    void aServerThatCutsTheConnectionOrIsNotThereMayComeBack() throws Exception {
        for (String command : List.of("EHLO", "RCPT", ".")) {
            try (ScriptedMailServer cutting = new ScriptedMailServer(Map.of(command, "cut", "HELO", "cut"))) {
                mailServer(cutting.port());
                assertThat(send(message("Shop"))).isInstanceOf(Attempt.Failed.class);
            }
        }
        ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        closed.close();
        mailServer(closed.getLocalPort());
        assertThat(send(message("Shop")))
                .isEqualTo(Attempt.Failed.of("127.0.0.1:" + closed.getLocalPort()
                        + ": the connection was refused; is the mail server running?"));
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAndLetGo() throws Exception {
        for (Map<String, String> answers : List.of(Map.of("", ""), Map.of("EHLO", ""), Map.of(".", ""))) {
            try (ScriptedMailServer silent = new ScriptedMailServer(answers)) {
                mailServer(silent.port());
                Transport transport =
                        new MailTransport(Mailer.descriptor().createSession(), envelope(), Duration.ofMillis(500));

                assertThat(transport.send(message("Shop"), ID))
                        .isInstanceOfSatisfying(
                                Attempt.Failed.class,
                                failed -> assertThat(failed.reason()).startsWith("127.0.0.1:" + silent.port()));
                silent.ended().get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void anAbortedBuildWaitsForNoServer() throws Exception {
        try (ScriptedMailServer silent = new ScriptedMailServer(Map.of("EHLO", ""))) {
            mailServer(silent.port());
            Transport transport = new EmailChannel("support", List.of("anna@example.com")).transport(null);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread sender = new Thread(() -> {
                try {
                    transport.send(message("Shop"), ID);
                    interrupted.complete(false);
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                }
            });
            sender.start();
            sender.interrupt();
            assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void sendsOverTls() throws Exception {
        GreenMail secure = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        secure.start();
        try {
            // What the Mailer plugin sets for TLS, but for the certificate of this server.
            Properties properties = new Properties();
            properties.put("mail.smtp.host", "127.0.0.1");
            properties.put("mail.smtp.port", Integer.toString(secure.getSmtps().getPort()));
            properties.put("mail.smtp.ssl.enable", "true");
            properties.put("mail.smtp.ssl.trust", "*");
            properties.put("mail.smtp.ssl.checkserveridentity", "false");
            Transport transport =
                    new MailTransport(Session.getInstance(properties), envelope(), Duration.ofSeconds(30));

            assertThat(transport.send(message("Shop"), ID)).isInstanceOf(Attempt.Delivered.class);
            assertThat(secure.getReceivedMessages()).hasSize(1);
        } finally {
            secure.stop();
        }
    }

    @Test
    void takesAddressesOnly() {
        for (String wrong : List.of(
                "", "anna", "anna@", "a b@example.com", "anna@example.com bert@example.com", "x: a@example.com;")) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() -> new EmailChannel("support", List.of(wrong)))
                    .withMessageStartingWith("recipients: expected");
        }
        EmailChannel channel = new EmailChannel("support", List.of("\"Doe, Jane\" <jane@example.com>"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel.setReplyTo("anna@example.com, bert@example.com"))
                .withMessageStartingWith("replyTo: expected an address such as");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel.setReplyTo("anna@example.com\r\nBcc: all@example.com"))
                .withMessage("replyTo: expected an address such as support@example.com, found"
                        + " 'anna@example.com??Bcc: all@example.com'");
        channel.setReplyTo(null);
        assertThat(channel.getReplyTo()).isEmpty();
    }

    @Test
    void needsTheAddressOfTheAdministratorAsItsSender() {
        JenkinsLocationConfiguration.get().setAdminAddress(null);
        EmailChannel channel = new EmailChannel("support", List.of("anna@example.com"));
        assertThatThrownBy(() -> channel.transport(null))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'support'", "system admin e-mail address", "Manage Jenkins > System");
    }

    @Test
    void aTestMailIsSentFromTheForm() throws Exception {
        EmailChannel.DescriptorImpl form = rule().jenkins.getDescriptorByType(EmailChannel.DescriptorImpl.class);
        FormValidation answer = form.doSendTest("support", "anna@example.com", "");

        assertThat(answer.kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(answer.getMessage()).contains("1 recipient");
        assertThat(server.getReceivedMessages()).singleElement().satisfies(mail -> {
            assertThat(mail.getSubject()).isEqualTo("Test of channel support");
            assertThat(mail.getHeader("X-Release-Checklist-Event", null)).isEqualTo("channel.tested");
        });
        assertThat(form.doSendTest("support", "anna", "").getMessage()).contains("recipients: expected an address");
    }

    private static MailEnvelope envelope() throws Exception {
        return new MailEnvelope(
                new InternetAddress("jenkins@ci.example.com"),
                List.of(new InternetAddress("anna@example.com")),
                Optional.empty());
    }

    private Attempt send(Message message) throws Exception {
        return send(new EmailChannel("support", List.of("anna@example.com")), message);
    }

    private static Attempt send(EmailChannel channel, Message message) throws Exception {
        return channel.transport(null).send(message, ID);
    }

    private String place() {
        return "127.0.0.1:" + server.getSmtp().getPort();
    }

    private static void mailServer(int port) {
        Mailer.descriptor().setSmtpHost("127.0.0.1");
        Mailer.descriptor().setSmtpPort(Integer.toString(port));
    }

    private static Message message(String title) {
        return new Message(
                MessageEvent.RELEASE_ANNOUNCED,
                Instant.EPOCH,
                "shop",
                "2.4.0",
                "minor",
                "RELEASED",
                Optional.of("production"),
                "support",
                title,
                "# Shop ✓",
                "<h1>Shop ✓</h1>",
                List.of(new Link("Checklist", URI.create("https://ci.example.com/job/shop/7/"))));
    }
}
