package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.MarkdownNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What is told to the people behind one channel; the channel's transport gives it its form.
 *
 * <p>A message does not change between the attempts to deliver it. Immutable.
 *
 * @param event what is told
 * @param at when it happened
 * @param application the name of what is released
 * @param version its version
 * @param type the release type, for example {@code minor}
 * @param status the status of the release when the message was made, for example {@code RELEASED}
 * @param environment the environment that it is about, where there is one
 * @param channel the name of the channel, which stands for its audience
 * @param title one line: the subject of a mail, the heading of a chat message
 * @param markdown the text as Markdown
 * @param html the text as a fragment of HTML
 * @param links where to read on, the most important first
 * @param ledger the last entry of the ledger of releases when the message was made; empty where nobody said it
 * @since the first release
 */
public record Message(
        MessageEvent event,
        Instant at,
        String application,
        String version,
        String type,
        String status,
        Optional<String> environment,
        String channel,
        String title,
        String markdown,
        String html,
        List<Link> links,
        Optional<LedgerHead> ledger) {

    /** A message that says nothing of the ledger. */
    public Message(
            MessageEvent event,
            Instant at,
            String application,
            String version,
            String type,
            String status,
            Optional<String> environment,
            String channel,
            String title,
            String markdown,
            String html,
            List<Link> links) {
        this(
                event,
                at,
                application,
                version,
                type,
                status,
                environment,
                channel,
                title,
                markdown,
                html,
                links,
                Optional.empty());
    }

    /** Refuses blank texts and a title of more than one line. */
    public Message {
        Objects.requireNonNull(event, "message.event: expected an event, found null");
        Objects.requireNonNull(at, "message.at: expected a time, found null");
        application = required(application, "message.application");
        version = required(version, "message.version");
        type = required(type, "message.type");
        status = required(status, "message.status");
        environment = environment.map(name -> required(name, "message.environment"));
        channel = required(channel, "message.channel");
        title = required(title, "message.title");
        if (title.lines().count() > 1) {
            throw new IllegalArgumentException("message.title: expected one line, found \"" + title + "\"");
        }
        markdown = required(markdown, "message.markdown");
        html = required(html, "message.html");
        links = List.copyOf(links);
    }

    /**
     * The message that a release is out, with as much of its release notes as the readers are told.
     *
     * @param notes the release notes
     * @param at when the release was announced
     * @param status the status of the release
     * @param environment where it is out
     * @param readers who reads it
     * @param links where to read on
     * @param supportLinks where those read on who support the release: what is handed over to them
     */
    public static Message announcing(
            ReleaseNotes notes,
            Instant at,
            String status,
            Optional<String> environment,
            ChannelAudience readers,
            List<Link> links,
            List<Link> supportLinks) {
        List<Link> all = new ArrayList<>(links);
        if (readers.areSupport()) {
            all.addAll(supportLinks);
        }
        Message message = new Message(
                MessageEvent.RELEASE_ANNOUNCED,
                at,
                notes.application(),
                notes.version(),
                notes.type(),
                status,
                environment,
                readers.channel(),
                notes.title() + " is released",
                MarkdownNotes.render(notes, readers.parts()),
                HtmlNotes.render(notes, readers.parts()),
                all);
        return message.introducedBy(readers.introduction());
    }

    /** The same message with something said before its text, as Markdown; nothing leaves the message as it is. */
    public Message introducedBy(Optional<String> introduction) {
        return introduction
                .map(MarkdownText::normalized)
                .filter(words -> !words.isBlank())
                .map(words -> new Message(
                        event,
                        at,
                        application,
                        version,
                        type,
                        status,
                        environment,
                        channel,
                        title,
                        words + "\n\n" + markdown,
                        MarkdownText.html(words) + html,
                        links,
                        ledger))
                .orElse(this);
    }

    /** The same message with the last entry of the ledger, which whoever gets it can compare with the ledger later. */
    public Message with(LedgerHead head) {
        return new Message(
                event,
                at,
                application,
                version,
                type,
                status,
                environment,
                channel,
                title,
                markdown,
                html,
                links,
                Optional.of(head));
    }

    /**
     * The last entry of a ledger, which names all before it.
     *
     * @param entry its number
     * @param hash the SHA-256 of its line
     */
    public record LedgerHead(long entry, String hash) {}

    /** The status as people read it. */
    public String statusText() {
        return status.charAt(0) + status.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String required(String text, String what) {
        Objects.requireNonNull(text, () -> what + ": expected text, found null");
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + ": expected text, found blank text");
        }
        return text;
    }
}
