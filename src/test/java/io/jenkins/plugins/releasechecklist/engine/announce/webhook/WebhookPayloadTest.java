package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebhookPayloadTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode schema = schema();

    /** The tests run in the plugin's folder and in the standalone tool's, which is one level deeper. */
    private static JsonNode schema() {
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(Optional.of(start), Optional::isPresent, at -> at.map(Path::getParent))
                .map(at -> at.orElseThrow().resolve("docs/webhook-payload.schema.json"))
                .filter(Files::exists)
                .findFirst()
                .map(WebhookPayloadTest::read)
                .orElseThrow();
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode payload(Message message) throws IOException {
        return JSON.readTree(WebhookPayload.render(message, Messages.ID));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.textValue()));
        return texts;
    }

    /** Asserts what the published schema uses: keys, types, patterns, allowed values and the schema of elements. */
    private static void assertFits(JsonNode value, JsonNode schema, String path) {
        JsonNode type = schema.path("type");
        if (!type.isMissingNode()) {
            String found =
                    value.isTextual() ? "string" : value.getNodeType().name().toLowerCase(Locale.ROOT);
            assertThat(type.isArray() ? texts(type) : List.of(type.textValue()))
                    .as(path)
                    .contains(found);
        }
        if (schema.has("enum")) {
            assertThat(texts(schema.get("enum"))).as(path).contains(value.textValue());
        }
        if (schema.has("pattern")) {
            assertThat(value.textValue()).as(path).matches(schema.get("pattern").textValue());
        }
        if (value.isTextual() && schema.has("minLength")) {
            assertThat(value.textValue().length())
                    .as(path)
                    .isGreaterThanOrEqualTo(schema.get("minLength").intValue());
        }
        if (value.isObject()) {
            assertThat(names(value))
                    .as(path)
                    .containsExactlyElementsOf(names(schema.get("properties")))
                    .containsExactlyElementsOf(texts(schema.get("required")));
            names(value)
                    .forEach(name ->
                            assertFits(value.get(name), schema.get("properties").get(name), path + "." + name));
        }
        value.elements().forEachRemaining(element -> {
            if (value.isArray()) {
                assertFits(element, schema.get("items"), path + "[]");
            }
        });
    }

    @Test
    void hasExactlyTheKeysOfThePublishedSchemaWithValuesThatFit() throws IOException {
        assertFits(payload(Messages.announcement()), schema, "$");
    }

    @Test
    void knowsTheSameEventsAsThePublishedSchema() {
        assertThat(texts(schema.at("/properties/event/enum")))
                .containsExactlyElementsOf(Stream.of(MessageEvent.values())
                        .map(MessageEvent::wireName)
                        .toList());
    }

    @Test
    void carriesTheMessage() throws IOException {
        JsonNode payload = payload(Messages.announcement());

        assertThat(payload.get("event").textValue()).isEqualTo("release.announced");
        assertThat(payload.get("id").textValue()).isEqualTo(Messages.ID.value());
        assertThat(payload.get("at").textValue()).isEqualTo("2025-03-04T12:00:00Z");
        assertThat(payload.get("title").textValue()).isEqualTo("OctoAcme Shop 2.4.0 is released");
        assertThat(payload.get("markdown").textValue()).startsWith("# OctoAcme Shop 2.4.0\n");
        assertThat(payload.get("html").textValue()).startsWith("<section class=\"release-notes\">");
        assertThat(payload.at("/links/0/url").textValue())
                .isEqualTo("https://ci.example.com/job/shop/7/release-checklist/");
    }

    @Test
    void saysNullForNoEnvironmentAndTellsTimeToTheMillisecond() throws IOException {
        Message incident = new Message(
                MessageEvent.INCIDENT_OPENED,
                Instant.parse("2025-03-04T12:00:00.123456Z"),
                "Shop",
                "2.4.0",
                "patch",
                "FAILED",
                Optional.empty(),
                "on-call",
                "Shop 2.4.0: incident opened",
                "text",
                "<p>text</p>",
                List.of());

        assertThat(payload(incident).get("environment").isNull()).isTrue();
        assertThat(payload(incident).get("at").textValue()).isEqualTo("2025-03-04T12:00:00.123Z");
        assertFits(payload(incident), schema, "$");
    }

    @Test
    void isTheSameTextEveryTime() {
        assertThat(WebhookPayload.render(Messages.announcement(), Messages.ID))
                .isEqualTo(WebhookPayload.render(Messages.announcement(), Messages.ID));
    }

    @Test
    void namesTheLastEntryOfTheLedger() throws IOException {
        JsonNode payload = payload(Messages.announcement().with(new Message.LedgerHead(12, "8c".repeat(32))));

        assertThat(payload.get("ledger"))
                .isEqualTo(JSON.readTree("{\"entry\":12,\"hash\":\"" + "8c".repeat(32) + "\"}"));
        assertFits(payload, schema, "payload");
        assertThat(payload(Messages.announcement()).get("ledger").isNull()).isTrue();
    }
}
