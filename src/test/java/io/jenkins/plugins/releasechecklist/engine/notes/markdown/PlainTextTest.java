package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void hasNoMarksAndNoEscapes() {
        assertThat(MarkdownText.plain("# Shop 2\\.4.0\n\n**Why:** rate &gt;= 1 % \\#7\n\n- one\n- `two`\n"))
                .isEqualTo("Shop 2.4.0\n\nWhy: rate >= 1 % #7\n\n- one\n- \"two\"");
    }

    @Test
    void aLinkIsItsWordsAndItsAddress() {
        assertThat(MarkdownText.plain("See [the *board*](https://example.com/1) and <https://example.com/2>."))
                .isEqualTo("See the board (https://example.com/1) and https://example.com/2.");
    }

    @Test
    void showsAsTextWhatIsNoSafeMarkdown() {
        assertThat(MarkdownText.plain("<b>bold</b> [x](javascript:alert(1)) ![y](https://example.com/y.png)"))
                .contains("<b>bold</b>", "x", "y (https://example.com/y.png)")
                .doesNotContain("![");
    }
}
