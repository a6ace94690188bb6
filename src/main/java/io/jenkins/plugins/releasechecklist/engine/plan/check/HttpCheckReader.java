package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what is asked of a URL and what is expected of the answer; only the URL has to be there. */
public final class HttpCheckReader implements ValueReader<HttpCheck> {
    public static final List<String> KEYS = List.of(
            "name",
            "url",
            "method",
            "headers",
            "body",
            "form",
            "json",
            "status",
            "expectHeaders",
            "bodyContains",
            "bodyMatches",
            "jsonPath",
            "expect",
            "matches",
            "maxLatency",
            "credentialsId",
            "certificateId",
            "redirects");

    /** An address that can be asked, in the form that the check's own rules accept. */
    public static final ValueReader<String> URL = Scalars.parsed(
            "a URL such as https://www.example.com/health",
            text -> HttpCheck.builder(text).build().url().toString());

    public static final ValueReader<String> JSON_PATH =
            Scalars.parsed("a JSONPath such as $.status", text -> new Expectation.JsonExists(text).path());

    private static final ValueReader<String> PATTERN =
            Scalars.parsed("a regular expression", text -> new Expectation.JsonMatches("$", text).pattern());
    private static final ValueReader<String> BODY_PATTERN =
            Scalars.parsed("a regular expression", text -> new Expectation.BodyMatches(text).pattern());
    private static final ValueReader<RequestBody.Json> JSON = new JsonReader();
    private static final ValueReader<HttpMethod> METHOD = Scalars.parsed("a method such as GET", HttpMethod::parse);
    private static final ValueReader<StatusRange> STATUS =
            Scalars.parsed("a status such as 200, 2xx or 200-299", StatusRange::parse);
    private static final ValueReader<Redirects> REDIRECTS = Scalars.oneOf(
            "what to do with redirects",
            List.of(Redirects.values()),
            redirects -> redirects.name().toLowerCase(Locale.ROOT));

    private final ValueReader<String> name;

    HttpCheckReader(ValueReader<String> name) {
        this.name = name;
    }

    @Override
    public Optional<HttpCheck> read(PlanNode node, Problems problems) {
        return Fields.of(node, "an HTTP check", KEYS, problems).flatMap(fields -> {
            // The rest is read without a URL, too: its mistakes are reported together with the missing one.
            Optional<String> url = fields.required("url", "a URL", URL);
            HttpCheckBuilder builder = HttpCheck.builder(url.orElse(""));
            request(fields, builder);
            fields.value("headers", HeadersReader.HEADERS).ifPresent(headers -> headers.forEach(builder::header));
            answer(fields, builder);
            return url.flatMap(ignored -> fields.built(builder::build));
        });
    }

    private void request(Fields fields, HttpCheckBuilder builder) {
        fields.value("name", name).ifPresent(builder::name);
        fields.value("method", METHOD).ifPresent(builder::method);
        fields.value("body", Scalars.VERBATIM).ifPresent(builder::body);
        fields.value("form", HeadersReader.FORM).ifPresent(builder::form);
        fields.value("json", JSON).ifPresent(builder::json);
        fields.value("credentialsId", Scalars.TEXT).ifPresent(builder::credentialsId);
        fields.value("certificateId", Scalars.TEXT).ifPresent(builder::certificateId);
        fields.value("redirects", REDIRECTS).ifPresent(builder::redirects);
    }

    private static void answer(Fields fields, HttpCheckBuilder builder) {
        fields.value("status", STATUS).ifPresent(builder::status);
        fields.value("maxLatency", Scalars.POSITIVE_DURATION).ifPresent(builder::maxLatency);
        fields.value("expectHeaders", HeadersReader.EXPECTED_HEADERS)
                .ifPresent(headers -> headers.forEach(builder::expectHeader));
        fields.value("bodyContains", Scalars.SOME_VERBATIM).ifPresent(builder::bodyContains);
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
}
