package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Compares an answer with what an {@link HttpCheck} expects: first the status, then headers and body, then the time. An
 * answer that is not as expected is kept as evidence.
 */
public record HttpJudge(HttpCheck check, List<String> secrets, Duration latency) {
    public Observation judge(HttpAnswer answer) {
        return statusError(answer)
                .or(() -> unexpected(answer))
                .or(this::latencyError)
                .map(error ->
                        Observation.failed(latency, error).withResponse(new AnswerEvidence(answer, secrets).text()))
                .orElseGet(() -> Observation.passed(latency));
    }

    private Optional<String> statusError(HttpAnswer answer) {
        if (check.status().contains(answer.status())) {
            return Optional.empty();
        }
        return Optional.of("expected status " + check.status() + ", got " + HttpAnswer.statusText(answer.status()));
    }

    private Optional<String> unexpected(HttpAnswer answer) {
        BodyJudge body = new BodyJudge(answer, secrets);
        HeaderJudge headers = new HeaderJudge(answer.headers(), secrets);
        return check.expectations().stream()
                .map(expectation -> expectation instanceof Expectation.HeaderMatches header
                        ? headers.error(header)
                        : body.error(expectation))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> latencyError() {
        return check.maxLatencyIfAny()
                .filter(limit -> latency.compareTo(limit) > 0)
                // Rounded up, so that what took too long never looks as if it had just fitted.
                .map(limit -> "took " + Durations.format(Duration.ofMillis((latency.toNanos() + 999_999) / 1_000_000))
                        + ", allowed are " + Durations.format(limit));
    }
}
