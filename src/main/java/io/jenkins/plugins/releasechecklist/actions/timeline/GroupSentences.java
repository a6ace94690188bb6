package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.actions.wording.Tone;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult.Status;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells events together that come by the hundred: samples of a verification, and cases of test reports. */
final class GroupSentences {
    private static final String PULSE = "pulse-outline";

    private GroupSentences() {}

    /** Whether two events that follow each other are told together. */
    static boolean belong(Event event, Event next) {
        Optional<String> group = group(event.data());
        return group.isPresent() && group.equals(group(next.data()));
    }

    private static Optional<String> group(ReleaseEvent data) {
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
    static Optional<Sentence> of(List<Event> events) {
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

    private static Sentence samples(List<Sample> samples, List<MetricSample> metrics) {
        long passed = samples.stream().filter(Sample::passed).count();
        long missed = metrics.stream().filter(sample -> !sample.measured()).count();
        boolean all = passed == samples.size() && missed == 0;
        String taken = Messages.Sentences_sampled(samples.size(), passed);
        String measured = Messages.Sentences_measured(metrics.size(), missed);
        String text = metrics.isEmpty()
                ? taken
                : samples.isEmpty() ? measured : Messages.Sentences_sampledAndMeasured(taken, metrics.size(), missed);
        return new Sentence(text, PULSE, all ? Tone.QUIET : Tone.CAREFUL);
    }

    private static Sentence cases(List<CheckResult> cases) {
        long failed = cases.stream()
                .filter(result -> result.status() == Status.FAILED)
                .count();
        long skipped = cases.stream()
                .filter(result -> result.status() == Status.SKIPPED)
                .count();
        long passed = cases.stream().filter(CheckResult::passed).count();
        return new Sentence(
                Messages.Sentences_cases(passed, cases.size(), failed, skipped),
                failed == 0 ? "checkmark-circle-outline" : "close-circle-outline",
                failed == 0 ? Tone.GOOD : Tone.BAD);
    }
}
