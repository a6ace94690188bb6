package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Scalar;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Style;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheckBuilder;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Reads what is asked of a URL and what is expected of the answer; only the URL has to be there. */
public final class HttpCheckReader {
    /** An address that can be asked, in the form that the check's own rules accept. */
    public static final ValueReader<String> URL = Scalars.parsed(
            "a URL such as https://www.example.com/health",
            text -> HttpCheck.builder(text).build().url().toString());

    public static final ValueReader<String> JSON_PATH =
            Scalars.parsed("a JSONPath such as $.status", text -> new Expectation.JsonExists(text).path());

    /** A number as JSON writes it, which leaves out octal and hexadecimal ones, infinity and the like. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private static final ValueReader<String> PATTERN =
            Scalars.parsed("a regular expression", text -> new Expectation.JsonMatches("$", text).pattern());
    private static final ValueReader<String> BODY_PATTERN =
            Scalars.parsed("a regular expression", text -> new Expectation.BodyMatches(text).pattern());
    private static final ValueReader<RequestBody.Json> JSON =
            ((ValueReader<RequestBody.Json>) HttpCheckReader::json).whole();
    private static final ValueReader<HttpMethod> METHOD = Scalars.parsed("a method such as GET", HttpMethod::parse);
    private static final ValueReader<StatusRange> STATUS =
            Scalars.parsed("a status such as 200, 2xx or 200-299", StatusRange::parse);
    private static final ValueReader<StatusRange> STATUSES = HttpCheckReader::statuses;
    private static final ValueReader<Redirects> REDIRECTS = Scalars.oneOf(
            "what to do with redirects",
            List.of(Redirects.values()),
            redirects -> redirects.name().toLowerCase(Locale.ROOT));
    /** Headers to send. */
    public static final ValueReader<Map<String, String>> HEADERS = texts(
            "headers by their names",
            "a header",
            (name, text) ->
                    HttpCheck.builder("http://localhost/").header(name, text).build());

    /** The ids of credentials by the names of the headers that carry them. */
    public static final ValueReader<Map<String, String>> HEADER_CREDENTIALS = texts(
            "ids of credentials by the names of headers",
            "a header",
            (name, id) -> HttpCheck.builder("http://localhost/")
                    .headerCredentials(name, id)
                    .build());

    private static final ValueReader<Map<String, String>> EXPECTED_HEADERS = texts(
            "regular expressions by the names of headers",
            "an expectation of a header",
            Expectation.HeaderMatches::new);
    private static final ValueReader<Map<String, String>> FORM = texts(
            "values by the names of fields",
            "a field of a form",
            (name, text) -> new RequestBody.Form(Map.of(name, text)));

    private HttpCheckReader() {}

    /** A reader of HTTP checks whose names no other check has. */
    static ValueReader<HttpCheck> named(ValueReader<String> name) {
        ValueReader<HttpCheck> mapping = Fields.reader(PlanMapping.HTTP_CHECK, fields -> {
            // The rest is read without a URL, too: its mistakes are reported together with the missing one.
            Optional<String> url = fields.required("url", "a URL", URL);
            HttpCheckBuilder builder = HttpCheck.builder(url.orElse(""));
            fields.value("name", name).ifPresent(builder::name);
            request(fields, builder);
            answer(fields, builder);
            return fields.built(builder::build, url);
        });
        return (node, problems) -> node instanceof PlanNode.Scalar scalar
                        && !scalar.text().isBlank()
                ? URL.read(node, problems).map(url -> HttpCheck.builder(url).build())
                : mapping.read(node, problems);
    }

    private static void request(Fields fields, HttpCheckBuilder builder) {
        fields.value("method", METHOD).ifPresent(builder::method);
        fields.value("body", Scalars.VERBATIM).ifPresent(builder::body);
        fields.value("form", FORM).ifPresent(builder::form);
        fields.value("json", JSON).ifPresent(builder::json);
        fields.value("credentialsId", Scalars.TEXT).ifPresent(builder::credentialsId);
        fields.value("certificateId", Scalars.TEXT).ifPresent(builder::certificateId);
        fields.value("caCredentialsId", Scalars.TEXT).ifPresent(builder::caCredentialsId);
        fields.value("redirects", REDIRECTS).ifPresent(builder::redirects);
        fields.value("headers", HEADERS).ifPresent(headers -> headers.forEach(builder::header));
    }

