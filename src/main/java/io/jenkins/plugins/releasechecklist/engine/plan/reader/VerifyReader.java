package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity.Unit;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.check.HttpCheckReader;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe.Source;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricUnit;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a deployed system is verified: for how long, and what its version and its metrics have to be. */
final class VerifyReader {
    static final ValueReader<VerifyPlan> VERIFY =
            Fields.reader(PlanMapping.VERIFICATION, fields -> Optional.of(verification(fields)));

    /**
     * Reads where a deployed system tells its version:
     * {@code {url: "https://www.example.com/version", jsonPath: "$.version"}}, with {@code instances: all} for every address
     * behind the name, or {@code urls} for a list of instances.
     */
    static final ValueReader<VersionProbe> VERSION = Fields.reader(PlanMapping.VERSION, VerifyReader::version);

    private static final ValueReader<Criterion> SUCCESS_RATE =
            Scalars.parsed("a percentage such as \">= 99%\"", VerifyReader::successRate);
    private static final ValueReader<Criterion> LATENCY = Scalars.parsed(
            "a duration such as \"<= 800ms\"", text -> Criterion.parse(text).require(Unit.DURATION, true));
    private static final ValueReader<Criterion> MEDIAN = Scalars.parsed(
            "a duration such as \"<= 800ms\", or \"no worse than baseline by 10%\"", VerifyReader::median);
    private static final ValueReader<Criterion> CRITERION =
            Scalars.parsed("a criterion such as \"<= 0.01\" or \"<= baseline + 10%\"", Criterion::parse);
    private static final ValueReader<Integer> FAILURES = Scalars.wholeNumber(1, 1_000_000);
    private static final ValueReader<Integer> LIMIT = Scalars.wholeNumber(0, 1_000_000);
    private static final ValueReader<Duration> DELAY = Scalars.parsed("a duration such as 30s", Durations::parse);
    private static final ValueReader<MetricUnit> UNIT = Scalars.oneOf(
            "what the source counts",
            List.copyOf(EnumSet.complementOf(EnumSet.of(MetricUnit.UNSAID))),
            MetricUnit::word);
    private static final ValueReader<String> INSTANCES =
            Scalars.oneOf("which instances are asked", List.of("one", "all"));

    private VerifyReader() {}

    /**
     * A reader of a list of metrics, of Prometheus or of any URL that answers with JSON:
     * {@code {name: errors, prometheus: "https://prometheus.example.com", query: "sum(...)", pass: "<= baseline + 10%"}} or
     * {@code {name: queue, url: "https://www.example.com/status", jsonPath: "$.queue", pass: "<= 100"}}.
     */
    static ValueReader<List<MetricProbe>> metrics() {
        ValueReader<String> names = Scalars.TEXT.once("every name of a metric once");
        return Fields.reader(PlanMapping.METRIC, fields -> metric(fields, names))
                .listOf("metrics");
    }

    private static VerifyPlan verification(Fields fields) {
        Optional<Duration> duration = fields.value("duration", Scalars.POSITIVE_DURATION);
        Optional<Duration> interval = fields.value("interval", Scalars.POSITIVE_DURATION);
        Optional<Duration> initialDelay = fields.value("initialDelay", DELAY);
        Map<Measure, Criterion> criteria = new EnumMap<>(Measure.class);
        fields.value("successRate", SUCCESS_RATE).ifPresent(it -> criteria.put(Measure.SUCCESS_RATE, it));
        fields.value("p50", MEDIAN).ifPresent(it -> criteria.put(Measure.P50, it));
        fields.value("p95", LATENCY).ifPresent(it -> criteria.put(Measure.P95, it));
        fields.value("p99", LATENCY).ifPresent(it -> criteria.put(Measure.P99, it));
        Optional<Integer> failures = fields.value("consecutiveFailures", FAILURES);
        Optional<VersionProbe> version = fields.value("version", VERSION);
        List<MetricProbe> metrics = fields.list("metrics", metrics());
        Duration whole = duration.orElse(VerificationRules.DEFAULT_DURATION);
        boolean tooLong = VerifyPlan.isTooLong(interval, Optional.of(whole));
        if (tooLong) {
            String longest = "at most the duration (" + Durations.format(whole)
                    + (fields.has("duration") ? ")" : ", the default)");
            fields.contradicts("interval", longest, Durations.format(interval.get()));
        }
        metrics.stream()
                .filter(metric -> metric.terms().initialDelay().compareTo(whole) >= 0)
                .findFirst()
                .ifPresent(metric -> fields.contradicts(
                        "metrics",
                        "an initialDelay of " + metric.name() + " shorter than the duration (" + Durations.format(whole)
                                + ")",
                        Durations.format(metric.terms().initialDelay())));
        VerificationRules.aloneCompared(criteria, metrics)
                .ifPresent(pass -> fields.contradicts(
                        "metrics",
                        "the other metric of '" + pass + "', or baseline in its place",
                        "none of that name"));
        return new VerifyPlan(
                duration, tooLong ? Optional.empty() : interval, initialDelay, criteria, failures, version, metrics);
    }

