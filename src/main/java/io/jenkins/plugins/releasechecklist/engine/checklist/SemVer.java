package io.jenkins.plugins.releasechecklist.engine.checklist;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version after semver.org 2.0.0, as far as release types need it. A leading {@code v} and a missing patch part are
 * forgiven, build metadata is dropped.
 *
 * @param major the first number, 0 or more
 * @param minor the second number, 0 or more
 * @param patch the third number, 0 or more
 * @param preRelease what follows the hyphen, or the empty text
 */
public record SemVer(int major, int minor, int patch, String preRelease) {
    private static final Pattern FORM =
            Pattern.compile("v?(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

    public SemVer {
        if (major < 0 || minor < 0 || patch < 0) {
            throw new IllegalArgumentException(
                    "Expected no negative part of a version, found " + major + "." + minor + "." + patch);
        }
    }

    /** The version that the text says, or empty when it is not a semantic version (a date, a code name). */
    public static Optional<SemVer> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        String preRelease = matcher.group(4);
        return Optional.of(new SemVer(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch),
                preRelease == null ? "" : preRelease));
    }
}
