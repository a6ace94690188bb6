package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.plan.check.HttpCheckReader;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Distinct;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe.Source;
import java.util.List;
import java.util.Optional;

/**
 * Reads a metric, of Prometheus or of any URL that answers with JSON:
 * {@code {name: errors, prometheus: "https://prometheus.example.com", query: "sum(...)", pass: "<= baseline + 10%"}} or
 * {@code {name: queue, url: "https://www.example.com/status", jsonPath: "$.queue", pass: "<= 100"}}.
 */
public final class MetricReader implements ValueReader<MetricProbe> {
    public static final List<String> KEYS =
            List.of("name", "prometheus", "query", "url", "jsonPath", "pass", "failureLimit", "credentialsId");

    private static final ValueReader<Criterion> CRITERION =
            Scalars.parsed("a criterion such as \"<= 0.01\" or \"<= baseline + 10%\"", Criterion::parse);
    private static final ValueReader<Integer> LIMIT = Scalars.wholeNumber(0, 1_000_000);

    private final ValueReader<String> name = new Distinct<>("every name of a metric once", Scalars.TEXT);

    @Override
    public Optional<MetricProbe> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a metric", KEYS, problems).flatMap(fields -> {
            Optional<String> title = fields.required("name", "a name", name);
            Optional<Source> source = source(fields);
            Optional<Criterion> pass = fields.required("pass", "a criterion", CRITERION);
            int limit = fields.value("failureLimit", LIMIT).orElse(0);
            String credentials = fields.value("credentialsId", Scalars.TEXT).orElse("");
            return title.flatMap(known -> source.flatMap(where -> pass.flatMap(
                    demanded -> fields.built(() -> new MetricProbe(known, where, demanded, limit, credentials)))));
        });
    }

    private static Optional<Source> source(Fields fields) {
        boolean json = fields.has("url") || fields.has("jsonPath");
        if (json && (fields.has("prometheus") || fields.has("query"))) {
            fields.contradicts(
                    fields.has("url") ? "url" : "jsonPath",
                    "either prometheus with query, or url with jsonPath",
                    "parts of both");
            return Optional.empty();
        }
        if (json) {
            Optional<String> url = fields.required("url", "a URL", HttpCheckReader.URL);
            Optional<String> path =
                    fields.required("jsonPath", "a JSONPath such as $.errors", HttpCheckReader.JSON_PATH);
            return url.flatMap(address -> path.flatMap(where -> fields.built(() -> Source.Json.of(address, where))));
        }
        Optional<String> url = fields.required("prometheus", "the URL of a Prometheus server", HttpCheckReader.URL);
        Optional<String> query = fields.required("query", "a query in PromQL", Scalars.TEXT);
        return url.flatMap(address -> query.flatMap(text -> fields.built(() -> Source.Prometheus.of(address, text))));
    }
}
