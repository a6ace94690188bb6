package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit as the version control tells it.
 *
 * @param id the full hash or the revision; empty when the version control has none
 * @param message the whole message; what is longer than {@value #LONGEST} characters is cut
 * @param author who wrote it; empty when nobody knows
 */
public record Commit(Optional<String> id, String message, Optional<String> author) {

    static final int LONGEST = 20_000;

    private static final int LONGEST_LINE = 1000;
    static final Pattern CO_AUTHOR =
            Pattern.compile("co-authored-by:([^<]+)(?:<[^>]*>)?\\s*", Pattern.CASE_INSENSITIVE);

    /** Cleans the values. */
    public Commit {
        id = id.map(text -> VisibleText.oneLine(text, "commit.id")).filter(text -> !text.isEmpty());
        message = VisibleText.of(message.substring(0, Math.min(message.length(), LONGEST)), "commit.message");
        author = author.map(text -> VisibleText.oneLine(text, "commit.author")).filter(text -> !text.isEmpty());
    }

    String subject() {
        return lines().stream().findFirst().orElse("(no message)");
    }

    /** The lines after the first one, without blank ones before them. */
    List<String> body() {
        return lines().stream().skip(1).dropWhile(String::isBlank).toList();
    }

    /** The author, then those whom the message names as co-authors; each once, by name. */
    List<String> authors() {
        Set<String> authors = new LinkedHashSet<>(author.stream().toList());
        for (String line : body()) {
            Matcher coAuthor = CO_AUTHOR.matcher(line.strip());
            if (coAuthor.matches() && !coAuthor.group(1).isBlank()) {
                authors.add(coAuthor.group(1).strip());
            }
        }
        return List.copyOf(authors);
    }

    private List<String> lines() {
        return message.lines()
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                .toList();
    }
}
