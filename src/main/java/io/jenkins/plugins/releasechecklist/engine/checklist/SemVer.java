package io.jenkins.plugins.releasechecklist.engine.checklist;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version after semver.org 2.0.0, as far as release types need it. A leading {@code v} or {@code V} and a missing patch part are
 * forgiven, build metadata is dropped.
 *
 * @param major the first number, 0 or more
 * @param minor the second number, 0 or more
 * @param patch the third number, 0 or more
 * @param preRelease what follows the hyphen, or the empty text
 */
public record SemVer(int major, int minor, int patch, String preRelease) {
    /** By the three numbers alone: a pre-release is as far as the release that it comes before. */
    static final Comparator<SemVer> BY_NUMBERS = Comparator.comparingInt(SemVer::major)
            .thenComparingInt(SemVer::minor)
            .thenComparingInt(SemVer::patch);

    /** Without leading zeros, as in the months of a date. */
    private static final String NUMBER = "(0|[1-9]\\d{0,8})";

    /** A first number from here on is a year, or a whole date. */
    private static final int FIRST_YEAR = 1970;

    private static final Pattern FORM = Pattern.compile(
            "[vV]?" + NUMBER + "\\." + NUMBER + "(?:\\." + NUMBER + ")?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

    public SemVer {
        if (major < 0 || minor < 0 || patch < 0) {
            throw new IllegalArgumentException(
                    "Expected no negative part of a version, found " + major + "." + minor + "." + patch);
        }
    }

    /** Whether the version looks like a date, such as {@code 2026.5.4}, whose parts say nothing of how much changed. */
    boolean isDate() {
        return major >= FIRST_YEAR;
    }

    /** Whether it is no pre-release. */
    public boolean isFinal() {
        return preRelease.isEmpty();
    }

    /** The type of a later version, by the first part that differs. */
    ReleaseType changeTo(SemVer next) {
        if (major != next.major) {
            return ReleaseType.MAJOR;
        }
        return minor != next.minor ? ReleaseType.MINOR : ReleaseType.PATCH;
    }

    /** The type that the last part says which is not zero. */
    ReleaseType ownType() {
        if (patch > 0) {
            return ReleaseType.PATCH;
        }
        return minor > 0 ? ReleaseType.MINOR : ReleaseType.MAJOR;
    }

    /** Whether a version is higher than another by its three numbers; not where one of them is no semantic version. */
    public static boolean isHigher(Optional<String> version, Optional<String> other) {
        Optional<SemVer> there = other.flatMap(SemVer::parse);
        return version.flatMap(SemVer::parse)
                .filter(here ->
                        there.filter(it -> BY_NUMBERS.compare(here, it) > 0).isPresent())
                .isPresent();
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
