package io.jenkins.plugins.releasechecklist.engine.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownBlocks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotesFileTest {

    private static NotesDraft read(String text) {
        return NotesFile.read(text.getBytes(StandardCharsets.UTF_8), "notes.md");
    }

    @Test
    void readsTheTemplateOfTheReleaseGuide() {
        NotesDraft draft = read("""
                # OctoAcme Shop 2.4.0

                ## Summary

                Faster *checkout*.

                ## Notable changes

                - New payment form
                - Search:

                  - by name
                  - by price

                ## Migration steps

                1. Stop the worker.
                2. Run this:

                   ```sh
                   # Summary
                   ./migrate
                   ```

                ### Afterwards

                Start it.

                ## Known issues

                * Slow on Mondays
                """);

        assertThat(draft)
                .isEqualTo(new NotesDraft(
                        Optional.of("Faster *checkout*."),
                        List.of("New payment form", "Search:\n\n- by name\n- by price"),
                        Optional.of(
                                "1. Stop the worker.\n2. Run this:\n\n   ```sh\n   # Summary\n   ./migrate\n   ```\n\n"
                                        + "### Afterwards\n\nStart it."),
                        List.of("Slow on Mondays")));
    }

    @Test
    void takesTheTextBeforeTheFirstPartForTheSummary() {
        assertThat(read("# Shop\n\nFaster.\n\nSmaller.\n\nCHANGES:\n---\nOne\n\n- two\n")
                        .summary())
                .contains("Faster.\n\nSmaller.");
        assertThat(read("Faster.\n\n# changes\n\nOne\n\n- two\n").changes()).containsExactly("One", "two");
        assertThat(read("\uFEFFJust words\r\nin lines").summary()).contains("Just words\nin lines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '"',
            value = {
                "# Shop\\n\\n## Sumary\\nx ¦ notes.md:3: unknown heading \"Sumary\"; did you mean \"Summary\"? Allowed: Summary, Notable changes, Changes, Migration steps, Migration, Known issues",
                "# Shop\\n\\n## Weather\\nx ¦ notes.md:3: unknown heading \"Weather\". Allowed: Summary",
                "## Shop\\nx ¦ notes.md:1: unknown heading \"Shop\"",
                "# Sumary\\nx ¦ notes.md:1: unknown heading \"Sumary\"; did you mean \"Summary\"?",
                "x\\n\\n## Changes\\n- a\\n### Knwon issues ¦ notes.md:5: unknown heading \"Knwon issues\"; did you mean \"Known issues\"?",
                "## Changes\\n- a\\n## Notable changes\\n- b ¦ notes.md:3: expected each part once, found \"Notable changes\" again",
                "\\nx\\n## Summary\\ny ¦ notes.md:2: expected the summary below its heading, found text before it",
                "---\\ntitle: x\\n---\\nx ¦ notes.md:1: expected release notes in Markdown, found front matter (---). Leave it out",
                "\\n \\n ¦ notes.md: expected release notes in Markdown, found an empty file. Allowed headings: Summary",
                "# Summary\\n# Changes ¦ notes.md: expected release notes below the headings, found headings only",
            })
    void saysWhereWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesWhatIsTooLargeOrNoText() {
        assertThatThrownBy(() -> NotesFile.read(new byte[NotesFile.LARGEST + 1], "notes.md"))
                .hasMessage("notes.md: expected at most 1048576 bytes of release notes, found more");
        assertThatThrownBy(() -> NotesFile.read(new byte[] {'a', (byte) 0xff}, "notes.md"))
                .hasMessage("notes.md: expected text in UTF-8, found other bytes");
    }

    @Test
    void neitherHangsNorOverflowsForAHostileFile() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(read(">".repeat(500_000) + "a").summary()).isPresent();
            assertThat(read("# Changes\n" + "- ".repeat(500_000)).isEmpty()).isFalse();
            assertThat(read("# Changes\n" + "- a\n".repeat(50_000)).changes()).hasSize(50_000);
            assertThat(read("# Migration\n" + "## a\n".repeat(50_000)).migration())
                    .isPresent();
            assertThat(read("<".repeat(1_000_000)).summary()).isPresent();
            assertThat(read("# Summary\n" + "*a _a ".repeat(100_000)).isEmpty()).isFalse();
        });
    }

    @Test
    void writesEntriesAsTheListThatItReads() {
        List<String> entries = List.of("one", "two\n\n- a\n- b", "```\n# x\n\n  y\n```", "1. a\n2. b", "# four");

        assertThat(MarkdownBlocks.entries(MarkdownBlocks.list(entries))).isEqualTo(entries);
        assertThat(MarkdownBlocks.list(List.of("one", "two\n\nmore"))).isEqualTo("- one\n- two\n\n  more");
        assertThat(MarkdownBlocks.entries("1) a\n2) b\n\nwords\nof one\n\n***\n"))
                .containsExactly("a", "b", "words\nof one");
        assertThat(MarkdownBlocks.entries(" \n")).isEmpty();
    }
}
