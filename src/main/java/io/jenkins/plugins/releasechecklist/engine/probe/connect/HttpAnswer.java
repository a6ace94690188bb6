package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;

/**
 * What a server answered, as far as it was read.
 *
 * @param status the status
 * @param reason what the server wrote beside it; may be empty
 * @param headers the headers
 * @param body the text of the body, up to {@link ProbeHttpClient#BODY_LIMIT} bytes of it; each byte of a {@link #TIME_STAMP} is the
 *     character with its number (ISO 8859-1)
 * @param truncated whether the body was longer
 * @param unread why the body could not be read, in words that go on after "got"; empty if it was
 */
public record HttpAnswer(
        int status, String reason, AnswerHeaders headers, String body, boolean truncated, Phrase unread) {
    /** The answer of a time-stamp authority (RFC 3161, section 3.4), which is no text. */
    public static final ContentType TIME_STAMP = ContentType.create("application/timestamp-reply");

    public HttpAnswer {
        body = body.startsWith("\uFEFF") ? body.substring(1) : body;
    }

    /** Why there is nothing in the body that an expectation could be compared with, in words that go on after "got"; empty if there is. */
    public Phrase nothing() {
        return unread.isEmpty() && body.isBlank() ? Phrase.of("probe.connect.empty") : unread;
    }

    /** Where the answer points to, if it does. */
    public Optional<String> location() {
        return headers.first("Location");
    }

    /** The status with the words that everybody has for it: what a server writes beside it could be anything. */
    public static String statusText(int status) {
        String phrase = status < 600 ? EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ROOT) : null;
        return phrase == null ? String.valueOf(status) : status + " " + phrase;
    }

    public boolean isRedirect() {
        boolean redirecting = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        return redirecting && location().isPresent();
    }
}
