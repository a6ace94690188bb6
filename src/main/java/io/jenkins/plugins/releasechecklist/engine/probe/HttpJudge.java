package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;

/** Compares an answer with what an {@link HttpCheck} expects: first the status, then the body, then the time. */
record HttpJudge(HttpCheck check, List<String> secrets, Duration latency) {
    Observation judge(HttpAnswer answer) {
        return statusError(answer)
                .or(() -> bodyError(answer))
                .or(this::latencyError)
                .map(error -> Observation.failed(latency, error))
                .orElseGet(() -> Observation.passed(latency));
    }

    private Optional<String> statusError(HttpAnswer answer) {
        if (check.status().contains(answer.status())) {
            return Optional.empty();
        }
        // The catalogue's phrase: what the server writes there could be anything.
        String phrase = EnglishReasonPhraseCatalog.INSTANCE.getReason(answer.status(), Locale.ROOT);
        return Optional.of("expected status " + check.status() + ", got " + answer.status()
                + (phrase == null ? "" : " " + phrase));
    }

    private Optional<String> bodyError(HttpAnswer answer) {
        if (check.expectations().isEmpty()) {
            return Optional.empty();
        }
        BodyJudge body = new BodyJudge(answer, secrets);
        return check.expectations().stream()
                .map(body::error)
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
