package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AnswerHeaders;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An answer as evidence of a failure, for people: status line, headers and the start of the body, without secrets. The
 * secrets of the request are masked wherever the server echoes them, headers that carry secrets by their nature have no
 * value at all, and addresses no query.
 */
public record AnswerEvidence(HttpAnswer answer, List<String> secrets) {
    static final int LIMIT = CheckResult.MAX_RESPONSE_BYTES;

    private static final String CUT = "\n...";
    private static final Pattern SECRET_NAME = Pattern.compile(
            ".*(cookie|authorization|authentication-info|token|secret|passw|api-?key|session|csrf|xsrf|crumb|credential"
                    + "|signature|private).*|.*[_-]key");
    private static final Set<String> ADDRESSES = Set.of("location", "content-location", "refresh", "link");
    /** How many characters of an answer one of a secret takes at most. */
    private static final int LONGEST_ESCAPE = 12;
    /** Whatever cannot be printed, and what changes the direction of the text around it; line breaks and tabs are kept. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029&&[^\\n\\t]]");

    String text() {
        StringBuilder text = new StringBuilder("HTTP ").append(answer.status());
        if (!answer.reason().isBlank()) {
            text.append(' ').append(Texts.clip(Texts.masked(answer.reason(), secrets)));
        }
        for (AnswerHeaders.Line line : answer.headers().lines()) {
            if (text.length() > LIMIT) {
                break;
            }
            text.append('\n').append(line.name()).append(": ").append(shown(line.name(), line.value(), secrets));
        }
        if (!answer.body().isEmpty()) {
            text.append("\n\n").append(startOfBody());
        }
        return cut(printable(text.toString()));
    }

    /** Whether the values of a header stay out of everything that people see. */
    public static boolean isSecret(String header) {
        return SECRET_NAME.matcher(header.toLowerCase(Locale.ROOT)).matches();
    }

    /** The value of a header without what may be secret. */
    static String shown(String header, String value, List<String> secrets) {
        if (isSecret(header)) {
            return "****";
        }
        String masked = Texts.masked(value, secrets);
        if (!ADDRESSES.contains(header.toLowerCase(Locale.ROOT))) {
            return masked;
        }
        String plain = masked.replaceAll("//[^/?#\\s]*@", "//****@");
        return header.equalsIgnoreCase("Link")
                ? plain.replaceAll("([?#])[^>\"]*", "$1...")
                : plain.replaceFirst("([?#]).*", "$1...");
    }

    /** Masked before it is cut: half of a secret is one, too. */
    private String startOfBody() {
        int longest =
                LONGEST_ESCAPE * secrets.stream().mapToInt(String::length).max().orElse(0);
        String body = answer.body();
        if (body.length() <= LIMIT + longest) {
            return Texts.masked(body, secrets);
        }
        String masked = Texts.masked(body.substring(0, LIMIT + longest), secrets);
        // What was masked made room for the end, where half of a secret may stand.
        return masked.substring(0, Math.max(0, Math.min(masked.length() - longest, LIMIT))) + CUT;
    }

    private static String printable(String text) {
        return UNPRINTABLE
                .matcher(text.replace("\r\n", "\n"))
                .replaceAll("\uFFFD")
                .stripTrailing();
    }

    private static String cut(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= LIMIT) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(LIMIT - CUT.length());
        CharBuffer characters = CharBuffer.wrap(text);
        // Never half a character.
        StandardCharsets.UTF_8.newEncoder().encode(characters, bytes, true);
        return text.substring(0, characters.position()) + CUT;
    }
}
