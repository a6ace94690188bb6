package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.releasechecklist.builds.decision.VerdictAnswers;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.record.state.VerdictQuestion;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Assessment;
import io.jenkins.plugins.releasechecklist.engine.verify.LatencyQuantiles;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import io.jenkins.plugins.releasechecklist.engine.verify.MetricOutcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Observes what was deployed and judges it, or measures what a later verification is compared with. */
class PostDeployVerifyExecution extends CheckingExecution<PostDeployVerifyStep> {
    private static final long serialVersionUID = 1L;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    /** Null until this Jenkins began to observe. */
    private transient VerificationRounds rounds;
    /** Ends the waiting for an answer; null while the step waits for none. */
    private transient volatile Runnable listening;

    PostDeployVerifyExecution(StepContext context, PostDeployVerifyStep step) {
        super(context, step, step.isBaseline() ? "baseline" : "postDeployVerify");
    }

    @Override
    Optional<Instant> check(StepRun run) throws Exception {
        OnInconclusive onInconclusive =
                Parameters.oneOf("onInconclusive", step().getOnInconclusive(), OnInconclusive.values());
        Duration patience = answerTimeout(step().getAnswerTimeout());
        Optional<VerdictQuestion> question = run.recorded().flatMap(RunState::lastQuestion);
        if (question.isPresent() && !question.get().isToLookAgain()) {
            return follow(run, patience);
        }
        if (rounds == null) {
            VerificationTerms terms =
                    VerificationTerms.of(step(), run.state(), run.environment()).masked(SecretMasker.of(getContext()));
            rounds = new VerificationRounds(run, terms, !step().isBaseline());
            question.flatMap(VerdictQuestion::reply)
                    .ifPresent(reply -> run.log(Messages.PostDeployVerifyExecution_looksAgain(
                            reply.by().name(),
                            Durations.format(reply.said().more().orElseThrow()))));
        }
        Optional<Instant> next = rounds.takeDue();
        if (next.isEmpty() && step().isBaseline()) {
            keep(run, rounds.verification().statistics().measured());
        } else if (next.isEmpty()) {
            Judgement judgement = judgement(run, rounds.assessment());
            if (judgement.verdict() == Verdict.INCONCLUSIVE && onInconclusive == OnInconclusive.ASK) {
                ask(run, judgement, patience);
                return follow(run, patience);
            }
            settle(run, judgement, onInconclusive == OnInconclusive.PASS);
        }
        return next;
    }

