package io.jenkins.plugins.releasechecklist.config.channel.mail;

import io.jenkins.plugins.releasechecklist.config.channel.mail.MailTransport.MailEnvelope;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Says how it went with a mail server, with the server's words where it has some. */
final class MailWords {
    private static final int LONGEST = 300;

    private final String server;

    /**
     * Speaks of a mail server.
     *
     * @param server its host, and port where one is set
     */
    MailWords(String server) {
        this.server = server;
    }

    String delivered(MailEnvelope envelope) {
        return Messages.MailWords_delivered(server, envelope.to().size());
    }

    /** What came of an attempt that did not succeed. */
    Attempt attempt(MessagingException failure) {
        List<Exception> chain = chain(failure);
        // A recipient that will never be taken is worse than one that is not taken now.
        Optional<Answer> answer = chain.stream()
                .flatMap(one -> answer(one).stream())
                .reduce((first, second) -> second.code() >= 500 && first.code() < 500 ? second : first);
        if (answer.isPresent() && answer.get().code() >= 500) {
            return new Attempt.Refused(
                    Messages.MailWords_refused(server, answer.get().words()));
        }
        if (answer.isPresent()) {
            return Attempt.Failed.of(
                    Messages.MailWords_notNow(server, answer.get().words()));
        }
        return Attempt.Failed.of(
                chain.stream().anyMatch(AuthenticationFailedException.class::isInstance)
                        ? Messages.MailWords_login(server)
                        : Messages.MailWords_failed(server, reason(chain)));
    }

    private static Optional<Answer> answer(Exception one) {
        if (one instanceof SMTPAddressFailedException address) {
            return Answer.of(address.getReturnCode(), address.getAddress() + ": " + address.getMessage());
        }
        if (one instanceof SMTPSenderFailedException sender) {
            return Answer.of(sender.getReturnCode(), sender.getAddress() + ": " + sender.getMessage());
        }
        if (one instanceof SMTPSendFailedException send) {
            return Answer.of(send.getReturnCode(), String.valueOf(send.getMessage()));
        }
        return Optional.empty();
    }

    private static String reason(List<Exception> chain) {
        for (Exception one : chain) {
            if (one instanceof UnknownHostException) {
                return Messages.MailWords_unknownHost();
            }
            if (one instanceof ConnectException) {
                return Messages.MailWords_nobodyListens();
            }
        }
        return shown(String.valueOf(chain.get(0).getMessage()));
    }

    /** The failure, what caused it, and what is told along with it. */
    private static List<Exception> chain(MessagingException failure) {
        List<Exception> chain = new ArrayList<>();
        Exception next = failure;
        while (next != null && chain.size() < 1000) {
            chain.add(next);
            next = next instanceof MessagingException messaging ? messaging.getNextException() : null;
        }
        for (Throwable cause = chain.get(chain.size() - 1).getCause();
                cause instanceof Exception known && chain.size() < 1000;
                cause = cause.getCause()) {
            chain.add(known);
        }
        return chain;
    }

    private static String shown(String text) {
        String line = VisibleText.oneLine(text, "answer");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    private record Answer(int code, String words) {
        /** A code below 400 says nothing about what went wrong. */
        static Optional<Answer> of(int code, String words) {
            return code < 400 ? Optional.empty() : Optional.of(new Answer(code, shown(words)));
        }
    }
}
