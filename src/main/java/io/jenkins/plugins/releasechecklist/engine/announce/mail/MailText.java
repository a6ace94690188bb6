package io.jenkins.plugins.releasechecklist.engine.announce.mail;

import static io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes.escaped;

import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.ChatText;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookRequest;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A message as a mail: text and HTML say the same. The same message and delivery give the same mail, so that a mail program
 * takes a repetition for the same mail.
 *
 * @param messageId the value of {@code Message-ID}
 * @param subject one line without control characters, not encoded yet
 * @param plain the text without any formatting
 * @param html a whole page of HTML without script, style and anything that would be loaded
 * @param headers further headers, of ASCII characters
 */
public record MailText(String messageId, String subject, String plain, String html, Map<String, String> headers) {

    /** No mail program shows more of a subject. */
    static final int LONGEST_SUBJECT = 200;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

    /** Stands for a host that has no name (RFC 2606). */
    private static final String NO_HOST = "localhost.invalid";

    public MailText {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /**
     * Writes the mail.
     *
     * @param message what is told
     * @param id the delivery
     * @param host the host that sends, for the {@code Message-ID}; something else than a host name is left out
     */
    public static MailText of(Message message, DeliveryId id, String host) {
        Map<String, String> headers = new LinkedHashMap<>();
        // Keeps out-of-office replies away (RFC 3834).
        headers.put("Auto-Submitted", "auto-generated");
        headers.put(WebhookRequest.EVENT, message.event().wireName());
        headers.put(WebhookRequest.DELIVERY, id.value());
        String domain = HOST.matcher(host).matches() ? host : NO_HOST;
        String subject = ChatText.title(message, LONGEST_SUBJECT);
        return new MailText("<" + id + "@" + domain + ">", subject, plain(message), html(message, subject), headers);
    }

    private static String plain(Message message) {
        String links = message.links().stream()
                .map(link -> title(link) + ": " + link.url().toASCIIString() + "\n")
                .collect(Collectors.joining());
        return MarkdownText.plain(message.markdown()) + "\n" + (links.isEmpty() ? "" : "\n" + links)
                + footer(message).map(line -> "\n" + line + "\n").orElse("");
    }

    private static Optional<String> footer(Message message) {
        return message.ledger().map(head -> "Ledger of releases: entry " + head.entry() + ", " + head.hash());
    }

    private static String html(Message message, String subject) {
        String links = message.links().stream()
                .map(link -> "<li><a href=\"" + escaped(link.url().toASCIIString()) + "\">" + escaped(title(link))
                        + "</a></li>\n")
                .collect(Collectors.joining());
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escaped(subject)
                + "</title>\n</head>\n<body>\n" + message.html()
                + (links.isEmpty() ? "" : "<hr>\n<ul>\n" + links + "</ul>\n")
                + footer(message)
                        .map(line -> "<p><small>" + escaped(line) + "</small></p>\n")
                        .orElse("")
                + "</body>\n</html>\n";
    }

    private static String title(Link link) {
        return ChatText.line(link.title(), LONGEST_SUBJECT);
    }
}
