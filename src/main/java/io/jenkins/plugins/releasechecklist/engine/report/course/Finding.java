package io.jenkins.plugins.releasechecklist.engine.report.course;

import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.util.Optional;

/**
 * What one thing came to that a verification measures.
 *
 * @param measure what it is
 * @param name the name of the metric or of the measure
 * @param objective what is demanded of it; nothing if it is only measured
 * @param value what was measured: finally, or so far; nothing if there is nothing yet
 * @param verdict whether it was as demanded; nothing while the verification is not judged, and if nothing is demanded
 * @param samples how many samples it rests on
 * @param missed how often a metric could not be measured
 * @param outside how many measurements of a metric were not as demanded
 */
public record Finding(
        Measure measure,
        String name,
        Optional<Objective> objective,
        Optional<Double> value,
        Optional<Verdict> verdict,
        long samples,
        long missed,
        long outside) {

    /** What values of a metric count: what its limit counts. */
    public Quantity.Unit unit() {
        return objective.map(Objective::unit).orElse(Quantity.Unit.NUMBER);
    }

    /** Whether the value is as demanded so far; nothing if that cannot be said. */
    public Optional<Boolean> holds() {
        if (measure == Measure.METRIC) {
            return value.isPresent() && objective.flatMap(Objective::limit).isPresent()
                    ? Optional.of(outside == 0)
                    : Optional.empty();
        }
        return objective.flatMap(it -> value.flatMap(found -> it.holds(found, samples)));
    }
}
