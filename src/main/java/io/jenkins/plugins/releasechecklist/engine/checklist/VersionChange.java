package io.jenkins.plugins.releasechecklist.engine.checklist;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far a version is from the releases before it: the release type as it follows from the versions, whatever anybody declares.
 *
 * @param version the version
 * @param previous the final release that it is compared with; empty where there is none
 * @param type what follows
 * @param guess whether that is no more than a guess, because the versions do not tell
 * @param text why, in words for people, such as {@code 2.4.0 to 3.0.0 is major}
 */
public record VersionChange(String version, Optional<String> previous, ReleaseType type, boolean guess, Phrase text) {
    /**
     * Compares a version with the closest final release below it: that is the last one of its line, whatever was released on other
     * lines since, and no pre-release. A version of a line that has none is what its own number says: {@code 1.9.1} is a patch, and
     * {@code 1.9.0} is minor. Where there is no release to compare with, or the version is no semantic version but a date or a
     * name, the type is {@link ReleaseType#MINOR}, and a guess.
     *
     * @param released the versions that were released before, in any order; those that are no semantic versions do not count
     */
    public static VersionChange between(Collection<String> released, String version) {
        Optional<SemVer> next = SemVer.parse(version).filter(it -> !it.isDate());
        if (next.isEmpty()) {
            return guess(version, Phrase.of("checklist.noSemanticVersion", version, ReleaseType.MINOR.id()));
        }
        List<Known> known = released.stream()
                .flatMap(text -> SemVer.parse(text).filter(it -> !it.isDate()).map(it -> new Known(text, it)).stream())
                .toList();
        if (known.isEmpty()) {
            return guess(version, Phrase.of("checklist.noReleaseBefore", version, ReleaseType.MINOR.id()));
        }
        return known.stream()
                .filter(it -> it.parsed().isFinal() && SemVer.BY_NUMBERS.compare(it.parsed(), next.get()) < 0)
                .max((one, other) -> SemVer.BY_NUMBERS.compare(one.parsed(), other.parsed()))
                .map(before -> after(before, version, next.get()))
                .orElseGet(() -> byItsNumber(version, next.get()));
    }

    /**
     * The types that it can be at most. Where there is nothing to compare with, that is what the number of the version says; of a
     * version that is none, nobody can tell.
     */
    public Set<ReleaseType> possible() {
        return guess
                ? SemVer.parse(version)
                        .filter(it -> !it.isDate())
                        .map(it -> Set.of(it.ownType()))
                        .orElse(EnumSet.allOf(ReleaseType.class))
                : Set.of(type);
    }

    private static VersionChange after(Known before, String version, SemVer next) {
        ReleaseType type = before.parsed().changeTo(next);
        return new VersionChange(
                version,
                Optional.of(before.text()),
                type,
                false,
                Phrase.of("checklist.versionsTell", before.text(), version, type.id()));
    }

    private static VersionChange byItsNumber(String version, SemVer next) {
        ReleaseType type = next.ownType();
        return new VersionChange(
                version, Optional.empty(), type, false, Phrase.of("checklist.numberTells", version, type.id()));
    }

    private static VersionChange guess(String version, Phrase text) {
        return new VersionChange(version, Optional.empty(), ReleaseType.MINOR, true, text);
    }

    private record Known(String text, SemVer parsed) {}
}
