package io.jenkins.plugins.releasechecklist.engine.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Ids of gates, runs, items and sections: lower-case letters, digits and hyphens, beginning with a letter or digit, so
 * that they can stand in a URL, a file name and a Jenkinsfile as they are.
 */
public final class Ids {
    /** What every id matches as a whole. */
    public static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** Letters and digits that an id cannot hold. */
    private static final Pattern LOST = Pattern.compile("[\\p{L}\\p{N}&&[^a-z0-9]]");

    private Ids() {}

    /**
     * Returns the id if it is one. Refuses another one, in the name of what it belongs to ({@code "gate id"}), with an offer of
     * an id that would do.
     */
    public static String require(String id, String what) {
        if (!PATTERN.matcher(id).matches()) {
            throw new IllegalArgumentException(what + ": expected lower-case letters, digits and hyphens, found '" + id
                    + "'" + (id.isBlank() ? "" : " (allowed would be '" + slug(id) + "')"));
        }
        return id;
    }

    /**
     * Makes an id of any text, the same for the same text: accents are dropped, everything else that an id cannot hold becomes
     * a hyphen. A text of which letters or digits get lost gets its hash at the end, so that two of them stay different.
     */
    public static String slug(String text) {
        String plain = plain(text);
        String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String hash = Integer.toHexString(text.hashCode());
        if (slug.isEmpty()) {
            return "id-" + hash;
        }
        return LOST.matcher(plain).find() ? slug + "-" + hash : slug;
    }

    /**
     * Makes a pattern for the ids of the texts that a pattern stands for; in both, {@code *} stands for any letters and {@code
     * ?} for one. Without wildcards it is one id. It is empty if these ids have nothing in common because letters or digits of
     * the pattern get lost.
     */
    public static String slugPattern(String pattern) {
        String plain = plain(pattern);
        if (!plain.contains("*") && !plain.contains("?")) {
            return slug(pattern);
        }
        return LOST.matcher(plain).find()
                ? ""
                : plain.replaceAll("[^a-z0-9*?]+", "-").replaceAll("^-(?=[a-z0-9])|(?<=[a-z0-9])-$", "");
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }
}
