package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTextTest {

    private static final String REL = "\" rel=\"noopener noreferrer\">";

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '"',
            value = {
                "*a* **b** `c<d>` ¦ <p><em>a</em> <strong>b</strong> <code>c&lt;d&gt;</code></p>",
                "# a ¦ <h4>a</h4>",
                "###### a ¦ <h6>a</h6>",
                "<script>alert(1)</script> ¦ <p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
                "a <b onclick=x>b</b> ¦ <p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>",
                "<!-- a --> ¦ <p>&lt;!-- a --&gt;</p>",
                "<?php x ?> ¦ <p>&lt;?php x ?&gt;</p>",
                "[a](javascript:alert(1)) ¦ <p>[a](javascript:alert(1))</p>",
                "[a](JaVaScRiPt:alert(1)) ¦ <p>[a](JaVaScRiPt:alert(1))</p>",
                "[a](&#106;avascript:alert(1)) ¦ <p>[a](javascript:alert(1))</p>",
                "[a](data:text/html;base64,x) ¦ <p>[a](data:text/html;base64,x)</p>",
                "[a](vbscript:x) ¦ <p>[a](vbscript:x)</p>",
                "[a](//evil.example/) ¦ <p>[a](//evil.example/)</p>",
                "[a](/manage) ¦ <p>[a](/manage)</p>",
                "[a](https://good.example@evil.example/) ¦ <p>[a](https://good.example@evil.example/)</p>",
                "<javascript:alert(1)> ¦ <p>[javascript:alert(1)](javascript:alert(1))</p>",
                "![a](data:image/png,x) ¦ <p>![a](data:image/png,x)</p>",
            })
    void showsWhatIsNotSafeAsText(String markdown, String html) {
        assertThat(MarkdownText.html(markdown)).isEqualTo(html + "\n");
    }

    @Test
    void showsTablesTasksAndWhatIsStruckOut() {
        String notes =
                "| Name | Old |\n|---|--:|\n| `max` | ~~1~~ a\\|b |\n| **x** |\n\n- [x] done\n- [ ] open [x]\n\n[ ] no item";

        assertThat(MarkdownText.html(notes))
                .isEqualTo(
                        "<table>\n<thead>\n<tr>\n<th>Name</th>\n<th align=\"right\">Old</th>\n</tr>\n</thead>\n<tbody>\n"
                                + "<tr>\n<td><code>max</code></td>\n<td align=\"right\"><del>1</del> a|b</td>\n</tr>\n"
                                + "<tr>\n<td><strong>x</strong></td>\n<td align=\"right\"></td>\n</tr>\n</tbody>\n</table>\n"
                                + "<ul>\n<li>☑ done</li>\n<li>☐ open [x]</li>\n</ul>\n<p>[ ] no item</p>\n");
        assertThat(MarkdownText.plain(notes))
                .isEqualTo("Name  Old\n----  ---------\nmax   ~~1~~ a|b\nx\n\n- ☑ done\n- ☐ open [x]\n\n[ ] no item");
        assertThat(MarkdownText.plain("~~gone~~")).isEqualTo("~~gone~~");
        assertThat(MarkdownText.html("|a|\n|---|\n| <script> [x](javascript:y) |"))
                .contains("<td>&lt;script&gt; [x](javascript:y)</td>");
    }

    @Test
    void linksToWebAndMail() {
        assertThat(MarkdownText.html(
                        "[a](https://example.com/?b=1&c=2 'title') <mailto:a@example.com> https://example.com/b."))
                .isEqualTo("<p><a href=\"https://example.com/?b=1&amp;c=2" + REL
                        + "a</a> <a href=\"mailto:a@example.com" + REL
                        + "mailto:a@example.com</a> <a href=\"https://example.com/b" + REL
                        + "https://example.com/b</a>.</p>\n");
    }

    @Test
    void makesALinkOfAnImage() {
        assertThat(MarkdownText.html("![shot](https://example.com/a.png)"))
                .isEqualTo("<p><a href=\"https://example.com/a.png" + REL + "shot</a></p>\n");
        assertThat(MarkdownText.html("![](https://example.com/a.png)")).contains(">https://example.com/a.png</a>");
        assertThat(MarkdownText.html("[![shot](https://example.com/a.png)](https://example.com/)"))
                .isEqualTo("<p><a href=\"https://example.com/" + REL + "shot</a></p>\n");
    }

    @Test
    void followsLinkReferenceDefinitionsWithTheSameRules() {
        assertThat(MarkdownText.html("[a] [b]\n\n[a]: https://example.com/\n[b]: javascript:alert(1)"))
                .isEqualTo("<p><a href=\"https://example.com/" + REL + "a</a> [b](javascript:alert(1))</p>\n");
        assertThat(MarkdownText.normalized("[a]\n\n[a]: https://example.com/")).isEqualTo("[a](https://example.com/)");
    }

    @Test
    void keepsCodeWithoutTheClassThatItsLanguageWouldBe() {
        assertThat(MarkdownText.html("```evil\"onclick\n<b>\n```")).isEqualTo("<pre><code>&lt;b&gt;\n</code></pre>\n");
    }

    @Test
    void dropsWhatNobodySeesAlsoAsEntities() {
        assertThat(MarkdownText.html("a\u202Eb &#x202E;c&#8203;d&#10;# e")).isEqualTo("<p>ab cd # e</p>\n");
        assertThat(MarkdownText.normalized("a&#10;&#10;# e&#10;- f")).isEqualTo("a  # e - f");
        assertThat(MarkdownText.html("[a](https://example.com/&#x202E;moc)"))
                .doesNotContain("\u202E")
                .contains("<p>[a](");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n***\nb",
                "1. a\n   - b\n\n         code\n2. c",
                "> a\n> > b\n>\n> ```\n> <x>\n> ```",
                "- a\n\n  b\n- c",
                "*a **b** c* _d_ `` ` ``",
                "a\\\nb  \nc",
                "+ a\n+ b\n\n- c",
                "wow![a](https://example.com/(b))",
                "10) x\n\n\n11) y",
                "a | b\n--|--\n1 | 2",
                "| a | b |\n|:--|--:|\n| `x\\|y` | **c** \\| d |\n| e |\n\nafter",
                "- a\n\n  | b | c |\n  |---|---|\n  | d | e |\n- f",
                "> | b |\n> |---|\n> | <x> [y](https://example.com/) |",
                "before\n| b | c |\n|---|---|\n# after",
                "- [ ] a\n- [x] b\n\n1. [X] c",
                "~~a *b* ~c~~ ~d~ ~~~~ a~~b~~c",
                "Setext\n======\n\nx\n-",
                "<https://example.com/a_b*c*> {{ x }} $y$ ~~z~~",
                "a &lt;b&gt; &amp;copy; &copy",
                "    indented <b>\n\n\ttab",
                "-\n\n  a\n- ",
                "* * *\n- - -\n",
                "__a__**b**_c_*d*",
                "9. a\n9. b",
            })
    void staysTheSameWhenNormalisedAgain(String markdown) {
        String once = MarkdownText.normalized(markdown);

        assertThat(MarkdownText.html(once)).isEqualTo(MarkdownText.html(markdown));
        assertThat(MarkdownText.normalized(once)).isEqualTo(once);
    }

    @Test
    void isSafeForAnotherParserWhateverItHolds() {
        List<String> tokens = List.of(
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "[",
                "]",
                "(",
                ")",
                "](",
                "javascript:x",
                "https://example.com/",
                "`",
                "```",
                "*",
                "**",
                "_",
                "\n",
                "\n\n",
                "- ",
                "1. ",
                "> ",
                "#",
                "    ",
                "\\",
                "&lt;",
                "&#10;",
                "&#60;b&#62;",
                "!",
                "|",
                "\n|---|---|\n",
                "~",
                "~~",
                "[x] ",
                "a",
                " ",
                "===",
                "---",
                "<b c='",
                "'>",
                "[x]: ",
                "<",
                ">",
                "data:y",
                "\t",
                "<?",
                "?>",
                "<![CDATA[");
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(14); j >= 0; j--) {
                text.append(tokens.get(random.nextInt(tokens.size())));
            }
            String markdown = MarkdownText.normalized(text.toString());
            assertThat(dangers(Parser.builder().build().parse(markdown)))
                    .as(text.toString())
                    .isEmpty();
            assertThat(MarkdownText.html(text.toString()))
                    .doesNotContainPattern("<b[ >]")
                    .doesNotContainPattern("href=\"(?!https?://|mailto:)")
                    .doesNotContain("<script", "<!");
        }
    }

    private static String dangers(Node tree) {
        StringBuilder found = new StringBuilder();
        tree.accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlBlock html) {
                found.append(html);
            }

            @Override
            public void visit(HtmlInline html) {
                found.append(html);
            }

            @Override
            public void visit(Image image) {
                found.append(image);
            }

            @Override
            public void visit(Link link) {
                if (!PlainUrls.mayLinkTo(link.getDestination())) {
                    found.append(link);
                }
                visitChildren(link);
            }
        });
        return found.toString();
    }

    private static final int MANY = 10_000;

    private static final Map<String, String> HOSTILE = Map.ofEntries(
            Map.entry("quotes", ">".repeat(MANY) + "a"),
            Map.entry("lists", "- ".repeat(MANY) + "a"),
            Map.entry("lists and blank lines", "- ".repeat(MANY) + "a" + "\n".repeat(MANY)),
            Map.entry("numbers", "1. ".repeat(MANY) + "a"),
            Map.entry("mixed", "> - 1. ".repeat(MANY) + "a"),
            Map.entry("emphasis", "*a **a ".repeat(MANY) + "b" + " a** a*".repeat(MANY)),
            Map.entry("short emphasis", "*a _a ".repeat(900) + "b" + " a_ a*".repeat(900)),
            Map.entry("images", "![".repeat(MANY) + "a" + "](b)".repeat(MANY)),
            Map.entry("few images", "![".repeat(600) + "a" + "](https://b)".repeat(600)),
            Map.entry("brackets", "[".repeat(MANY) + "a" + "]".repeat(MANY)),
            Map.entry("less-than", "<".repeat(5 * MANY)),
            Map.entry("attributes", "<a href='".repeat(MANY)),
            Map.entry("comments", "<!--a".repeat(MANY)),
            Map.entry("links", "[a](<b".repeat(MANY)),
            Map.entry("definitions", "[a]: b\n\n".repeat(6000) + "[a]".repeat(600)),
            Map.entry("open definitions", "[a\n".repeat(MANY)),
            Map.entry("long line", "a".repeat(1_000_000)),
            Map.entry("addresses", "https://example.com/".repeat(MANY)),
            Map.entry("short addresses", "https://e.x ".repeat(4000)),
            Map.entry("table", "|a".repeat(8000) + "\n" + "|-".repeat(8000) + "\n" + "a\n".repeat(MANY - 1000)),
            Map.entry("rows", "|a|b|\n|-|-|\n" + "|a\n".repeat(MANY)),
            Map.entry("strikes", "~~a ~b ".repeat(MANY)),
            Map.entry("entities", "&#x202E;".repeat(6000)),
            Map.entry("blank lines", "\n".repeat(1_000_000) + "a"));

    @Test
    void neitherHangsNorOverflowsForHostileText() {
        HOSTILE.forEach((name, text) -> assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    CompletableFuture<Integer> done = new CompletableFuture<>();
                    // A thread of Jenkins has a stack of this size.
                    Thread thread = new Thread(
                            null,
                            () -> {
                                try {
                                    done.complete(MarkdownText.html(text).length()
                                            + MarkdownText.normalized(text).length());
                                } catch (Throwable e) {
                                    done.completeExceptionally(e);
                                }
                            },
                            name,
                            512 * 1024);
                    thread.start();
                    assertThatCode(() -> done.get(20, TimeUnit.SECONDS))
                            .as(name)
                            .doesNotThrowAnyException();
                },
                name));
    }

    @Test
    void keepsBlocksAndHeadingsApartThatOnlyTheirFirstFormParts() {
        assertThat(MarkdownText.normalized("- > a\n  <!-- b -->\n- c")).isEqualTo("- > a\n\n  &lt;!-- b --&gt;\n\n- c");
        assertThat(MarkdownText.normalized("Two\nlines *and\nmore*\n===")).isEqualTo("#### Two lines *and more*");
        assertThat(MarkdownText.normalized("- a\n\n[x]: https://example.com/\n\n- b"))
                .isEqualTo("- a\n\n* b");
    }

    @Test
    void lowersHeadingsAndLeavesCodeAlone() {
        String notes = "Setext\n===\n\n## Two\n\n~~~~\n# code\n```\n# more\n~~~~\n\n    # indented\n\n##### Five";

        assertThat(MarkdownText.normalized(notes, 2))
                .isEqualTo("### Setext\n\n#### Two\n\n````\n# code\n```\n# more\n````\n\n"
                        + "```\n# indented\n```\n\n###### Five");
        assertThat(MarkdownText.html("### Three", 2)).isEqualTo("<h5>Three</h5>\n");
    }

    @Test
    void showsWhatIsTooDeepAsText() {
        assertThat(MarkdownText.html(">".repeat(100) + " <b>"))
                .isEqualTo("<p>" + "&gt;".repeat(100) + " &lt;b&gt;</p>\n");
    }
}
