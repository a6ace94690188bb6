package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import com.jayway.jsonpath.JsonPathException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.JsonBody;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.util.List;

/** Finds the value in what the source of a metric answered. */
record MetricAnswer(HttpAnswer answer, List<String> secrets, JsonBody json) {
    static MetricAnswer of(HttpAnswer answer, List<String> secrets) throws AttemptException {
        return new MetricAnswer(answer, secrets, JsonBody.of(answer));
    }

    double value(MetricProbe.Source source) throws AttemptException {
        return source instanceof MetricProbe.Source.Json plain ? number(plain.jsonPath()) : prometheus();
    }

    /** The answer of an instant query: a scalar, or a vector with one element, whose value is the second of a pair. */
    private double prometheus() throws AttemptException {
        List<String> error = texts("$.error");
        if (!error.isEmpty()) {
            throw AttemptException.failed("Prometheus says: " + shown(error.get(0)));
        }
        List<String> type = texts("$.data.resultType");
        if (type.equals(List.of("scalar"))) {
            return number("$.data.result[1]");
        }
        if (!type.equals(List.of("vector"))) {
            throw AttemptException.failed("expected a scalar or a vector from Prometheus, got "
                    + (type.isEmpty() ? "status " + answer.status() + " without a result" : shown(type.get(0))));
        }
        int values = texts("$.data.result[*].value[1]").size();
        if (values != 1) {
            throw AttemptException.failed("expected one value, and the query gives " + (values == 0 ? "none" : values)
                    + (values > 1 ? "; aggregate it, with sum(...) for instance" : ""));
        }
        return number("$.data.result[0].value[1]");
    }

    private double number(String path) throws AttemptException {
        List<String> found = texts(path);
        if (found.size() != 1) {
            throw AttemptException.failed("expected one number at " + path + ", found " + found.size() + " values");
        }
        try {
            double value = Double.parseDouble(found.get(0));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The text is in the message below.
        }
        throw AttemptException.failed("expected a number at " + path + ", found '" + shown(found.get(0)) + "'");
    }

    private List<String> texts(String path) throws AttemptException {
        try {
            return json.texts(path);
        } catch (JsonPathException e) {
            throw AttemptException.failed("expected a number at " + path + ", which cannot be evaluated on the answer");
        }
    }

    private String shown(String text) {
        return Texts.clip(Texts.masked(text, secrets));
    }
}
