package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One entry of a change log, as release notes show it. Its words are text, and links only where {@link LinkedText} found them.
 * Immutable.
 *
 * @param id the short id of the commit, or the revision; empty when the version control has none
 * @param kind the group that it belongs to
 * @param title what changed, in one line
 * @param authors who changed it; empty when nobody knows
 */
public record Change(Optional<String> id, ChangeKind kind, LinkedText title, List<String> authors) {

    private static final Pattern FULL_HASH = Pattern.compile("[0-9a-fA-F]{40,64}");
    private static final int SHORT_HASH = 8;

    /** Puts every value into one line, and refuses a blank title. */
    public Change {
        id = id.map(text -> VisibleText.oneLine(text, "change.id")).filter(text -> !text.isEmpty());
        if (title.text().isBlank()) {
            throw new IllegalArgumentException("change.title: expected what changed, found blank text");
        }
        authors = authors.stream()
                .map(text -> VisibleText.oneLine(text, "change.author"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Makes an entry of a commit; a full hash is cut to its first {@value #SHORT_HASH} digits. */
    static Change of(Commit commit, List<ReferencePattern> references) {
        ConventionalCommit said = ConventionalCommit.of(commit);
        return new Change(
                commit.id().map(Change::shortened),
                said.kind(),
                LinkedText.of(said.title(), references, "change.title"),
                commit.authors());
    }

    private static String shortened(String commit) {
        return FULL_HASH.matcher(commit).matches() ? commit.substring(0, SHORT_HASH) : commit;
    }

    /** Authors and id in brackets, with a blank before them; empty when neither is known. */
    public String origin() {
        String origin = Stream.concat(authors.stream(), id.stream()).collect(Collectors.joining(", "));
        return origin.isEmpty() ? "" : " (" + origin + ")";
    }
}
