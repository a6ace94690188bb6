package io.jenkins.plugins.releasechecklist.engine.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        Change change = Change.of(
                Optional.of("0123456789abcdef0123456789abcdef01234567"),
                "\n Fix totals \n\nLong story",
                Optional.of("Ada"));

        assertThat(change).isEqualTo(new Change(Optional.of("01234567"), "Fix totals", Optional.of("Ada")));
        assertThat(change.line()).isEqualTo("Fix totals (Ada, 01234567)");
    }

    @Test
    void keepsARevisionNumberAndCopesWithAnEmptyMessage() {
        assertThat(Change.of(Optional.of("1234"), " \n", Optional.empty()).line())
                .isEqualTo("(no message) (1234)");
        assertThat(Change.of(Optional.of(" "), "Fix", Optional.of("")).line()).isEqualTo("Fix");
    }

    @Test
    void countsTheCommitsThatItDoesNotShow() {
        List<Change> commits = IntStream.range(0, ReleaseNotes.COMMITS_SHOWN + 2)
                .mapToObj(i -> Change.of(Optional.empty(), "change " + i, Optional.empty()))
                .toList();
        NotesDraft draft = new NotesDraft(Optional.empty(), List.of("New form"), Optional.empty(), List.of());

        assertThat(ReleaseNotes.of("Shop", "2.4.0", DAY, "minor", draft, commits)
                        .changeLines())
                .hasSize(ReleaseNotes.COMMITS_SHOWN + 2)
                .startsWith("New form", "change 0")
                .endsWith("change 49", "... and 2 more commits");
    }
}
