package io.jenkins.plugins.releasechecklist.engine.record.event;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something that is released, named so exactly that nothing else can be meant.
 *
 * @param name such as a file name, or an image with its registry; one line of at most 500 characters
 * @param digest {@code sha256:} and 64 hexadecimal digits, which are kept in lower case
 */
public record Artifact(String name, String digest) {
    private static final String ALGORITHM = "sha256";
    /** Controls, line ends, and what changes the order of letters: two names must not look the same. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final int LONGEST_NAME = 500;
    private static final Pattern DIGEST = Pattern.compile(ALGORITHM + ":[0-9a-f]{64}");

    public Artifact {
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || INVISIBLE.matcher(name).find()) {
            throw new IllegalArgumentException("expected the name of an artifact in one line of 1 to " + LONGEST_NAME
                    + " characters, found '" + name + "'");
        }
        String lower = digest.strip().toLowerCase(Locale.ROOT);
        if (!DIGEST.matcher(lower).matches()) {
            throw new IllegalArgumentException("expected the digest of '" + name
                    + "' as sha256: and 64 hexadecimal digits, found '" + digest + "'");
        }
        digest = lower;
    }

    /** The digest without the name of its algorithm. */
    public String sha256() {
        return digest.substring(ALGORITHM.length() + 1);
    }
}
