package io.jenkins.plugins.releasechecklist.engine.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an environment in the one spelling that is recorded and compared: NFKC, in lower case (Unicode case folding), without
 * blanks around it and with single spaces inside. {@code Production} and {@code production} are one environment.
 */
public final class EnvironmentName {
    /** How long a name may be, in characters. */
    public static final int LONGEST = 100;

    /** Every sign that has no glyph: controls, formats, and what Unicode lets a font leave out. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u034F\\u115F\\u1160\\u17B4\\u17B5"
            + "\\u180B-\\u180F\\u2065\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFFC\\x{1D159}\\x{E0000}-\\x{E0FFF}"
            + "&&[^\\t\\n\\x0B\\f\\r\\x85]]");

    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s\\x85\\u2800]+");
    private static final String WILDCARDS = "*?";

    private EnvironmentName() {}

    /**
     * The canonical spelling of a name that was written before, in a record, an index or a saved configuration: without the
     * characters that nobody can see, and empty if nothing can be seen of it.
     */
    public static String canonical(String text) {
        if (isPlain(text)) {
            return text;
        }
        String visible = HIDDEN.matcher(normalized(text)).replaceAll("");
        String line = BLANKS.matcher(visible).replaceAll(" ").strip();
        // The capital sharp s has a small letter, which has two capitals. The final sigma is a matter of the place in
        // the word.
        String folded = line.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('\u03C2', '\u03C3');
        return normalized(folded);
    }

    /**
     * The canonical spelling of a name that somebody writes now.
     *
     * @param text a name of at most {@value #LONGEST} characters in which everything can be seen and nothing looks like something
     *     else: no letters of two alphabets that look alike, no marks that have no letter of their own, no wildcards
     * @return the canonical name, which is a valid name itself
     * @throws IllegalArgumentException if it is none; the message says which character is wrong, where, and what to do
     */
    public static String require(String text) {
        return require(text, "");
    }

    /**
     * The canonical spelling of a pattern: a name in which {@code *} stands for any letters and {@code ?} for one. Refuses what
     * {@link #require} refuses.
     */
    public static String requirePattern(String text) {
        return require(text, WILDCARDS);
    }

    private static String require(String text, String wildcards) {
        String stripped = text.strip();
        requireLength(stripped);
        int[] written = stripped.codePoints().toArray();
        for (int i = 0; i < written.length; i++) {
            refuse(invisible(written[i]), stripped, written[i], i);
        }
        int[] name = normalized(stripped).codePoints().toArray();
        LookAlikes lookAlikes = new LookAlikes(name);
        for (int i = 0; i < name.length; i++) {
            boolean wildcard = WILDCARDS.indexOf(name[i]) >= 0 && wildcards.indexOf(name[i]) < 0;
            refuse(
                    wildcard
                            ? "it stands for any letters in the rules of administrators: use another character"
                            : lookAlikes.at(i),
                    stripped,
                    name[i],
                    i);
        }
        String canonical = canonical(stripped);
        requireLength(canonical);
        return canonical;
    }

    private static void requireLength(String name) {
        int length = name.codePointCount(0, name.length());
        if (length == 0) {
            throw new IllegalArgumentException(
                    "expected the name of an environment, such as production, found nothing");
        }
        if (length > LONGEST) {
            throw new IllegalArgumentException("expected the name of an environment of at most " + LONGEST
                    + " characters, found " + length + ": " + Texts.quoted(shown(name)));
        }
    }

    /** Why a person could not see the character; empty if it can be seen. */
    private static String invisible(int character) {
        String text = Character.toString(character);
        if (character != ' ' && BLANKS.matcher(text).matches()) {
            return "it looks like a space: write a space, or a hyphen";
        }
        if (HIDDEN.matcher(text).matches()) {
            return "it cannot be seen: leave it out";
        }
        return switch (Character.getType(character)) {
            case Character.PRIVATE_USE, Character.UNASSIGNED -> "Unicode does not say what it looks like: leave it out";
            default -> "";
        };
    }

    private static void refuse(String why, String name, int character, int index) {
        if (!why.isEmpty()) {
            throw new IllegalArgumentException(String.format(
                    "expected the name of an environment, found %s (%s) as character %d of '%s'; %s",
                    codePoint(character),
                    Character.getName(character) == null ? "not assigned" : Character.getName(character),
                    index + 1,
                    shown(name),
                    why));
        }
    }

    /** The name as one can read it: what cannot be seen stands there by its number. */
    private static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .forEach(character -> shown.append(
                        invisible(character).isEmpty()
                                ? Character.toString(character)
                                : "<" + codePoint(character) + ">"));
        return shown.toString();
    }

    private static String codePoint(int character) {
        return String.format("U+%04X", character);
    }

    private static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Nearly all names are, and every event that is read has one. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_');
    }
}
