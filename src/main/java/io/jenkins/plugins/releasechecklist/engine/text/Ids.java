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

    private Ids() {}

    /**
     * Returns the id if it is one.
     *
     * @param id what stands where an id is expected
     * @param what what the id belongs to, for the error: {@code "gate id"}
     * @return the id itself
     * @throws IllegalArgumentException if it does not match {@link #PATTERN}; the message offers an id that would
     */
    public static String require(String id, String what) {
        if (!PATTERN.matcher(id).matches()) {
            throw new IllegalArgumentException(what + ": expected lower-case letters, digits and hyphens, found '" + id
                    + "'" + (id.isBlank() ? "" : " (allowed would be '" + slug(id) + "')"));
        }
        return id;
    }

    /**
     * Makes an id of any text: accents are dropped, everything else that an id cannot hold becomes a hyphen.
     *
     * @param text any text
     * @return an id; the same for the same text. A text without any Latin letter or digit gets an id of its hash, so
     *     that two of them stay different
     */
    public static String slug(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "id-" + Integer.toHexString(text.hashCode()) : plain;
    }
}
