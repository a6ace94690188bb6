package io.jenkins.plugins.releasechecklist.engine.record.event;

import java.util.regex.Pattern;

/**
 * A file that was attached to the announcement and is kept with the build.
 *
 * @param name unique in the release; a name without a path
 * @param bytes its size
 * @param sha256 the hash of its content, in 64 lower-case hexadecimal digits
 */
public record AttachedFile(String name, long bytes, String sha256) {
    private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the name has a path, the size is negative, or the hash is none
     */
    public AttachedFile {
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("Expected the name of a file without a path, found '" + name + "'");
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("Expected a size of 0 or more, found " + bytes);
        }
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("Expected a SHA-256 in lower-case hex, found '" + sha256 + "'");
        }
    }
}
