package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Events that come by the hundred and are told together: samples of a verification, and cases of test reports. */
final class TimelineGroup {
    private TimelineGroup() {}

    /** Whether two events that follow each other are told together. */
    static boolean belong(ReleaseEvent event, ReleaseEvent next) {
        Optional<String> key = key(event);
        return key.isPresent() && key.equals(key(next));
    }

    /** What events that follow each other have in common when they are told together. */
    private static Optional<String> key(ReleaseEvent data) {
        if (data instanceof ReleaseEvent.Sampled it) {
            return Optional.of("samples of " + it.run());
        }
        if (data instanceof ReleaseEvent.MetricsSampled it) {
            return Optional.of("samples of " + it.run());
        }
        return data instanceof ReleaseEvent.CheckSettled it
                        && it.result().kind().equals("junit")
                ? Optional.of("cases of " + it.run())
                : Optional.empty();
    }

    /** What events say together that belong together; nothing if it is one that speaks for itself. */
    static Optional<StatusView> of(List<Event> events) {
        List<ReleaseEvent> data = events.stream().map(Event::data).toList();
        List<Sample> samples = only(data, ReleaseEvent.Sampled.class)
                .flatMap(it -> it.samples().stream())
                .toList();
        List<MetricSample> metrics = only(data, ReleaseEvent.MetricsSampled.class)
                .flatMap(it -> it.samples().stream())
                .toList();
        if (!samples.isEmpty() || !metrics.isEmpty()) {
            return Optional.of(samples(samples, metrics));
        }
        List<CheckResult> cases = only(data, ReleaseEvent.CheckSettled.class)
                .map(ReleaseEvent.CheckSettled::result)
                .toList();
        return cases.size() > 1 ? Optional.of(cases(cases)) : Optional.empty();
    }

    private static <T extends ReleaseEvent> Stream<T> only(List<ReleaseEvent> data, Class<T> kind) {
        return data.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static StatusView samples(List<Sample> samples, List<MetricSample> metrics) {
        long passed = samples.stream().filter(Sample::passed).count();
        long missed = metrics.stream().filter(sample -> !sample.measured()).count();
        boolean all = passed == samples.size() && missed == 0;
        String taken = Messages.Sentences_sampled(samples.size(), passed);
        String measured = Messages.Sentences_measured(metrics.size(), missed);
        String text = metrics.isEmpty()
                ? taken
                : samples.isEmpty() ? measured : Messages.Sentences_sampledAndMeasured(taken, metrics.size(), missed);
        return StatusView.of(text, "pulse-outline", all ? Tone.QUIET : Tone.CAREFUL);
    }

    private static StatusView cases(List<CheckResult> cases) {
        long failed = count(cases, CheckResult.Status.FAILED);
        long passed = cases.stream().filter(CheckResult::passed).count();
        long skipped = count(cases, CheckResult.Status.SKIPPED);
        return WorkSentences.result(Messages.Sentences_cases(passed, cases.size(), failed, skipped), failed == 0);
    }

    private static long count(List<CheckResult> cases, CheckResult.Status status) {
        return cases.stream().filter(result -> result.status() == status).count();
    }
}
