package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe.Source;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe.Terms;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a record keeps of a metric, so that its values can be judged again.
 *
 * @param metric the name
 * @param failureLimit how many values may miss
 * @param consecutiveSuccesses so many values in a row have to be as demanded in the end; 0: all values are judged
 * @param initialDelay how long after the first value none is judged
 * @param shown the criterion where it is only measured and shown; nothing where it is judged
 */
public record MetricTolerance(
        String metric, int failureLimit, int consecutiveSuccesses, Duration initialDelay, Optional<String> shown) {
    /** Every value is judged, and none may miss. */
    public static MetricTolerance none(String metric) {
        return new MetricTolerance(metric, 0, 0, Duration.ZERO, Optional.empty());
    }

    /** The metric of recorded values, which are as they are compared: where they came from does not matter any more. */
    public MetricProbe of(Criterion pass, boolean judged) {
        Terms terms = new Terms(Map.of(), Map.of(), "", MetricUnit.UNSAID, initialDelay, consecutiveSuccesses, !judged);
        return new MetricProbe(metric, Source.Json.of("http://localhost/", "$"), pass, failureLimit, "", terms);
    }
}
