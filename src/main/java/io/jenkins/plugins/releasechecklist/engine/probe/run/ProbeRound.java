package io.jenkins.plugins.releasechecklist.engine.probe.run;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one round of a verification saw.
 *
 * @param samples one of each check, in the order of the checks
 * @param metrics one of each metric, in the order of the metrics
 */
public record ProbeRound(List<Sample> samples, List<MetricSample> metrics) implements Serializable {
    /** Copies the samples. */
    public ProbeRound {
        samples = new ArrayList<>(samples);
        metrics = new ArrayList<>(metrics);
    }
}
