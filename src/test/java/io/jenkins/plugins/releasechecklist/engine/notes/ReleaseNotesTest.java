package io.jenkins.plugins.releasechecklist.engine.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ChangeKind;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ChangeLog;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Commit;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.CommitLog;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReleaseNotesTest {

    private static final LocalDate DAY = LocalDate.of(2025, 3, 4);

    @Test
    void saysNoneForMigrationStepsAndKnownIssuesThatNobodyDrafted() {
        ReleaseNotes notes = ReleaseNotes.of("Shop", "2.4.0", DAY, "minor", NotesDraft.EMPTY, List.of());

        assertThat(notes.migration()).isEqualTo("None");
        assertThat(MarkdownNotes.render(notes)).endsWith("## Migration steps\n\nNone\n\n## Known issues\n\nNone\n");
        assertThat(HtmlNotes.render(notes))
                .contains("<div class=\"release-notes__migration\"><p>None</p></div>")
                .contains("<div class=\"release-notes__known-issues\"><p>None</p></div>");
    }

    @Test
    void needsApplicationVersionAndType() {
        assertThatThrownBy(() -> ReleaseNotes.of("Shop", " \u0000", DAY, "minor", NotesDraft.EMPTY, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("notes.version: expected text, found blank text");
    }

    @Test
    void takesTheFirstLineOfACommitMessageAndTheShortId() {
        Change change = change(
                Optional.of("0123456789abcdef0123456789abcdef01234567"),
                "\n Fix totals \n\nLong story",
                Optional.of("Ada"));

        assertThat(change.id()).contains("01234567");
        assertThat(change.kind()).isEqualTo(ChangeKind.OTHER);
        assertThat(line(change)).isEqualTo("Fix totals (Ada, 01234567)");
    }

    @Test
    void keepsARevisionNumberAndCopesWithAnEmptyMessage() {
        assertThat(line(change(Optional.of("1234"), " \n", Optional.empty()))).isEqualTo("(no message) (1234)");
        assertThat(line(change(Optional.of(" "), "Fix", Optional.of("")))).isEqualTo("Fix");
    }

    @Test
    void countsTheChangesThatItDoesNotShow() {
        List<Change> commits = IntStream.range(0, ChangeLog.MOST_IN_NOTES + 2)
                .mapToObj(i -> change(Optional.empty(), (i % 2 == 0 ? "fix: " : "docs: ") + i, Optional.of("a" + i)))
                .toList();

        String markdown =
                MarkdownNotes.render(ReleaseNotes.of("Shop", "2.4.0", DAY, "minor", NotesDraft.EMPTY, commits));

        assertThat(markdown.lines().filter(line -> line.startsWith("- "))).hasSize(ChangeLog.MOST_IN_NOTES);
        assertThat(markdown)
                .contains(
                        "### Fixes\n\n- 0 (a0)\n",
                        "- 250 (a250)\n",
                        "### Other changes\n\n- docs: 1 (a1)\n",
                        "- docs: 247 (a247)\n")
                .contains("\n\n... and 2 more changes\n\nAuthors: a0, a1, ", " and 202 more\n")
                .doesNotContain("docs: 249");
    }

    @Test
    void saysThatNobodyWroteDownWhatIsNotable() {
        List<Change> commits = List.of(change(Optional.empty(), "Fix", Optional.empty()));

        assertThat(MarkdownNotes.render(ReleaseNotes.of("Shop", "2.4.0", DAY, "minor", NotesDraft.EMPTY, commits)))
                .contains("## Notable changes\n\nNo notable changes were given.\n\n## Change log\n\n- Fix\n");
        assertThat(MarkdownNotes.render(ReleaseNotes.of("Shop", "2.4.0", DAY, "minor", NotesDraft.EMPTY, List.of())))
                .contains("## Notable changes\n\nNone\n")
                .doesNotContain("Change log");
    }

    private static Change change(Optional<String> commit, String message, Optional<String> author) {
        return CommitLog.changes(List.of(new Commit(commit, message, author)), List.of())
                .get(0);
    }

    private static String line(Change change) {
        return change.title().text() + change.origin();
    }
}
