package io.jenkins.plugins.releasechecklist.engine.notes;

import static org.assertj.core.api.Assertions.assertThat;

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
                Optional.of("Stop the worker\nRun the script\n\nStart it again"),
                List.of("Slow on Mondays"));
        ReleaseNotes notes = ReleaseNotes.of(
                "OctoAcme Shop",
                "2.4.0",
                LocalDate.of(2025, 3, 4),
                "minor",
                draft,
                List.of(Change.of(Optional.of("abc1234"), "Fix totals", Optional.of("Ada"))));

        assertThat(MarkdownNotes.render(notes)).isEqualTo("""
                        # OctoAcme Shop 2.4.0

                        **Date:** 2025-03-04 \s
                        **Type:** minor

                        ## Summary

                        Faster checkout

                        ## Notable changes

                        - New payment form
                        - Fix totals (Ada, abc1234)

                        ## Migration steps

                        Stop the worker \s
                        Run the script

                        Start it again

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
    void keepsTextText(String value, String expected) {
        assertThat(summary(value)).isEqualTo(expected);
    }

    @Test
    void escapesTheStartOfEveryLineOfAValue() {
        assertThat(summary("first\n# second\n    1. third\n---\n\n- fourth"))
                .isEqualTo("first  \n\\# second  \n1\\. third  \n\\---\n\n\\- fourth");
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
    void hasTheSameStructureWhateverAFieldHolds(Field field) {
        String hostile =
                "</p>\n\n# x\n- y\n1. z\n```\n<script>alert(1)</script>\n[a](javascript:b) ![c](d) | e |\n===\n> f";

        String markdown = MarkdownNotes.render(field.holding(hostile));

        assertThat(markdown).doesNotContain("<").doesNotContain("```");
        assertThat(markdown.lines().filter(line -> line.startsWith("#"))).hasSize(5);
        assertThat(markdown.lines().filter(line -> line.startsWith("- ")))
                .hasSize(MarkdownNotes.render(field.holding("harmless"))
                        .lines()
                        .filter(line -> line.startsWith("- "))
                        .toList()
                        .size());
        assertThat(markdown)
                .doesNotContainPattern("(?m)^(=|>|[0-9]+[.)]|\\|)")
                .doesNotContainPattern("(?<!\\\\)[\\[\\]|`]");
    }
}
