package io.jenkins.plugins.releasechecklist.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.announce.ChannelAudience;
import io.jenkins.plugins.releasechecklist.engine.announce.Hostile;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.SlackPayload;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.TeamsPayload;
import io.jenkins.plugins.releasechecklist.engine.announce.mail.MailText;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.CloudEventPayload;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookPayload;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Commit;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.CommitLog;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.report.json.CdEventJson;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile text in every field of a release, through every format that leaves the engine. */
class HostileTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A reader that takes HTML as it is. */
    private static final Parser MARKDOWN = Parser.builder()
            .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
            .build();

    private static final String PAGE = "https://ci.example.com/job/shop/7/";

    /** A tag as we write it. Where every "<" begins one of these, a browser sees no other. */
    private static final Pattern TAG = Pattern.compile("</?([a-z][a-z0-9]*)((?: [a-z-]+=\"[^\"<>]*\")*) ?/?>");

    private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z-]+)=\"([^\"]*)\"");
    private static final Set<String> ELEMENTS =
            Set.of(("html head meta title style body header main section h1 h2 h3 h4 h5 h6 p span div dl dt dd "
                            + "table caption thead tbody tr th td ul ol li a br wbr hr em strong code pre blockquote time del input")
                    .split(" "));
    private static final Set<String> ATTRIBUTES = Set.of(("class href rel lang charset http-equiv content name "
                    + "scope data-column datetime start align type disabled checked dir")
            .split(" "));

    @TempDir
    private Path folder;

    static Stream<String> texts() {
        return Hostile.TEXTS.stream().filter(text -> text.length() < 20_000);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noReportSaysMoreThanText(String text) throws Exception {
        ReleaseRecord record = SampleRelease.saying(text, folder);
        ReleaseReport report = ReleaseReport.of(record);

        assertHarmlessHtml(report.as(ReportFormat.HTML));
        assertHarmlessMarkdown(report.as(ReportFormat.MD));
        assertHarmlessCsv(report.as(ReportFormat.CSV));
        assertThat(record.verify()).isEmpty();
        JsonNode json = JSON.readTree(report.as(ReportFormat.JSON));
        // Half a character cannot be written.
        String written = new String(text.getBytes(UTF_8), UTF_8);
        assertThat(json.findValuesAsText("version")).contains(written);
        assertThat(json.findValuesAsText("comment")).contains(written);
        for (CdEventJson event : CdEventJson.of(record.events(0), record.state(), PAGE, "shop")) {
            assertThat(JSON.readTree(event.json().toString())).isEqualTo(event.json());
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noMessageSaysMoreThanText(String text) throws Exception {
        Message message = message(text);

        MailText mail = MailText.of(message, Messages.ID, text);
        assertThat(mail.subject()).doesNotContainPattern("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");
        assertThat(mail.headers().values()).allMatch(value -> value.matches("[ -~]+"));
        assertThat(mail.messageId()).matches("<[\\w.-]+@[A-Za-z0-9.-]+>");
        assertHarmlessHtml(mail.html());
        assertThat(mail.plain()).doesNotContainPattern("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");
        assertHarmlessMarkdown(message.markdown());
        JSON.readTree(SlackPayload.render(message, Messages.ID))
                .findValuesAsText("text")
                .forEach(line -> assertThat(line.replaceAll("<(?:https?://|mailto:)[^<>|]*\\|[^<>|]+>", ""))
                        .doesNotContain("<", ">"));
        JSON.readTree(TeamsPayload.render(message, Messages.ID))
                .findValuesAsText("text")
                .forEach(line -> assertThat(line.replaceAll("\\]\\((?:https?://|mailto:)[^() ]*\\)", ""))
                        .doesNotContain("<", ">", "]("));
        assertThat(JSON.readTree(WebhookPayload.render(message, Messages.ID))
                        .get("markdown")
                        .textValue())
                .isEqualTo(message.markdown());
        CloudEventPayload binary = new CloudEventPayload(true);
        assertThat(binary.headers(message, Messages.ID).values()).allMatch(value -> value.matches("[ -~]+"));
        assertThat(JSON.readTree(new CloudEventPayload(false).render(message, Messages.ID))
                        .get("id")
                        .textValue())
                .isEqualTo(Messages.ID.value());
    }

    private static Message message(String text) {
        List<Commit> commits = List.of(
                new Commit(Optional.of("abc1234"), text, Optional.of(text)),
                new Commit(
                        Optional.of("abc1235"),
                        "feat(" + text + ")!: " + text + "\n\nBREAKING CHANGE: " + text,
                        Optional.empty()));
        String visible = "x " + text;
        return Message.announcing(
                ReleaseNotes.of(
                        visible,
                        visible,
                        LocalDate.of(2025, 3, 4),
                        visible,
                        new NotesDraft(Optional.of(text), List.of(text, text), Optional.of(visible), List.of(text)),
                        CommitLog.changes(commits, List.of())),
                Messages.NOON,
                text,
                Optional.of(text),
                new ChannelAudience(text, List.of(text), Optional.of(text)),
                List.of(new Link(text, URI.create(PAGE))),
                List.of());
    }

    private static void assertHarmlessHtml(String html) {
        String body = html.replace("<!DOCTYPE html>", "").replaceFirst("(?s)<style>.*?</style>", "");
        Matcher tags = TAG.matcher(body);
        while (tags.find()) {
            assertThat(tags.group(1)).isIn(ELEMENTS);
            Matcher attributes = ATTRIBUTE.matcher(tags.group(2));
            while (attributes.find()) {
                assertThat(attributes.group(1)).isIn(ATTRIBUTES);
                if (attributes.group(1).equals("href")) {
                    assertThat(attributes.group(2)).matches("(?:https?://|mailto:)[^\\s\\p{C}]*");
                }
            }
        }
        assertThat(TAG.matcher(body).replaceAll(""))
                .doesNotContain("<")
                .doesNotContainPattern("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\r\\n\\t]]");
    }

    private static void assertHarmlessMarkdown(String markdown) {
        MARKDOWN.parse(markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlBlock html) {
                throw new AssertionError("HTML: " + html.getLiteral());
            }

            @Override
            public void visit(HtmlInline html) {
                assertThat(html.getLiteral()).isEqualTo("<br>");
            }

            @Override
            public void visit(Image image) {
                throw new AssertionError("image: " + image.getDestination());
            }

            @Override
            public void visit(org.commonmark.node.Link link) {
                assertThat(link.getDestination()).matches("(?:https?://|mailto:).*");
                visitChildren(link);
            }
        });
    }

    /** Eleven cells a row, and no cell that a spreadsheet computes, neither where a semicolon begins another one. */
    private static void assertHarmlessCsv(String csv) {
        Matcher cells =
                Pattern.compile("(\"(?:[^\"]|\"\")*\"|[^,\"\\r\\n]*)(,|\\r\\n)").matcher(csv);
        int end = 0;
        int column = 0;
        while (cells.find()) {
            assertThat(cells.start()).isEqualTo(end);
            end = cells.end();
            column++;
            for (String part : cells.group(1).replaceFirst("^\"", "").split("[;\\t\\r\\n]")) {
                assertThat(part).doesNotContainPattern("^[\\s\\p{Z}\\p{C}]*[=+@\\uFF1D\\uFF0B\\uFF0D\\uFF20-]");
            }
            if (!cells.group(2).equals(",")) {
                assertThat(column).isEqualTo(11);
                column = 0;
            }
        }
        assertThat(end).isEqualTo(csv.length());
    }
}
