package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheckBuilder;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that an administrator wrote for another system: JSON with placeholders such as <code>{version}</code> for what a message
 * says. The JSON is read first, and placeholders are replaced in the strings of the tree, so that no value can ever become more than
 * a part of a string. A secret is never part of a text that this class makes for people.
 */
public final class WebhookTemplate implements Payload {

    /** What a placeholder in the body can stand for. */
    public static final List<String> NAMES = List.of(
            "event",
            "id",
            "at",
            "date",
            "application",
            "version",
            "type",
            "status",
            "environment",
            "channel",
            "title",
            "text",
            "markdown",
            "html",
            "url",
            "secret");

    /** What a placeholder in a header can stand for: nothing that people write. */
    private static final List<String> NAMES_IN_HEADERS = List.of("event", "id", "secret");

    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpMethod method;
    private final Map<String, String> headers;
    private final JsonNode body;
    private final String secret;

    /**
     * Reads a template.
     *
     * @param method POST, PUT or PATCH
     * @param headers the headers in addition to those of every webhook, with placeholders for event, id and secret
     * @param body JSON with placeholders in its strings
     * @param secret what <code>{secret}</code> stands for; empty for none
     * @throws IllegalArgumentException if one of them is of another kind, with what was expected
     */
    public WebhookTemplate(HttpMethod method, Map<String, String> headers, String body, String secret) {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method: expected POST, PUT or PATCH, found " + method);
        }
        HttpCheckBuilder check = HttpCheck.builder("https://example.com/");
        headers.forEach((name, value) -> {
            requireKnown("headers", value, NAMES_IN_HEADERS);
            check.header(name, value);
        });
        check.build();
        this.method = method;
        this.headers = new LinkedHashMap<>(headers);
        this.body = parsed(body);
        this.secret = secret;
        strings(this.body, text -> {
            requireKnown("body", text, NAMES);
            return text;
        });
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "body: expected JSON with placeholders in its strings, found a mistake in line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    e);
        }
    }

    private static void requireKnown(String what, String text, List<String> names) {
        PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).forEach(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(what + ": " + Suggestions.unknown("placeholder", name, names));
            }
        });
    }

    @Override
    public HttpMethod method() {
        return method;
    }

    @Override
    public Map<String, String> headers(Message message, DeliveryId id) {
        Map<String, String> values = Map.of("event", message.event().wireName(), "id", id.value(), "secret", secret);
        Map<String, String> filled = new LinkedHashMap<>();
        headers.forEach((name, value) -> filled.put(name, filled(value, values)));
        return filled;
    }

    @Override
    public List<String> secrets() {
        return secret.isEmpty() ? List.of() : List.of(secret);
    }

    @Override
    public String render(Message message, DeliveryId id) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("event", message.event().wireName());
        values.put("id", id.value());
        values.put("at", message.at().truncatedTo(ChronoUnit.MILLIS).toString());
        values.put("date", message.at().atOffset(ZoneOffset.UTC).toLocalDate().toString());
        values.put("application", message.application());
        values.put("version", message.version());
        values.put("type", message.type());
        values.put("status", message.status());
        values.put("environment", message.environment().orElse(""));
        values.put("channel", message.channel());
        values.put("title", message.title());
        values.put("text", MarkdownText.plain(message.markdown()));
        values.put("markdown", message.markdown());
        values.put("html", message.html());
        values.put(
                "url",
                message.links().stream()
                        .findFirst()
                        .map(Link::url)
                        .map(Object::toString)
                        .orElse(""));
        values.put("secret", secret);
        return strings(body, text -> filled(text, values)).toString();
    }

    /** The tree with every string in it replaced; keys stay as they are. */
    private static JsonNode strings(JsonNode node, UnaryOperator<String> replacement) {
        if (node.isTextual()) {
            return TextNode.valueOf(replacement.apply(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode array = JSON.createArrayNode();
            node.forEach(element -> array.add(strings(element, replacement)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            node.fields().forEachRemaining(field -> object.set(field.getKey(), strings(field.getValue(), replacement)));
            return object;
        }
        return node;
    }

    /** What is put in is not looked at again: a title that says {secret} stays so. */
    private static String filled(String text, Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
    }
}
