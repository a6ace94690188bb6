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
        return file(text, null).draft();
    }

    private static NotesFile file(String text, String version) {
        return NotesFile.read(text.getBytes(StandardCharsets.UTF_8), "notes.md", Optional.ofNullable(version));
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
                "\\n \\n ¦ notes.md: expected release notes in Markdown, found an empty file. Headings: Summary",
                "# Summary\\n# Changes ¦ notes.md: expected release notes below the headings, found headings only",
                "# Changelog\\n## 2.3.9\\n- a\\n## 2.3.8\\n- b ¦ notes.md: expected a section for 2.4.0 in this change log, found 2.3.9, 2.3.8",
            })
    void saysWhatIsMissing(String text, String message) {
        assertThatThrownBy(() -> file(text.replace("\\n", "\n"), "2.4.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '"',
            value = {
                "# Shop\\n\\n## Sumary\\nx ¦ notes.md:3: the heading \"Sumary\" is taken for \"Summary\"",
                "# Shop\\n\\n## Weather\\nx ¦ notes.md: \"Weather\" (line 3) go along under \"Notable changes\". Headings of release notes: Summary, Notable changes",
                "x\\n\\n## Changes\\n- a\\n### Knwon issues\\n- b ¦ notes.md:5: the heading \"Knwon issues\" is taken for \"Known issues\"",
                "---\\ntitle: x\\n---\\nx ¦ notes.md:1: the front matter is left out",
                "## [Unreleased]\\n- a\\n## 2.3.9\\n- b ¦ notes.md:1: there is no section for 2.4.0; \"[Unreleased]\" is taken",
            })
    void warnsOfWhatItTakesInAnotherWay(String text, String warning) {
        assertThat(file(text.replace("\\n", "\n"), "2.4.0").warnings())
                .singleElement()
                .asString()
                .startsWith(warning);
    }

    @Test
    void readsWhatIsThereTwice() {
        assertThat(read("## Changes\n- a\n## Notable changes\n- b").changes()).containsExactly("a", "b");
        assertThat(read("x\n## Summary\ny").summary()).contains("x\n\ny");
        assertThat(read("---\nx").summary()).contains("---\nx");
    }

    @Test
    void readsASectionOfKeepAChangelog() {
        String section = """
                ## [2.4.0] - 2026-11-28

                ### Added

                - New payment form
                  - with a voucher

                ### Changed

                - Totals are rounded

                ### Fixed
                """;
        NotesFile file = file(section, "2.4.0");

        assertThat(file.draft())
                .isEqualTo(new NotesDraft(
                        Optional.empty(),
                        List.of(
                                "**Added**\n\n- New payment form\n  - with a voucher",
                                "**Changed**\n\n- Totals are rounded"),
                        Optional.empty(),
                        List.of()));
        assertThat(file.warnings())
                .containsExactly(
                        "notes.md: \"Added\" (line 3), \"Changed\" (line 8), \"Fixed\" (line 12) go along under"
                                + " \"Notable changes\". Headings of release notes: Summary, Notable changes, Changes,"
                                + " Migration steps, Migration, Known issues");
        assertThat(MarkdownNotes.draft(file.draft()))
                .contains("- **Added**\n\n  - New payment form\n    - with a voucher\n- **Changed**");
    }

    @ParameterizedTest
    @CsvSource({"2.4.0, b", "v2.4.0, b", "2.4.0+build.7, b", "2.4.0-rc.1, c", "2.3.9, d", ", b"})
    void findsTheVersionInAChangelog(String version, String expected) {
        NotesFile file = file("""
                # Changelog

                All notable changes to this project are documented in this file.

                ## [Unreleased]

                ## [2.4.0](https://git.example.com/compare/v2.3.9...v2.4.0) (2026-11-28)

                ### Bug Fixes

                * b ([1234567](https://git.example.com/1234567))

                ## v2.4.0-rc.1

                * c

                ## `shop@2.3.9` / 2026-01-01

                * d

                [Unreleased]: https://git.example.com
                """, version);

        assertThat(file.draft().changes().toString() + file.draft().summary())
                .matches("(?s).*\\b" + expected + "\\b.*")
                .doesNotContain("project")
                .doesNotContainPattern("\\* [" + "bcd".replace(expected, "") + "]");
    }

    @Test
    void readsWhatGitHubGenerates() {
        NotesFile file = file("""
                <!-- Release notes generated using configuration in .github/release.yml at main -->

                ## What's Changed
                ### Breaking Changes 🛠
                * Drop v1 by @ada in https://git.example.com/acme/shop/pull/12
                ### Other Changes
                * Totals by @bob in https://git.example.com/acme/shop/pull/13

                ## New Contributors
                * @bob made their first contribution


                **Full Changelog**: https://git.example.com/compare/v2.3.9...v2.4.0
                """, "2.4.0");

        assertThat(file.draft().summary()).isEmpty();
        assertThat(file.draft().changes())
                .containsExactly(
                        "**Breaking Changes 🛠**\n\n* Drop v1 by @ada in https://git.example.com/acme/shop/pull/12",
                        "**Other Changes**\n\n* Totals by @bob in https://git.example.com/acme/shop/pull/13",
                        "**New Contributors**\n\n* @bob made their first contribution\n\n\n"
                                + "**Full Changelog**: https://git.example.com/compare/v2.3.9...v2.4.0");
        assertThat(file.warnings()).singleElement().asString().startsWith("notes.md: \"New Contributors\" (line 9) go");
    }

    @Test
    void readsHeadingsWithEmojiAndOtherNames() {
        NotesDraft draft = read("""
                # [2.4.0](https://git.example.com) (2026-11-28)

                ### 🚀 Features

                - *(checkout)* New form

                ### :bug: Known Issues

                - Slow

                ### ⚠ Upgrade Notes

                Run it.
                """);

        assertThat(draft)
                .isEqualTo(new NotesDraft(
                        Optional.empty(),
                        List.of("**🚀 Features**\n\n- *(checkout)* New form"),
                        Optional.of("Run it."),
                        List.of("Slow")));
    }

    @Test
    void refusesWhatIsTooLargeOrNoText() {
        assertThatThrownBy(() -> NotesFile.read(new byte[NotesFile.LARGEST + 1], "notes.md", Optional.empty()))
                .hasMessage("notes.md: expected at most 1048576 bytes of release notes, found more");
        assertThatThrownBy(() -> NotesFile.read(new byte[] {'a', (byte) 0xff}, "notes.md", Optional.empty()))
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
