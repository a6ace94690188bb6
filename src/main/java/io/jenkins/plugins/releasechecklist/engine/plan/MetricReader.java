package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.probe.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.MetricProbe;
import java.util.List;
import java.util.Optional;

/**
 * Reads a metric:
 * {@code {name: errors, prometheus: "https://prometheus.example.com", query: "sum(...)", pass: "<= baseline + 10%"}}.
 */
final class MetricReader implements ValueReader<MetricProbe> {
    static final List<String> KEYS = List.of("name", "prometheus", "query", "pass");

    private static final ValueReader<Criterion> CRITERION =
            Scalars.parsed("a criterion such as \"<= 0.01\" or \"<= baseline + 10%\"", Criterion::parse);

    private final ValueReader<String> name = new Distinct<>("every name of a metric once", Scalars.TEXT);

    @Override
    public Optional<MetricProbe> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a metric", KEYS, problems).flatMap(fields -> {
            Optional<String> title = fields.required("name", "a name", name);
            Optional<String> url = fields.required("prometheus", "the URL of a Prometheus server", HttpCheckReader.URL);
            Optional<String> query = fields.required("query", "a query in PromQL", Scalars.TEXT);
            Optional<Criterion> pass = fields.required("pass", "a criterion", CRITERION);
            if (title.isEmpty() || url.isEmpty() || query.isEmpty() || pass.isEmpty()) {
                return Optional.empty();
            }
            return fields.built(() ->
                    new MetricProbe(title.get(), MetricProbe.Source.Prometheus.of(url.get(), query.get()), pass.get()));
        });
    }
}
