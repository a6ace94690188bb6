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
record AnswerEvidence(HttpAnswer answer, List<String> secrets) {
    static final int LIMIT = CheckResult.MAX_RESPONSE_BYTES;

    private static final String CUT = "\n...";
    private static final Pattern SECRET_NAME = Pattern.compile(
            ".*(cookie|authorization|authentication-info|token|secret|passw|api-?key|session|csrf|xsrf|crumb|credential"
                    + "|signature|private).*");
    private static final Set<String> ADDRESSES = Set.of("location", "content-location", "refresh");
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
            text.append('\n').append(line.name()).append(": ").append(value(line));
        }
        if (!answer.body().isEmpty()) {
            text.append("\n\n").append(startOfBody());
        }
        return cut(printable(text.toString()));
    }

    /** Whether the values of a header stay out of everything that people see. */
    static boolean isSecret(String header) {
        return SECRET_NAME.matcher(header.toLowerCase(Locale.ROOT)).matches();
    }

    private String value(AnswerHeaders.Line line) {
        if (isSecret(line.name())) {
            return "****";
        }
        String value = Texts.masked(line.value(), secrets);
        return ADDRESSES.contains(line.name().toLowerCase(Locale.ROOT)) ? value.replaceFirst("\\?.*", "?...") : value;
    }

    /** Masked before it is cut: half of a secret is one, too. */
    private String startOfBody() {
        int longest = secrets.stream().mapToInt(String::length).max().orElse(0);
        String body = answer.body();
        return Texts.masked(body.substring(0, Math.min(body.length(), LIMIT + longest)), secrets);
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