    private static Criterion median(String text) {
        Criterion criterion = Criterion.parse(text);
        return criterion.distribution().isPresent() ? criterion : criterion.require(Unit.DURATION, true);
    }

    private static Criterion successRate(String text) {
        Criterion criterion = Criterion.parse(text).require(Unit.PERCENTAGE, false);
        if (criterion.bound() instanceof Criterion.Bound.Fixed fixed
                && fixed.quantity().amount().compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("expected at most 100%, found '" + text + "'");
        }
        return criterion;
    }

    private static Optional<VersionProbe> version(Fields fields) {
        Optional<List<String>> urls = urls(fields);
        Optional<String> path = fields.required("jsonPath", "a JSONPath such as $.version", HttpCheckReader.JSON_PATH);
        String credentials = fields.value("credentialsId", Scalars.TEXT).orElse("");
        String authorities = fields.value("caCredentialsId", Scalars.TEXT).orElse("");
        boolean all = fields.value("instances", INSTANCES).filter("all"::equals).isPresent();
        return fields.built(
                () -> new VersionProbe(urls.orElseThrow(), path.orElseThrow(), credentials, all, authorities),
                urls,
                path);
    }

    private static Optional<List<String>> urls(Fields fields) {
        if (fields.has("url") && fields.has("urls")) {
            fields.contradicts("urls", "either url or urls", "both");
            return Optional.empty();
        }
        return fields.has("urls")
                ? fields.value("urls", HttpCheckReader.URL.listOf("URLs"))
                : fields.required("url", "a URL", HttpCheckReader.URL).map(List::of);
    }

    private static Optional<MetricProbe> metric(Fields fields, ValueReader<String> names) {
        Optional<String> name = fields.required("name", "a name", names);
        Optional<Source> source = source(fields);
        Optional<Criterion> pass = fields.required("pass", "a criterion", CRITERION);
        int limit = fields.value("failureLimit", LIMIT).orElse(0);
        String credentials = fields.value("credentialsId", Scalars.TEXT).orElse("");
        Map<String, String> headers =
                fields.value("headers", HttpCheckReader.HEADERS).orElse(Map.of());
        Map<String, String> secrets = fields.value("headerCredentials", HttpCheckReader.HEADER_CREDENTIALS)
                .orElse(Map.of());
        String authorities = fields.value("caCredentialsId", Scalars.TEXT).orElse("");
        MetricUnit unit = fields.value("unit", UNIT).orElse(MetricUnit.UNSAID);
        Duration delay = fields.value("initialDelay", DELAY).orElse(Duration.ZERO);
        int successes = fields.value("consecutiveSuccesses", FAILURES).orElse(0);
        boolean dryRun = fields.value("dryRun", Scalars.FLAG).orElse(false);
        return fields.built(
                () -> new MetricProbe(
                        name.orElseThrow(),
                        source.orElseThrow(),
                        pass.orElseThrow(),
                        limit,
                        credentials,
                        new MetricProbe.Terms(headers, secrets, authorities, unit, delay, successes, dryRun)),
                name,
                source,
                pass);
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
            return fields.built(() -> Source.Json.of(url.orElseThrow(), path.orElseThrow()), url, path);
        }
        Optional<String> url = fields.required("prometheus", "the URL of a Prometheus server", HttpCheckReader.URL);
        Optional<String> query = fields.required("query", "a query in PromQL", Scalars.TEXT);
        return fields.built(() -> Source.Prometheus.of(url.orElseThrow(), query.orElseThrow()), url, query);
    }
}
