package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.announce.Hostile;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class TeamsPayloadTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The only links that were asked for. */
    private static final Pattern OUR_LINK =
            Pattern.compile("\\]\\((?:https://ci\\.example\\.com/|https://evil\\.example\\.com)[^() ]*\\)");

    private static JsonNode card(Message message) throws IOException {
        return JSON.readTree(TeamsPayload.render(message, Messages.ID)).at("/attachments/0/content");
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

    private static List<String> written(String markdown) throws IOException {
        List<String> texts = new ArrayList<>();
        card(message(markdown)).get("body").forEach(block -> {
            if (block.get("type").textValue().equals("TextBlock")) {
                texts.add(block.get("text").textValue());
            }
        });
        return texts.subList(1, texts.size());
    }

    @Test
    void isAnAdaptiveCardAsAWorkflowTakesIt() throws IOException {
        JsonNode payload = JSON.readTree(TeamsPayload.render(Messages.announcement(), Messages.ID));

        assertThat(payload.get("type").textValue()).isEqualTo("message");
        assertThat(payload.at("/attachments/0/contentType").textValue())
                .isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonNode card = payload.at("/attachments/0/content");
        assertThat(card.get("type").textValue()).isEqualTo("AdaptiveCard");
        assertThat(card.get("version").textValue()).isEqualTo("1.4");
        assertThat(card.at("/body/0/text").textValue()).isEqualTo("OctoAcme Shop 2.4.0 is released");
        assertThat(card.at("/body/1/type").textValue()).isEqualTo("FactSet");
        assertThat(card.at("/body/1/facts/0/value").textValue()).isEqualTo("Released");
        assertThat(card.at("/body/1/facts/1/value").textValue()).isEqualTo("production");
        assertThat(card.at("/body/1/facts/2/value").textValue()).isEqualTo("2.4.0");
        assertThat(card.at("/actions/0/type").textValue()).isEqualTo("Action.OpenUrl");
        assertThat(card.at("/actions/0/url").textValue())
                .isEqualTo("https://ci.example.com/job/shop/7/release-checklist/");
    }

    @Test
    void writesTheMarkdownThatTeamsKnows() throws IOException {
        assertThat(written("some **bold**, *italic* and `code <a>`"))
                .containsExactly("some **bold**, _italic_ and code &lt;a&gt;");
        assertThat(written("[a \\] b](https://ci.example.com/x_(y)?x=1&y=2)"))
                .containsExactly("[a \\] b](https://ci.example.com/x_%28y%29?x=1&y=2)");
        assertThat(written("- one\n  - two\n\n3. third"))
                .containsExactly("- one", "\u00A0\u00A0\u00A0\u00A0◦ two", "3. third");
        assertThat(written("one  \ntwo\n\n- \\- three")).containsExactly("one\n\ntwo", "- \\- three");
        assertThat(written("1. one\n\n   more")).containsExactly("1. one", "\u00A0\u00A0\u00A0\u00A0more");
        assertThat(written("2.4.0 is out")).containsExactly("2.4.0 is out");
        assertThat(written("| Name | Old |\n|---|---:|\n| `max` | 1 |\n"))
                .containsExactly("Name\u00A0\u00A0Old\n\n\\----\u00A0\u00A0---\n\nmax\u00A0\u00A0\u00A01");
        assertThat(written("~~gone~~\n\n- [x] done")).containsExactly("~~gone~~", "- ☑ done");
        assertThat(written("\\# 1\\. a_b \\*c\\*")).containsExactly("\\# 1. a\\_b \\*c\\*");
        assertThat(written("```\nif (a)\n  b\n```")).containsExactly("if (a)\n\n\u00A0\u00A0b");
    }

    @Test
    void aHeadingIsALargerText() throws IOException {
        JsonNode heading = card(message("#### Summary\n\ntext")).at("/body/2");

        assertThat(heading.get("text").textValue()).isEqualTo("Summary");
        assertThat(heading.get("weight").textValue()).isEqualTo("Bolder");
    }

    @Test
    void cutsALongTextAtAParagraphWithALinkToTheRest() throws IOException {
        String paragraph = "word ".repeat(200).strip();
        List<String> written = written((paragraph + "\n\n").repeat(40));

        assertThat(written)
                .hasSizeBetween(15, 20)
                .last()
                .isEqualTo("_The text is cut here._ [Checklist](https://ci.example.com/job/shop/7/?a=1&b=2)");
        assertThat(written.subList(0, written.size() - 1)).containsOnly(paragraph);
        assertThat(written("é".repeat(40_000)).get(0)).endsWith("é…");
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.releasechecklist.engine.announce.Hostile#messages")
    void keepsTheLimitAndLetsNothingForgeALink(Message message) throws IOException {
        String payload = TeamsPayload.render(message, Messages.ID);

        assertThat(payload.getBytes(UTF_8).length).isLessThanOrEqualTo(20_000);
        JsonNode card = JSON.readTree(payload).at("/attachments/0/content");
        assertThat(card.get("actions").size()).isLessThanOrEqualTo(6);
        card.get("body").findValues("text").forEach(text -> assertHarmless(text.textValue()));
        card.get("body").findValues("value").forEach(text -> assertHarmless(text.textValue()));
    }

    /** Also for the clients that do not know backslashes: what they take for a link has to be one of ours. */
    private static void assertHarmless(String text) {
        assertThat(text).doesNotContain("<", ">", Hostile.RIGHT_TO_LEFT, "\u0000", "\r");
        assertThat(OUR_LINK.matcher(text).replaceAll("")).doesNotContain("](");
    }
}
