package io.jenkins.plugins.releasechecklist.engine.notes;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One entry of a build's change log, as release notes show it.
 *
 * @param id the short id of the commit, or the revision; empty when the version control has none
 * @param title what changed, in one line
 * @param author who changed it; empty when nobody knows
 */
public record Change(Optional<String> id, String title, Optional<String> author) {

    private static final Pattern FULL_HASH = Pattern.compile("[0-9a-fA-F]{40,64}");
    private static final int SHORT_HASH = 8;

    /**
     * Puts every value into one line.
     *
     * @throws IllegalArgumentException if the title is blank
     */
    public Change {
        id = id.map(text -> VisibleText.oneLine(text, "change.id")).filter(text -> !text.isEmpty());
        title = VisibleText.oneLine(title, "change.title");
        author = author.map(text -> VisibleText.oneLine(text, "change.author")).filter(text -> !text.isEmpty());
        if (title.isEmpty()) {
            throw new IllegalArgumentException("change.title: expected what changed, found blank text");
        }
    }

    /**
     * Makes an entry of what a version control says.
     *
     * @param commit the commit id or revision; a full hash is cut to its first {@value #SHORT_HASH} digits
     * @param message the whole commit message, of which the first line that is not blank is the title
     * @param author the author's name
     */
    public static Change of(Optional<String> commit, String message, Optional<String> author) {
        String title =
                VisibleText.of(message, "change.message").lines().findFirst().orElse("(no message)");
        return new Change(commit.map(String::strip).map(Change::shortened), title, author);
    }

    private static String shortened(String commit) {
        return FULL_HASH.matcher(commit).matches() ? commit.substring(0, SHORT_HASH) : commit;
    }

    /** The entry as one line of text: the title, then author and id in brackets where they are known. */
    String line() {
        String origin = String.join(
                ", ", Stream.of(author, id).flatMap(Optional::stream).toList());
        return origin.isEmpty() ? title : title + " (" + origin + ")";
    }
}
