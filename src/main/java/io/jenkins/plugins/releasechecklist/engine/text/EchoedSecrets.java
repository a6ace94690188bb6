package io.jenkins.plugins.releasechecklist.engine.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds secrets in what a server sent back, in every form that it may give them: as they are, escaped for JSON, for a URL or
 * for HTML, wholly, in part or twice, and as Base64.
 */
final class EchoedSecrets {
    private static final String MASK = "****";

    /** A backslash, a percent sign or an ampersand begins an escape, and a plus sign is a blank in a form. */
    private static final String ESCAPES = "\\%&+";

    private static final Pattern NUMERIC = Pattern.compile("&(?:amp;)*#(?:0*(\\d{1,7})|[xX]0*(\\p{XDigit}{1,6}));");
    private static final Pattern NAMED = Pattern.compile("&(?:amp;)*[A-Za-z][A-Za-z0-9]{1,30};");
    private static final Pattern UNICODE = Pattern.compile("\\\\+u(\\p{XDigit}{4})");
    private static final String JSON_CONTROLS = "\n\r\t\b\f";

    /** How a body is sent, and a header. */
    private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1);

    private final List<int[]> secrets;

    EchoedSecrets(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> !secret.isEmpty())
                .flatMap(EchoedSecrets::encodings)
                .distinct()
                // One may be a part of another.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(secret -> secret.codePoints().toArray())
                .toList();
    }

    /** Base64 of a short text is no longer than a word, so that words would be taken for it. */
    private static Stream<String> encodings(String secret) {
        if (secret.length() < 6) {
            return Stream.of(secret);
        }
        return Stream.concat(
                Stream.of(secret),
                CHARSETS.stream()
                        .map(secret::getBytes)
                        .flatMap(bytes -> Stream.of(
                                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))));
    }

    /** The text without the secrets. */
    String masked(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = endOfSecret(text, at);
            if (end > at) {
                masked.append(MASK);
                at = end;
            } else {
                masked.append(text.charAt(at++));
            }
        }
        return masked.toString();
    }

    private int endOfSecret(String text, int at) {
        boolean escaped = ESCAPES.indexOf(text.charAt(at)) >= 0;
        int first = text.codePointAt(at);
        for (int[] secret : secrets) {
            if (escaped || secret[0] == first) {
                int end = end(text, at, secret);
                if (end >= 0) {
                    return end;
                }
            }
        }
        return -1;
    }

    /** Where a secret that begins there ends. An escape can be read in more than one way, and each is followed. */
    private static int end(String text, int from, int[] secret) {
        Set<Integer> ends = Set.of(from);
        for (int point : secret) {
            TreeSet<Integer> next = new TreeSet<>();
            ends.forEach(at -> addEnds(text, at, point, next));
            if (next.isEmpty()) {
                return -1;
            }
            ends = next;
        }
        return ((TreeSet<Integer>) ends).last();
    }

    /** Adds where a character ends that begins there in one of its forms. */
    private static void addEnds(String text, int at, int point, Set<Integer> ends) {
        if (at >= text.length()) {
            return;
        }
        if (text.codePointAt(at) == point) {
            ends.add(at + Character.charCount(point));
        }
        switch (text.charAt(at)) {
            case '\\' -> addEscaped(text, at, point, ends);
            case '%' -> CHARSETS.forEach(charset -> addPercents(text, at, point, charset, ends));
            case '&' -> addEntities(text, at, point, ends);
            case '+' -> {
                if (point == ' ') {
                    ends.add(at + 1);
                }
            }
            default -> {}
        }
    }

    private static void addEscaped(String text, int at, int point, Set<Integer> ends) {
        int end = at;
        for (char unit : Character.toChars(point)) {
            Matcher unicode = UNICODE.matcher(text).region(end, text.length());
            end = unicode.lookingAt() && Integer.parseInt(unicode.group(1), 16) == unit ? unicode.end() : -1;
            if (end < 0) {
                break;
            }
        }
        if (end > at) {
            ends.add(end);
        }
        int next = at;
        while (next < text.length() && text.charAt(next) == '\\') {
            next++;
        }
        if (point == '\\' && next > at + 1) {
            ends.add(at + 2);
        }
        int control = JSON_CONTROLS.indexOf(point);
        if (control >= 0 && next < text.length() && text.charAt(next) == "nrtbf".charAt(control)) {
            ends.add(next + 1);
        } else if (point != '\\') {
            addEnds(text, next, point, ends);
        }
    }

    private static void addPercents(String text, int at, int point, Charset charset, Set<Integer> ends) {
        int end = at;
        for (byte octet : Character.toString(point).getBytes(charset)) {
            String digits = String.format("%02x", octet);
            if (!text.startsWith("%", end)) {
                return;
            }
            end++;
            // A percent sign that is encoded once more.
            while (text.startsWith("25", end) && !text.regionMatches(true, end, digits, 0, 2)
                    || text.startsWith("2525", end)) {
                end += 2;
            }
            if (!text.regionMatches(true, end, digits, 0, 2)) {
                return;
            }
            end += 2;
        }
        ends.add(end);
    }

    private static void addEntities(String text, int at, int point, Set<Integer> ends) {
        Matcher numeric = NUMERIC.matcher(text).region(at, text.length());
        if (numeric.lookingAt()) {
            int found = numeric.group(1) == null
                    ? Integer.parseInt(numeric.group(2), 16)
                    : Integer.parseInt(numeric.group(1));
            if (found == point) {
                ends.add(numeric.end());
            }
        }
        // Whichever name it is: the rest of the secret says whether it is the right one.
        boolean namable = point > 0x7F || !Character.isLetterOrDigit(point);
        Matcher named = NAMED.matcher(text).region(at, text.length());
        if (namable && named.lookingAt()) {
            ends.add(named.end());
        }
    }
}
