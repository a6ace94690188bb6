package io.jenkins.plugins.releasechecklist.engine.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Commit;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.CommitLog;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Field;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ReferencePattern;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.PlainUrls;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlNotesTest {

    private static String html(String summary) {
        NotesDraft draft = new NotesDraft(Optional.of(summary), List.of(), Optional.empty(), List.of());
        return HtmlNotes.render(ReleaseNotes.of("Shop", "2.4.0", LocalDate.of(2025, 3, 4), "minor", draft, List.of()));
    }

    private static List<Element> elements(String html) throws Exception {
        // The fragment is well-formed XML too, but for the one void element that text uses.
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replace("<br>", "<br/>"))));
        NodeList nodes = document.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void followsTheTemplateOfTheReleaseGuide() throws Exception {
        NotesDraft draft = new NotesDraft(
                Optional.of("Faster  \ncheckout\n\nAnd *more*"),
                List.of("New form"),
                Optional.empty(),
                List.of("Slow"));
        String html = HtmlNotes.render(
                ReleaseNotes.of("OctoAcme Shop", "2.4.0", LocalDate.of(2025, 3, 4), "minor", draft, List.of()));

        assertThat(html)
                .contains("<h2 class=\"release-notes__title\">OctoAcme Shop 2.4.0</h2>")
                .contains("<time class=\"release-notes__date\" datetime=\"2025-03-04\">2025-03-04</time> "
                        + "<span class=\"release-notes__type\">minor</span>")
                .contains("<p>Faster<br />\ncheckout</p>\n<p>And <em>more</em></p>")
                .contains("<ul><li>New form</li></ul>")
                .contains("<ul><li>Slow</li></ul>");
        assertThat(elements(html).stream()
                        .filter(e -> e.getTagName().equals("h3"))
                        .map(Element::getTextContent))
                .containsExactly("Summary", "Notable changes", "Migration steps", "Known issues");
    }

    @ParameterizedTest
    @EnumSource(
            value = Field.class,
            names = {"APPLICATION", "VERSION", "TYPE", "COMMIT_ID", "COMMIT_TITLE", "COMMIT_AUTHOR"})
    void hasTheSameElementsWhateverATextFieldHolds(Field field) throws Exception {
        String hostile = "</p></section>\"'><script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; &#60; %s"
                + " javascript:x **b** [a](https://example.com";

        List<Element> elements = elements(HtmlNotes.render(field.holding(hostile)));

        assertThat(elements.stream().map(Element::getTagName).filter(tag -> !tag.equals("a")))
                .containsExactlyElementsOf(elements(HtmlNotes.render(field.holding("harmless"))).stream()
                        .map(Element::getTagName)
                        .toList());
        assertThat(elements.get(0).getTextContent()).contains(hostile);
    }

    @ParameterizedTest
    @EnumSource(
            value = Field.class,
            names = {"SUMMARY", "CHANGE", "MIGRATION", "KNOWN_ISSUE"})
    void showsHtmlInAMarkdownFieldAsText(Field field) throws Exception {
        String hostile = "</p></section>\"'><script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; %s"
                + " javascript:x <javascript:alert(1)> [a](javascript:b) ![c](data:text/html,x)\n\n<div onclick=a>\n\n<!--";

        String html = HtmlNotes.render(field.holding(hostile));

        assertThat(elements(html)).allSatisfy(element -> {
            assertThat(element.getTagName()).isIn("section", "h2", "h3", "p", "time", "span", "div", "ul", "li");
            assertThat(element.hasAttribute("onclick")).isFalse();
        });
        assertThat(elements(html).get(0).getTextContent())
                .contains("<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt;")
                .contains("[a](javascript:b) ![c](data:text/html,x)")
                .contains("<div onclick=a>", "<!--");
    }

    @Test
    void linksInTheChangeLogWhatAPatternRecognises() {
        List<Change> log = CommitLog.changes(
                List.of(new Commit(Optional.empty(), "feat: SHOP-7 \"faster\"", Optional.of("Ada"))),
                List.of(ReferencePattern.of("[A-Z]+-[0-9]+", "https://tracker.example.com/browse/$0?a=1&b")));

        assertThat(HtmlNotes.render(
                        ReleaseNotes.of("Shop", "2.4.0", LocalDate.of(2025, 3, 4), "minor", NotesDraft.EMPTY, log)))
                .contains("<h3 class=\"release-notes__heading\">Change log</h3>")
                .contains("<h4 class=\"release-notes__group\">Features</h4><ul><li>"
                        + "<a href=\"https://tracker.example.com/browse/SHOP-7?a=1&amp;b\" rel=\"noopener noreferrer\">SHOP-7</a>"
                        + " &quot;faster&quot; (Ada)</li></ul><p>Authors: Ada</p>");
    }

    @Test
    void rendersTheChosenPartsInTheOrderGiven() {
        ReleaseNotes notes = Field.SUMMARY.holding("Faster");

        assertThat(HtmlNotes.render(notes, List.of(NotesPart.KNOWN_ISSUES, NotesPart.SUMMARY)))
                .containsSubsequence("Known issues", "Summary")
                .doesNotContain("Migration", "Change log");
    }

    @Test
    void usesClassesOnly() throws Exception {
        assertThat(elements(html("https://example.com/")))
                .allSatisfy(element ->
                        assertThat(element.getTagName()).isIn("section", "h2", "h3", "p", "time", "span", "div", "a"))
                .noneMatch(element -> element.hasAttribute("style") || element.hasAttribute("id"));
    }

    @Test
    void linksPlainAddressesWithoutOpenerAndReferrer() {
        assertThat(html("See https://example.com/a?b=1&c='2'3, please."))
                .contains("See <a href=\"https://example.com/a?b=1&amp;c='2'3\" rel=\"noopener noreferrer\">"
                        + "https://example.com/a?b=1&amp;c='2'3</a>, please.");
    }

    @Test
    void linksNoOtherSchemeAndNoAddressWithAUserName() {
        assertThat(html("javascript:alert(1) data:text/html,x file:///etc/passwd https://good.example@evil.example/"))
                .doesNotContain("<a");
    }

    @Test
    void leavesTheEndOfTheSentenceOutOfALink() {
        assertThat(PlainUrls.split("(see https://example.com/a_(b)). Done").stream()
                        .filter(TextPiece::isPlainAddress)
                        .map(TextPiece::text))
                .containsExactly("https://example.com/a_(b)");
    }

    @Test
    void linksNoHalfOfAnAddress() {
        assertThat(html("https://exämple.example/ https://example.com/ä https://example.com/" + "a".repeat(3000)))
                .doesNotContain("<a");
    }
}
