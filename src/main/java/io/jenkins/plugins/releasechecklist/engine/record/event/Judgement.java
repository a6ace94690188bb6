package io.jenkins.plugins.releasechecklist.engine.record.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.PhraseWriter;
import io.jenkins.plugins.releasechecklist.engine.verify.Assessment;
import io.jenkins.plugins.releasechecklist.engine.verify.LatencyQuantiles;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import io.jenkins.plugins.releasechecklist.engine.verify.MetricOutcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param verdict the outcome
 * @param why one sentence each and in words for people
 * @param samples how many samples were taken
 * @param successRate the share of samples that passed, 0 to 1
 * @param p95Millis the latency that 95 of 100 samples did not exceed, in milliseconds
 * @param version the version that the deployed system said last
 * @param metrics how each metric was judged
 * @param measured what was measured, for later verifications to compare with
 * @param comparisons how what was compared as a whole came out, by name
 * @param decidedBy the person whose verdict it is; empty where it follows from the samples
 */
public record Judgement(
        Verdict verdict,

        @JsonProperty("reasons") @JsonSerialize(using = PhraseWriter.class)
        List<Phrase> why,

        long samples,
        double successRate,
        Optional<Long> p95Millis,
        Optional<String> version,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MetricOutcome> metrics,
        Optional<Measured> measured,
        Optional<Person> decidedBy,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Verdict> comparisons) {
    /** What follows from the samples alone, in words that nobody translates. */
    public Judgement(
            Verdict verdict,
            List<String> reasons,
            long samples,
            double successRate,
            Optional<Long> p95Millis,
            Optional<String> version,
            List<MetricOutcome> metrics,
            Optional<Measured> measured) {
        this(
                verdict,
                reasons.stream().map(Phrase::plain).toList(),
                samples,
                successRate,
                p95Millis,
                version,
                metrics,
                measured,
                Optional.empty(),
                Map.of());
    }

    public Judgement {
        why = List.copyOf(why);
        metrics = List.copyOf(metrics);
        comparisons = Map.copyOf(comparisons);
        if (!(successRate >= 0 && successRate <= 1)) {
            throw new IllegalArgumentException("Expected a success rate from 0 to 1, found " + successRate);
        }
    }

    /**
     * Keeps what a verification came to.
     *
     * @param assessment the verdict with its reasons
     * @param version the version that the deployed system said last
     */
    public static Judgement of(Assessment assessment, Optional<String> version) {
        VerificationStatistics seen = assessment.statistics();
        return new Judgement(
                assessment.verdict(),
                assessment.why(),
                seen.samples(),
                seen.successRate().orElse(0.0),
                seen.latency().map(LatencyQuantiles::p95),
                version,
                seen.metrics(),
                Optional.of(seen.measured()),
                Optional.empty(),
                seen.comparisons());
    }

    /** The reasons in English. */
    public List<String> reasons() {
        return why.stream().map(Phrase::text).toList();
    }

    /** The same with other words, because the reasons held secrets. */
    public Judgement withReasons(List<Phrase> words) {
        return new Judgement(
                verdict, words, samples, successRate, p95Millis, version, metrics, measured, decidedBy, comparisons);
    }

    /** The same numbers with the verdict of a person, whose words come before what the verification itself came to. */
    public Judgement decidedBy(Person person, Verdict other, String comment) {
        List<Phrase> words = List.of(
                Phrase.of("record.event.decidedBy", person.name(), comment),
                Phrase.of("record.event.decidedAgainst", verdict, Phrase.joined("text.then", why)));
        return new Judgement(
                other,
                words,
                samples,
                successRate,
                p95Millis,
                version,
                metrics,
                measured,
                Optional.of(person),
                comparisons);
    }
}
