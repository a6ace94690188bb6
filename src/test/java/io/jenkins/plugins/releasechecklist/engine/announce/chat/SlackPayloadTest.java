package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.announce.ChannelAudience;
import io.jenkins.plugins.releasechecklist.engine.announce.Hostile;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SlackPayloadTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What Slack takes for markup: between angle brackets, links that we write are all that there may be. */
    private static final Pattern OUR_LINK =
            Pattern.compile("<(?:https://ci\\.example\\.com/|https://evil\\.example\\.com|mailto:)[^<>|]*\\|[^<>|]+>");

    private static JsonNode payload(Message message) throws IOException {
        return JSON.readTree(SlackPayload.render(message, Messages.ID));
    }

    private static Message message(String markdown) {
        return new Message(
                MessageEvent.RELEASE_ANNOUNCED,
                Messages.NOON,
                "Shop",
                "2.4.0",
                "minor",
                "RELEASED_WITH_OPEN_ITEMS",
                Optional.of("production"),
                "stakeholders",
                "Shop 2.4.0 is released",
                markdown,
                "<p>fragment</p>",
                List.of(new Link("Checklist", URI.create("https://ci.example.com/job/shop/7/?a=1&b=2"))));
    }

    private static String sections(JsonNode payload) {
        List<String> texts = new ArrayList<>();
        payload.get("blocks").forEach(block -> {
            if (block.get("type").textValue().equals("section")) {
                texts.add(block.at("/text/text").textValue());
            }
        });
        return String.join("\n\n", texts);
    }

    private static String written(String markdown) throws IOException {
        String sections = sections(payload(message(markdown)));
        return sections.substring(0, sections.lastIndexOf("\n\n"));
    }

    @Test
    void hasAHeadingWhatItIsAboutTheTextAndTheLinks() throws IOException {
        NotesDraft draft = new NotesDraft(
                Optional.of("Schneller zur **Kasse**"), List.of("New form", "R&D"), Optional.empty(), List.of());
        Message message = Message.announcing(
                ReleaseNotes.of("OctoAcme Shop", "2.4.0", LocalDate.of(2025, 3, 4), "minor", draft, List.of()),
                Messages.NOON,
                "RELEASED",
                Optional.of("production"),
                new ChannelAudience("stakeholders", List.of(), Optional.empty()),
                List.of(new Link("Checklist", URI.create("https://ci.example.com/job/shop/7/?a=1&b=2"))),
                List.of());

        JsonNode payload = payload(message);

        assertThat(payload.get("text").textValue()).isEqualTo("OctoAcme Shop 2.4.0 is released");
        assertThat(payload.at("/blocks/0/type").textValue()).isEqualTo("header");
        assertThat(payload.at("/blocks/0/text/type").textValue()).isEqualTo("plain_text");
        assertThat(payload.at("/blocks/0/text/text").textValue()).isEqualTo("OctoAcme Shop 2.4.0 is released");
        assertThat(payload.at("/blocks/1/type").textValue()).isEqualTo("context");
        assertThat(payload.at("/blocks/1/elements/0/text").textValue())
                .isEqualTo("Status: *Released*  |  Environment: *production*  |  Type: *minor*");
        assertThat(sections(payload))
                .startsWith("*Date:* 2025-03-04\n*Type:* minor\n\n*Summary*\n\nSchneller zur *Kasse*\n\n")
                .contains("*Notable changes*\n\n• New form\n• R&amp;D\n\n")
                .endsWith("\n\n<https://ci.example.com/job/shop/7/?a=1&amp;b=2|Checklist>");
    }

    @Test
    void writesMarkdownInItsOwnForm() throws IOException {
        assertThat(written("some **bold**, *italic* and `code <a>`"))
                .isEqualTo("some *bold*, _italic_ and `code &lt;a&gt;`");
        assertThat(written("[a|b](https://ci.example.com/?x=1&y=2) [QA](mailto:qa@example.com)"))
                .isEqualTo("<https://ci.example.com/?x=1&amp;y=2|a¦b> <mailto:qa@example.com|QA>");
        assertThat(written("- one\n  - two\n- three\n\n  more\n\n3. third\n4. fourth"))
                .isEqualTo("• one\n    ◦ two\n• three\n    more\n3. third\n4. fourth");
        assertThat(written("1. one\n\n   - two\n\n     more of two\n\n   more of one"))
                .isEqualTo("1. one\n    ◦ two\n        more of two\n    more of one");
        assertThat(written("~~gone~~ 2.4.0\n\n- [x] done\n- [ ] open")).isEqualTo("~gone~ 2.4.0\n\n• ☑ done\n• ☐ open");
        assertThat(written("| Name | Old |\n|---|---:|\n| `max` | a\\|b |\n| x |\n"))
                .isEqualTo("```\nName  Old\n----  ---\nmax   a|b\nx\n```");
        assertThat(written("```\nif (a < b)\n  `x`\n```")).isEqualTo("```\nif (a &lt; b)\n  'x'\n```");
        assertThat(written("> said\n\nnext")).isEqualTo("&gt; said\n\nnext");
        assertThat(written("#### Heading with **bold**\n\ntext")).isEqualTo("*Heading with bold*\n\ntext");
    }

    @Test
    void sectionsAreTakenAsTheyAre() throws IOException {
        JsonNode payload = payload(message("@channel #general https://ci.example.com/"));

        payload.findParents("text").stream()
                .filter(node -> node.path("type").asText().equals("mrkdwn"))
                .forEach(node -> assertThat(node.get("verbatim").booleanValue()).isTrue());
        assertThat(payload.get("unfurl_links").booleanValue()).isFalse();
    }

    @Test
    void cutsALongTextAtAParagraphAndSaysSo() throws IOException {
        String paragraph = "word ".repeat(200).strip();
        String text = sections(payload(message((paragraph + "\n\n").repeat(20))));

        assertThat(text).hasSizeLessThan(11_000).contains("\n\n_The text is cut here._\n\n<https://ci.example.com/");
        assertThat(text.substring(0, text.indexOf("\n\n_The")).split("\n\n")).allMatch(paragraph::equals);
        assertThat(sections(payload(message("x".repeat(40_000))))).contains("xxx…\n\n_The text is cut here._");
    }

    @ParameterizedTest
    @ValueSource(strings = {"word \"quoted\" ", "x ", "& < ", "- item\n", "```\ncode\n```\n\n", "ü🎉 "})
    void staysBelowWhatSlackRefuses(String piece) throws IOException {
        List<Link> links = IntStream.range(0, 10)
                .mapToObj(i -> new Link(
                        "Link " + "&".repeat(90), URI.create("https://ci.example.com/" + "a&".repeat(120) + i)))
                .toList();
        Message message = message(piece.repeat(4000));
        Message wordy = new Message(
                message.event(),
                message.at(),
                "Shop",
                "2.4.0",
                "\"".repeat(200),
                "\"".repeat(200),
                Optional.of("&".repeat(200)),
                message.channel(),
                "\"".repeat(300),
                message.markdown(),
                message.html(),
                links);

        for (Message each : List.of(message, wordy)) {
            JsonNode payload = payload(each);
            assertThat(payload.toString()).hasSizeLessThanOrEqualTo(SlackPayload.MOST_CHARACTERS);
            assertThat(payload.toString().length()).isGreaterThan(SlackPayload.MOST_CHARACTERS / 3);
        }
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.releasechecklist.engine.announce.Hostile#messages")
    void keepsTheLimitsAndLetsNothingMentionOrForge(Message message) throws IOException {
        JsonNode payload = payload(message);

        assertThat(payload.get("blocks").size()).isBetween(2, 50);
        assertThat(payload.toString()).hasSizeLessThanOrEqualTo(SlackPayload.MOST_CHARACTERS);
        payload.get("blocks").forEach(block -> {
            switch (block.get("type").textValue()) {
                case "header" ->
                    assertThat(block.at("/text/text").textValue().length()).isBetween(1, 150);
                case "section" ->
                    assertThat(block.at("/text/text").textValue().length()).isBetween(1, 3000);
                default -> assertThat(block.get("elements").size()).isEqualTo(1);
            }
        });
        payload.findValues("text").stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .forEach(text -> {
                    assertThat(OUR_LINK.matcher(text).replaceAll("")).doesNotContain("<", ">");
                    assertThat(text).doesNotContain(Hostile.RIGHT_TO_LEFT, "\u0000", "\r");
                });
    }
}