    private static void answer(Fields fields, HttpCheckBuilder builder) {
        fields.value("status", STATUSES).ifPresent(builder::status);
        fields.value("maxLatency", Scalars.POSITIVE_DURATION).ifPresent(builder::maxLatency);
        fields.value("expectHeaders", EXPECTED_HEADERS).ifPresent(headers -> headers.forEach(builder::expectHeader));
        fields.value("bodyContains", Scalars.SOME_VERBATIM).ifPresent(builder::bodyContains);
        fields.value("bodyNotContains", Scalars.SOME_VERBATIM).ifPresent(builder::bodyNotContains);
        fields.value("bodyMatches", BODY_PATTERN).ifPresent(builder::bodyMatches);
        Optional<String> path = fields.value("jsonPath", JSON_PATH);
        Optional<String> equal = fields.value("expect", Scalars.VERBATIM);
        Optional<String> pattern = fields.value("matches", PATTERN);
        path.ifPresent(json -> {
            builder.jsonPath(json);
            equal.ifPresent(builder::expect);
            pattern.ifPresent(builder::matches);
        });
        for (String key : List.of("expect", "matches")) {
            if (fields.has(key) && !fields.has("jsonPath")) {
                fields.contradicts(key, "a jsonPath beside it (or bodyContains instead)", "none");
            }
        }
    }

    /** Reads a status, or a list of them. */
    private static Optional<StatusRange> statuses(PlanNode node, Problems problems) {
        if (!(node instanceof PlanNode.Sequence sequence) || sequence.elements().isEmpty()) {
            return STATUS.read(node, problems);
        }
        List<StatusRange.Span> spans = new ArrayList<>();
        sequence.elements()
                .forEach(element -> STATUS.read(element, problems).ifPresent(status -> spans.addAll(status.spans())));
        return Optional.of(new StatusRange(spans));
    }

    /**
     * Reads texts by their names: headers to send, headers to expect, fields of a form. What a name and a text may be is the
     * check's own rule, which is asked entry by entry.
     *
     * @param entryFound how a message names an entry that is refused: not its value, which may be a secret
     */
    private static ValueReader<Map<String, String>> texts(
            String what, String entryFound, BiConsumer<String, String> rule) {
        return (node, problems) -> {
            if (!(node instanceof PlanNode.Mapping mapping)) {
                problems.expected(what + " (a mapping)", node);
                return Optional.empty();
            }
            Map<String, String> texts = new LinkedHashMap<>();
            for (PlanNode.Entry entry : mapping.entries()) {
                Scalars.VERBATIM.read(entry.value(), problems).ifPresent(text -> {
                    try {
                        rule.accept(entry.key(), text);
                        texts.put(entry.key(), text);
                    } catch (IllegalArgumentException refused) {
                        problems.refused(refused.getMessage(), entryFound, entry.place());
                    }
                });
            }
            return Optional.of(texts);
        };
    }

    /** Reads JSON to send: text that is JSON, or a mapping or a list in the words of YAML. */
    private static Optional<RequestBody.Json> json(PlanNode node, Problems problems) {
        if (node instanceof Scalar scalar && scalar.style() != Style.TEXT) {
            problems.expected("JSON as text, a mapping or a list", node);
            return Optional.empty();
        }
        try {
            return Optional.of(
                    node instanceof Scalar text
                            ? new RequestBody.Json(text.text())
                            : RequestBody.Json.of(value(node, problems)));
        } catch (IllegalArgumentException refused) {
            // Not the text itself, which may hold a secret.
            problems.refused(
                    refused.getMessage(), node instanceof Scalar ? "other text" : node.describe(), node.place());
            return Optional.empty();
        }
    }

    private static Object value(PlanNode node, Problems problems) {
        if (node instanceof PlanNode.Mapping mapping) {
            Map<String, Object> values = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> values.put(entry.key(), value(entry.value(), problems)));
            return values;
        }
        if (node instanceof PlanNode.Sequence sequence) {
            List<Object> values = new ArrayList<>();
            sequence.elements().forEach(element -> values.add(value(element, problems)));
            return values;
        }
        Scalar scalar = (Scalar) node;
        return switch (scalar.style()) {
            case TEXT -> scalar.text();
            case NUMBER -> number(scalar, problems);
            case BOOLEAN -> Scalars.FLAG.read(scalar, problems).orElse(false);
            // Jackson's null is null.
            case NOTHING -> null;
        };
    }

    private static Object number(Scalar scalar, Problems problems) {
        if (!NUMBER.matcher(scalar.text()).matches()) {
            problems.expected("a number as JSON writes it, or text in quotation marks", scalar);
            return 0;
        }
        return new BigDecimal(scalar.text());
    }
}
