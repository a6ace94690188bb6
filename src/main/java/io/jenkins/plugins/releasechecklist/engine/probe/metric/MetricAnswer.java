package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import com.jayway.jsonpath.JsonPathException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.JsonBody;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the value in what the source of a metric answered. */
record MetricAnswer(HttpAnswer answer, List<String> secrets, JsonBody json) {
    /** A number as JSON writes it, or an infinity as Prometheus does: what it divides by zero is worse than any bound. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,9})?|([+-]?Inf)");

    static MetricAnswer of(HttpAnswer answer, List<String> secrets) throws AttemptException {
        return new MetricAnswer(answer, secrets, JsonBody.of(answer));
    }

    double value(MetricProbe.Source source) throws AttemptException {
        return source instanceof MetricProbe.Source.Json plain ? number(plain.jsonPath()) : prometheus();
    }

    /** What Prometheus has against the query, in its own words; nothing if it has nothing. */
    Optional<Phrase> error() {
        boolean failed = answer.status() >= 400 || said("$.status").contains("error");
        return failed
                ? said("$.error", "$.errorType").stream()
                        .filter(text -> !text.equals("null"))
                        .findFirst()
                        .map(text -> Phrase.of("probe.metric.prometheusSays", shown(text)))
                : Optional.empty();
    }

    /** The answer of an instant query: a scalar, or a vector with one element, whose value is the second of a pair. */
    private double prometheus() throws AttemptException {
        Optional<Phrase> error = error();
        if (error.isPresent()) {
            throw AttemptException.failed(error.get());
        }
        // Thanos, Mimir and Cortex warn of what they could not ask, VictoriaMetrics says that the answer is partial.
        List<String> warnings = said("$.warnings[*]");
        if (!warnings.isEmpty()) {
            throw AttemptException.failed(Phrase.of("probe.metric.warned", shown(warnings.get(0))));
        }
        if (said("$.isPartial").contains("true")) {
            throw AttemptException.failed(Phrase.of("probe.metric.partial"));
        }
        List<String> type = said("$.status").contains("error") ? List.of() : said("$.data.resultType");
        if (type.equals(List.of("scalar"))) {
            return number("$.data.result[1]");
        }
        if (!type.equals(List.of("vector"))) {
            throw AttemptException.failed(
                    type.isEmpty()
                            ? Phrase.of("probe.metric.noResult", answer.status())
                            : Phrase.of("probe.metric.otherResult", shown(type.get(0))));
        }
        if (!said("$.data.result[*].histogram").isEmpty()) {
            throw AttemptException.failed(Phrase.of("probe.metric.histogram"));
        }
        int values = said("$.data.result[*]").size();
        if (values != 1) {
            throw AttemptException.failed(Phrase.of("probe.metric.values", values));
        }
        return number("$.data.result[0].value[1]");
    }

    private double number(String path) throws AttemptException {
        List<String> found = texts(path);
        if (found.size() != 1) {
            throw AttemptException.failed(Phrase.of("probe.metric.numbers", path, found.size()));
        }
        Matcher number = NUMBER.matcher(found.get(0));
        if (!number.matches()) {
            throw AttemptException.failed(Phrase.of("probe.metric.noNumber", path, shown(found.get(0))));
        }
        return number.group(1) == null
                ? Double.parseDouble(found.get(0))
                : found.get(0).startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** What Prometheus says at the first of the paths that lead to something; nothing if none does. */
    private List<String> said(String... paths) {
        for (String path : paths) {
            try {
                List<String> found = json.texts(path);
                if (!found.isEmpty()) {
                    return found;
                }
            } catch (JsonPathException e) {
                // The answer has another form.
            }
        }
        return List.of();
    }

    private List<String> texts(String path) throws AttemptException {
        try {
            return json.texts(path);
        } catch (JsonPathException e) {
            throw AttemptException.failed(Phrase.of("probe.metric.badPath", path));
        }
    }

    private String shown(String text) {
        return Texts.clip(Texts.masked(text, secrets));
    }
}
