package io.jenkins.plugins.releasechecklist.engine.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Commit;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.CommitLog;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Field;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MarkdownNotesTest {

    private static String summary(String text) {
        NotesDraft draft = new NotesDraft(Optional.of(text), List.of(), Optional.empty(), List.of());
        String markdown = MarkdownNotes.render(
                ReleaseNotes.of("Shop", "2.4.0", LocalDate.of(2025, 3, 4), "minor", draft, List.of()));
        return markdown.substring(
                markdown.indexOf("## Summary\n\n") + "## Summary\n\n".length(), markdown.indexOf("\n\n## Notable"));
    }

    @Test
    void followsTheTemplateOfTheReleaseGuide() {
        NotesDraft draft = new NotesDraft(
                Optional.of("Faster checkout"),
                List.of("New payment form"),
                Optional.of("1. Stop the worker\n2. Run `the script`\n\nThen **start** it again"),
                List.of("Slow on Mondays"));
        ReleaseNotes notes = ReleaseNotes.of(
                "OctoAcme Shop",
                "2.4.0",
                LocalDate.of(2025, 3, 4),
                "minor",
                draft,
                List.of(change(Optional.of("abc1234"), "Fix totals", Optional.of("Ada"))));

        assertThat(MarkdownNotes.render(notes)).isEqualTo("""
                        # OctoAcme Shop 2.4.0

                        **Date:** 2025-03-04 \s
                        **Type:** minor

                        ## Summary

                        Faster checkout

                        ## Notable changes

                        - New payment form

                        ## Change log

                        - Fix totals (Ada, abc1234)

                        Authors: Ada

                        ## Migration steps

                        1. Stop the worker
                        2. Run `the script`

                        Then **start** it again

                        ## Known issues

                        - Slow on Mondays
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '"',
            value = {
                "<script>alert(1)</script> ¦ &lt;script&gt;alert(1)&lt;/script&gt;",
                "[x](javascript:alert(1)) ¦ \\[x\\](javascript:alert(1))",
                "![x](https://example.com/a.png) ¦ \\!\\[x\\](<https://example.com/a.png>)",
                "# heading ¦ \\# heading",
                "a # ¦ a \\#",
                "- item ¦ \\- item",
                "+ item ¦ \\+ item",
                "* item ¦ \\* item",
                "1. item ¦ 1\\. item",
                "12) item ¦ 12\\) item",
                "--- ¦ \\---",
                "=== ¦ \\===",
                "> quote ¦ &gt; quote",
                "`code` ¦ \\`code\\`",
                "~~~ ¦ \\~\\~\\~",
                "a | b ¦ a \\| b",
                "snake_case and *star* ¦ snake\\_case and \\*star\\*",
                "&lt;b&gt; ¦ &amp;lt;b&amp;gt;",
                "a\\*b ¦ a\\\\\\*b",
                "{{ secret }} ¦ \\{\\{ secret \\}\\}",
                "version 2.4.0 - fine ¦ version 2.4.0 - fine",
            })
    void keepsTextTextInTheChangeLog(String value, String expected) {
        List<Change> log = List.of(change(Optional.empty(), value, Optional.empty()));
        String markdown = MarkdownNotes.render(
                ReleaseNotes.of("Shop", "2.4.0", LocalDate.of(2025, 3, 4), "minor", NotesDraft.EMPTY, log));

        assertThat(markdown).contains("## Change log\n\n- " + expected + "\n\n## Migration");
    }

    @Test
    void keepsTheLinesAndTheTextOfANotice() {
        assertThat(new Notice("*Down*", "first\n# second\n    1. third\n---\n\n- fourth").markdown())
                .isEqualTo("# \\*Down\\*\n\nfirst  \n\\# second  \n1\\. third  \n\\---\n\n\\- fourth\n");
    }

    @Test
    void keepsTheMarkdownOfAField() {
        assertThat(summary("# Big\n\nSome *words* and `code <b>`:\n\n* one\n* two\n\n```sh\n# run\n```"))
                .isEqualTo("#### Big\n\nSome *words* and `code <b>`:\n\n- one\n- two\n\n```\n# run\n```");
    }

    @Test
    void keepsAllBlocksOfAnEntryInItsItem() {
        NotesDraft draft = new NotesDraft(
                Optional.empty(), List.of("New form\n\n- fast\n- small", "# Two"), Optional.empty(), List.of());

        assertThat(MarkdownNotes.draft(draft)).contains("""
                ## Notable changes

                - New form

                  - fast
                  - small
                - #### Two

                ## Migration steps
                """);
    }

    @Test
    void writesPlainAddressesAsAutolinksAndNothingElse() {
        assertThat(summary("See https://example.com/a_b?c=1 (or HTTP://example.com:8080/)."))
                .isEqualTo("See <https://example.com/a_b?c=1> (or <HTTP://example.com:8080/>).");
        assertThat(summary("https://good.example@evil.example/ and javascript:alert(1)"))
                .isEqualTo("https://good.example@evil.example/ and javascript:alert(1)");
    }

    @ParameterizedTest
    @EnumSource(Field.class)
    void hasTheSamePartsWhateverAFieldHolds(Field field) {
        String hostile =
                "</p>\n\n# x\n- y\n1. z\n```\n<script>alert(1)</script>\n```\n[a](javascript:b) ![c](d) | e |\n\nx\n===\n> f";

        String markdown = MarkdownNotes.render(field.holding(hostile));

        assertThat(markdown.lines().filter(line -> line.matches("##? .*"))).hasSize(6);
        assertThat(markdown).doesNotContain("</p>").doesNotContainPattern("(?m)^(=|\\|)");
        if (!field.isMarkdown()) {
            assertThat(markdown).doesNotContain("<").doesNotContain("```").doesNotContainPattern("(?<!\\\\)[\\[\\]|`]");
            assertThat(markdown.lines().filter(line -> line.startsWith("- ")))
                    .hasSize((int) MarkdownNotes.render(field.holding("harmless"))
                            .lines()
                            .filter(line -> line.startsWith("- "))
                            .count());
        }
    }

    private static Change change(Optional<String> commit, String message, Optional<String> author) {
        return CommitLog.changes(List.of(new Commit(commit, message, author)), List.of())
                .get(0);
    }
}