    /**
     * How long the step waits for an answer.
     *
     * @throws IllegalArgumentException if it is not a duration of {@link #SHORTEST} to {@link #LONGEST}
     */
    static Duration answerTimeout(String text) {
        Duration timeout =
                Parameters.read("answerTimeout", text, Durations::parse).orElse(DEFAULT_TIMEOUT);
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(Messages.PostDeployVerifyExecution_answerTimeout(
                    Durations.format(SHORTEST), Durations.format(LONGEST), Durations.format(timeout)));
        }
        return timeout;
    }

    private void ask(StepRun run, Judgement judgement, Duration patience) throws IOException, InterruptedException {
        VerdictAnswers answers = new VerdictAnswers(run.build(), run.record());
        run.record().append(run.actor(), answers.question(run.id(), judgement, patience));
        // Should somebody want to look again, that is another observation.
        rounds = null;
        run.log(Messages.PostDeployVerifyExecution_asks(
                String.join("; ", judgement.reasons()),
                Durations.format(patience),
                run.link(Messages.PostDeployVerifyExecution_answer())));
        if (getContext().get(FilePath.class) != null) {
            run.log(Messages.PostDeployVerifyExecution_holdsExecutor());
        }
    }

    /**
     * Follows the question: to the verdict when there is one or nobody may give it any more, else until then. No thread waits.
     *
     * @return when to look again; the answer has it done at once
     */
    private Optional<Instant> follow(StepRun run, Duration patience) throws Exception {
        // Before the record is read, so that no answer comes in between.
        listen(run);
        VerdictQuestion question =
                run.recorded().flatMap(RunState::lastQuestion).orElseThrow();
        if (question.reply().isPresent()) {
            stopListening();
            return question.isToLookAgain()
                    ? check(run)
                    : decided(run, question, question.reply().get());
        }
        Instant until = question.asked().until();
        if (Instant.now().isBefore(until)) {
            return Optional.of(until);
        }
        stopListening();
        Judgement judgement = question.asked().judgement();
        List<Phrase> reasons = new ArrayList<>(judgement.why());
        reasons.add(Phrase.of("verify.unanswered", Durations.format(patience)));
        settle(run, judgement.withReasons(reasons), false);
        return Optional.empty();
    }

    private Optional<Instant> decided(StepRun run, VerdictQuestion question, VerdictQuestion.Reply reply)
            throws IOException {
        Verdict verdict = reply.said().answer() == VerdictAnswer.PASS ? Verdict.PASS : Verdict.FAIL;
        Person person = new Person(reply.by().id(), reply.by().name());
        settle(
                run,
                question.asked()
                        .judgement()
                        .decidedBy(person, verdict, reply.said().comment().orElse("")),
                false);
        return Optional.empty();
    }

    private void listen(StepRun run) {
        if (listening == null) {
            listening = run.record().listen(release -> {
                Optional<RunState> asking = release.run(run.id()).filter(RunState::isRunning);
                if (asking.flatMap(RunState::openQuestion).isEmpty()) {
                    stopListening();
                    asking.ifPresent(answered -> launch());
                }
            });
        }
    }

    private void stopListening() {
        Runnable end = listening;
        listening = null;
        if (end != null) {
            end.run();
        }
    }

    @Override
    void close(StepRun run, Outcome outcome, Phrase why) throws IOException {
        stopListening();
        super.close(run, outcome, why);
    }

    private void keep(StepRun run, Measured measured) throws IOException {
        boolean seen = measured.latency().isPresent() || !measured.metrics().isEmpty();
        Optional<Phrase> why = seen ? Optional.empty() : Optional.of(Phrase.of("record.event.nothingMeasured"));
        run.log(why.map(Phrase::text).orElseGet(() -> Messages.PostDeployVerifyExecution_baseline(words(measured))));
        run.record()
                .append(
                        run.actor(),
                        new ReleaseEvent.BaselineMeasured(run.id(), measured),
                        new ReleaseEvent.RunFinished(run.id(), seen ? Outcome.PASSED : Outcome.FAILED, why));
    }

    private static String words(Measured measured) {
        List<String> words = new ArrayList<>();
        measured.latency()
                .ifPresent(latency -> words.add(
                        Messages.PostDeployVerifyExecution_latency(latency.p50(), latency.p95(), latency.p99())));
        measured.metrics().forEach(metric -> words.add(metric.name() + " " + metric.mean()));
        return String.join("; ", words);
    }

    private Judgement judgement(StepRun run, Assessment assessment) throws IOException, InterruptedException {
        return Judgement.of(assessment, seenVersion(run.state(), run.id()))
                .withReasons(SecretMasker.of(getContext()).maskAll(assessment.why()));
    }

    /** @param doubtPasses whether an inconclusive verdict counts as passed */
    private void settle(StepRun run, Judgement judgement, boolean doubtPasses) throws IOException {
        Verdict verdict = judgement.verdict();
        boolean passed = verdict == Verdict.PASS || verdict == Verdict.INCONCLUSIVE && doubtPasses;
        Phrase found = Phrase.joined("text.then", judgement.why());
        Phrase judged = Phrase.of("record.event.verdict", verdict, found);
        Phrase why = verdict == Verdict.FAIL ? found : judged;
        run.log(judged.text());
        run.record()
                .append(
                        run.actor(),
                        new ReleaseEvent.VerificationJudged(run.id(), judgement),
                        new ReleaseEvent.RunFinished(
                                run.id(),
                                passed ? Outcome.PASSED : Outcome.FAILED,
                                passed ? Optional.empty() : Optional.of(why)));
    }

    /** The version that was there last: the released one when the last look at it passed. */
    private static Optional<String> seenVersion(Release release, String run) {
        return release.run(run).stream()
                .flatMap(recorded -> recorded.samples().stream())
                .filter(sample -> sample.check().equals(VersionProbe.CHECK_NAME))
                .reduce((earlier, later) -> later)
                .filter(Sample::passed)
                .flatMap(sample -> release.version());
    }

    @Override
    Map<String, Object> result(RunState recorded) throws AbortException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", recorded.name());
        result.put("environment", recorded.environment().orElse(null));
        if (step().isBaseline()) {
            Measured measured = recorded.baseline().orElseThrow(() -> unfinished(recorded));
            result.put("successRate", measured.successRate().orElse(null));
            putLatency(result, measured);
            Map<String, Double> metrics = new LinkedHashMap<>();
            measured.metrics().forEach(metric -> metrics.put(metric.name(), metric.mean()));
            result.put("metrics", metrics);
            return result;
        }
        Judgement judgement = recorded.judgement().orElseThrow(() -> unfinished(recorded));
        result.put("verdict", judgement.verdict().name());
        result.put("decidedBy", judgement.decidedBy().map(Person::id).orElse(null));
        result.put("reasons", new ArrayList<>(judgement.reasons()));
        result.put("samples", judgement.samples());
        result.put("successRate", judgement.successRate());
        result.put("p95Millis", judgement.p95Millis().orElse(null));
        judgement.measured().ifPresent(measured -> putLatency(result, measured));
        List<Map<String, Object>> metrics = new ArrayList<>();
        judgement.metrics().forEach(metric -> metrics.add(row(metric)));
        result.put("metrics", metrics);
        return result;
    }

    private static AbortException unfinished(RunState recorded) {
        return new AbortException(recorded.reason().orElse(recorded.name()));
    }

    private static void putLatency(Map<String, Object> result, Measured measured) {
        result.put("p50Millis", measured.latency().map(LatencyQuantiles::p50).orElse(null));
        result.put("p95Millis", measured.latency().map(LatencyQuantiles::p95).orElse(null));
        result.put("p99Millis", measured.latency().map(LatencyQuantiles::p99).orElse(null));
    }

    private static Map<String, Object> row(MetricOutcome metric) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", metric.name());
        row.put("verdict", metric.verdict().name());
        row.put("value", metric.value().orElse(null));
        row.put("samples", metric.samples());
        row.put("missed", metric.missed());
        return row;
    }

    /** What a verification means that could not be judged: too few samples, nobody answered. */
    enum OnInconclusive {
        /** It counts as failed. */
        FAIL,
        /** It counts as passed. */
        PASS,
        /** A person decides. */
        ASK
    }
}
