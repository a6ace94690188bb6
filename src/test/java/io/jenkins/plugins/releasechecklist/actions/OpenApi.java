package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.htmlunit.WebResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the REST API in {@code docs/openapi.yaml}. */
final class OpenApi {
    private static final JsonNode DOCUMENT = read();
    private static final JsonNode COMPONENTS = strict();
    private static final List<Operation> OPERATIONS = operations();

    private OpenApi() {}

    /** Something that can be asked for: a method and a path such as {@code /job/{job}/{build}/release-checklist/api/json}. */
    record Operation(String method, String path, JsonNode description) {

        boolean answers(String askedMethod, String askedPath) {
            String pattern =
                    Pattern.quote(path).replace("{job}", "\\E.+?\\Q").replaceAll("\\{[a-z]+\\}", "\\\\E[^/]+\\\\Q");
            return method.equals(askedMethod) && askedPath.matches(pattern);
        }

        Optional<JsonNode> answer(int status) {
            JsonNode answer = description.path("responses").path(Integer.toString(status));
            return Optional.of(answer.has("$ref") ? resolved(answer.path("$ref").asText()) : answer)
                    .filter(found -> !found.isMissingNode());
        }
    }

    static List<Operation> all() {
        return OPERATIONS;
    }

    /** Fails where an answer is not as described. What the document does not know, such as a page, is not looked at. */
    static void check(String method, String path, WebResponse response) {
        String asked = "/" + path.replaceFirst("\\?.*", "").replaceFirst("^/", "");
        String type = response.getContentType();
        OPERATIONS.stream()
                .filter(operation -> operation.answers(method, asked))
                .findFirst()
                .filter(operation -> type.equals("application/json") || response.getStatusCode() == 200)
                .ifPresent(operation -> check(operation, response, type));
    }

    private static void check(Operation operation, WebResponse response, String type) {
        String what = operation.method() + " " + operation.path() + " answered " + response.getStatusCode();
        JsonNode answer = operation
                .answer(response.getStatusCode())
                .orElseThrow(() -> new AssertionError(what + ", of which openapi.yaml knows nothing"));
        JsonNode content = answer.path("content").path(type);
        assertThat(content.isMissingNode())
                .as(what + " with " + type + "; openapi.yaml has " + answer.path("content"))
                .isFalse();
        if (type.equals("application/json")) {
            try {
                assertThat(problems(content.path("schema"), new ObjectMapper().readTree(response.getContentAsString())))
                        .as(what)
                        .isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(what, e);
            }
        }
    }

    /** What is wrong with a value by a schema of the document. */
    private static Set<ValidationMessage> problems(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", COMPONENTS);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(value);
    }

    /** What is wrong with each example of the document, by the name of its schema. */
    static Map<String, Set<ValidationMessage>> examples() {
        Map<String, Set<ValidationMessage>> checked = new TreeMap<>();
        DOCUMENT.at("/components/schemas")
                .fields()
                .forEachRemaining(schema -> schema.getValue()
                        .path("examples")
                        .forEach(example -> checked.put(
                                schema.getKey(),
                                problems(COMPONENTS.path("schemas").path(schema.getKey()), example))));
        return checked;
    }

    private static JsonNode resolved(String reference) {
        return DOCUMENT.at(reference.substring(1));
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        DOCUMENT.path("paths")
                .fields()
                .forEachRemaining(path -> StreamSupport.stream(
                                ((Iterable<String>) () -> path.getValue().fieldNames()).spliterator(), false)
                        .filter(method -> !method.equals("parameters"))
                        .map(method -> new Operation(
                                method.toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue().path(method)))
                        .forEach(operations::add));
        return operations;
    }

    private static JsonNode read() {
        try (Reader yaml = Files.newBufferedReader(Path.of("docs/openapi.yaml"))) {
            return new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schemas as they are, with no other fields than those. Where one is a part of another, that one knows the rest. */
    private static JsonNode strict() {
        ObjectNode components = DOCUMENT.path("components").deepCopy();
        Set<String> parts = new TreeSet<>();
        components.findValues("allOf").forEach(all -> parts.addAll(all.findValuesAsText("$ref")));
        components.path("schemas").fields().forEachRemaining(schema -> {
            if (!parts.contains("#/components/schemas/" + schema.getKey())
                    && !schema.getValue().has("anyOf")) {
                ((ObjectNode) schema.getValue()).put("unevaluatedProperties", false);
            }
        });
        return components;
    }
}
