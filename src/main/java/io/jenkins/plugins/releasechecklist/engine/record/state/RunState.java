package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of a step.
 *
 * @param run its id
 * @param step the name of the step
 * @param name what later attempts have in common
 * @param environment where
 * @param item the item that the step was told to complete
 * @param seq the number of the event that started it
 * @param endSeq the number of the event that ended it; 0 while it works
 * @param started when it began
 * @param ended when it ended; empty while it works
 * @param outcome how it ended; empty while it works
 * @param why why it did not pass
 * @param checks results that are final, in the order in which they came
 * @param samples samples of a verification, in order
 * @param verification what a verification set out to do
 * @param metrics measurements of the metrics of a verification, in order
 * @param baseline what was measured as a baseline
 * @param judgement the verdict of a verification
 * @param target where a rollback goes
 * @param questions what the run asked people, in order
 */
public record RunState(
        String run,
        String step,
        String name,
        Optional<String> environment,
        Optional<String> item,
        long seq,
        long endSeq,
        Instant started,
        Optional<Instant> ended,
        Optional<Outcome> outcome,
        Optional<Phrase> why,
        List<CheckResult> checks,
        List<Sample> samples,
        Optional<ReleaseEvent.VerificationBegan> verification,
        List<MetricSample> metrics,
        Optional<Measured> baseline,
        Optional<Judgement> judgement,
        Optional<ReleaseEvent.RollbackTargeted> target,
        List<VerdictQuestion> questions) {

    /** Why it did not pass, in English. */
    public Optional<String> reason() {
        return why.map(Phrase::text);
    }

    /** What a verification or a baseline measured, by name: the latencies of its checks in milliseconds as p50, and each metric. */
    public Map<String, List<Double>> values() {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        values.put(
                "p50",
                VersionProbe.counted(samples).stream()
                        .filter(Sample::passed)
                        .map(sample -> (double) sample.latencyMillis())
                        .toList());
        metrics.stream()
                .filter(MetricSample::measured)
                .forEach(sample -> values.merge(
                        sample.metric(),
                        List.of(sample.value()),
                        (all, one) -> Stream.concat(all.stream(), one.stream()).toList()));
        return values;
    }

    public RunState {
        checks = List.copyOf(checks);
        samples = List.copyOf(samples);
        metrics = List.copyOf(metrics);
        questions = List.copyOf(questions);
    }

    /**
     * The name of a run whose step got none: {@code smoke-test-staging}. {@code smokeTest} and {@code withSmokeTest} are of one
     * kind.
     */
    public static String defaultName(String step, Optional<String> environment) {
        String words = step.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        String kind = words.startsWith("with-") ? words.substring("with-".length()) : words;
        return Ids.slug(kind + environment.map(where -> "-" + where).orElse(""));
    }

    /** Whether somebody gave it its name. */
    public boolean isNamed() {
        return !name.equals(defaultName(step, environment));
    }

    /** Whether the run still works. */
    public boolean isRunning() {
        return outcome.isEmpty();
    }

    /** Whether the run ended and did what it was for. */
    public boolean isPassed() {
        return outcome.filter(Outcome::isPassed).isPresent();
    }

    /** What the run asked last, answered or not. */
    public Optional<VerdictQuestion> lastQuestion() {
        return questions.stream().reduce((earlier, later) -> later);
    }

    /** What the run waits for people to answer. */
    public Optional<VerdictQuestion> openQuestion() {
        return lastQuestion().filter(question -> isRunning() && question.reply().isEmpty());
    }

    /** Of runs in the order of their start, the last attempt of every name. */
    public static List<RunState> latestOfEachName(List<RunState> runs) {
        Map<String, RunState> latest = new LinkedHashMap<>();
        runs.forEach(run -> latest.put(run.name(), run));
        return List.copyOf(latest.values());
    }
}
