package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The change log as it is shown: in groups, the most important first, and no longer than a person reads.
 *
 * @param groups the entries of each group that has some, in the order of {@link ChangeKind}
 * @param left how many entries are not shown
 * @param authors everybody who wrote one of the entries, shown or not, by name
 */
public record ChangeLog(Map<ChangeKind, List<Change>> groups, int left, List<String> authors) {

    /** How many entries release notes have; the others are counted, so that a first release stays readable. */
    public static final int MOST_IN_NOTES = 250;

    /** How many authors are named. */
    static final int MOST_AUTHORS = 50;

    public ChangeLog {
        groups = Collections.unmodifiableMap(new EnumMap<>(groups));
        authors = List.copyOf(authors);
    }

    /**
     * Puts the entries into their groups. Where there are too many, the less important groups and the older entries give way.
     *
     * @param most how many entries are shown
     */
    public static ChangeLog of(List<Change> changes, int most) {
        Map<ChangeKind, List<Change>> groups = new EnumMap<>(ChangeKind.class);
        int room = most;
        for (ChangeKind kind : ChangeKind.values()) {
            List<Change> shown = changes.stream()
                    .filter(change -> change.kind() == kind)
                    .limit(room)
                    .toList();
            if (!shown.isEmpty()) {
                groups.put(kind, shown);
                room -= shown.size();
            }
        }
        List<String> authors = changes.stream()
                .flatMap(change -> change.authors().stream())
                .distinct()
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
        return new ChangeLog(groups, changes.size() - (most - room), authors);
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /** The entries that are shown, the most important first. */
    public List<Change> shown() {
        return groups.values().stream().flatMap(List::stream).toList();
    }

    /** Whether the groups have headings: where nobody writes Conventional Commits, there is nothing to tell apart. */
    public boolean isGrouped() {
        return !groups.keySet().equals(Collections.singleton(ChangeKind.OTHER));
    }

    public Optional<String> leftText() {
        return left == 0
                ? Optional.empty()
                : Optional.of(left == 1 ? "... and 1 more change" : "... and " + left + " more changes");
    }

    public Optional<String> authorsText() {
        if (authors.isEmpty()) {
            return Optional.empty();
        }
        String named = authors.stream().limit(MOST_AUTHORS).collect(Collectors.joining(", "));
        int more = authors.size() - MOST_AUTHORS;
        return Optional.of("Authors: " + named + (more > 0 ? " and " + more + " more" : ""));
    }
}
