package io.jenkins.plugins.releasechecklist.engine.probe.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.jayway.jsonpath.JsonPathException;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.JsonBody;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.text.TimedRegex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares an answer with what an {@link HttpCheck} expects: first the status, then headers and body, then the time. An
 * answer that is not as expected is kept as evidence.
 */
public record HttpJudge(HttpCheck check, List<String> secrets, Duration latency) {
    /** How many values of a header an error shows. */
    private static final int MAX_SHOWN = 3;

    private static final int LONGEST_VERSION = 200;
    /** A word with a digit in it, perhaps in quotation marks. */
    private static final Pattern PLAIN_VERSION = Pattern.compile("\"?(?=[^\\d]*\\d)[\\p{L}\\d][\\p{L}\\d._+~:/-]*\"?");

    public Observation judge(HttpAnswer answer) {
        return statusError(answer)
                .or(() -> check.expectations().stream()
                        .flatMap(expectation -> error(expectation, answer).stream())
                        .findFirst())
                .or(this::latencyError)
                .map(error -> failed(error, answer)
                        .withResponse(new AnswerEvidence(answer, secrets).text())
                        .withInstead(otherVersion(answer)))
                .orElseGet(() -> Observation.passed(latency));
    }

    /** A wrong password that is sent again and again locks the account. */
    private Observation failed(String error, HttpAnswer answer) {
        boolean authorized = !check.credentialsId().isEmpty()
                || check.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
        boolean unauthorized = answer.status() == 401 || answer.status() == 403;
        return authorized && unauthorized && !check.status().contains(answer.status())
                ? Observation.refused(latency, error + ", and wrong credentials are not tried again")
                : Observation.failed(latency, error);
    }

    /** The other version that an answer as it should be tells; empty if it tells none. */
    private String otherVersion(HttpAnswer answer) {
        if (statusError(answer).isPresent() || answer.truncated()) {
            return "";
        }
        for (Expectation expectation : check.expectations()) {
            if (expectation instanceof Expectation.VersionIs version) {
                try {
                    return JsonBody.parse(answer.body()).texts(version.path()).stream()
                            .filter(told -> !told.equals(version.version()))
                            .findFirst()
                            .map(told -> Texts.clip(Texts.masked(told, secrets)))
                            .orElse("");
                } catch (JsonProcessingException | JsonPathException e) {
                    return "";
                }
            }
        }
        return "";
    }

    private Optional<String> statusError(HttpAnswer answer) {
        if (check.status().contains(answer.status())) {
            return Optional.empty();
        }
        return Optional.of("expected status " + check.status() + ", got " + HttpAnswer.statusText(answer.status()));
    }

    private Optional<String> latencyError() {
        return check.maxLatencyIfAny()
                .filter(limit -> latency.compareTo(limit) > 0)
                // Rounded up, so that what took too long never looks as if it had just fitted.
                .map(limit -> "took " + Durations.format(Duration.ofMillis((latency.toNanos() + 999_999) / 1_000_000))
                        + ", allowed are " + Durations.format(limit));
    }

    private Optional<String> error(Expectation expectation, HttpAnswer answer) {
        if (expectation instanceof Expectation.HeaderMatches header) {
            return headerError(header, answer);
        }
        if (expectation instanceof Expectation.Contains contains) {
            String expected = "contain " + Texts.quoted(contains.text());
            return textError(answer, expected, body -> body.contains(contains.text()));
        }
        if (expectation instanceof Expectation.ContainsNot absent) {
            if (!answer.unread().isEmpty() || answer.body().contains(absent.text())) {
                return Optional.of("expected the answer not to contain " + Texts.quoted(absent.text()) + ", "
                        + (answer.unread().isEmpty() ? "found it" : "got " + answer.nothing()));
            }
            return answer.truncated()
                    ? Optional.of("expected the answer not to contain " + Texts.quoted(absent.text())
                            + ", got one of more than 1 MiB, of which the rest is not read")
                    : Optional.empty();
        }
        if (expectation instanceof Expectation.BodyMatches matching) {
            String expected = "match " + Texts.quoted(matching.pattern());
            return textError(answer, expected, body -> TimedRegex.findsInLines(matching.pattern(), body));
        }
        if (expectation instanceof Expectation.JsonExists exists) {
            return jsonError(answer, exists.path(), value -> true, "expected " + exists.path() + " in the answer");
        }
        if (expectation instanceof Expectation.JsonEquals equal) {
            String expected = "expected " + equal.path() + " to be " + Texts.quoted(equal.text());
            return jsonError(answer, equal.path(), value -> value.equalsText(equal.text()), expected);
        }
        if (expectation instanceof Expectation.JsonMatches matching) {
            Pattern pattern = Pattern.compile(matching.pattern());
            String expected = "expected " + matching.path() + " to match " + Texts.quoted(matching.pattern());
            return jsonError(answer, matching.path(), value -> TimedRegex.matches(pattern, value.text()), expected);
        }
        return versionError((Expectation.VersionIs) expectation, answer);
    }

    private Optional<String> versionError(Expectation.VersionIs version, HttpAnswer answer) {
        String expected = "expected version " + version.version();
        return plainText(answer)
                .map(told -> version.isTold(told)
                        ? Optional.<String>empty()
                        : Optional.of(expected + ", got " + got(expected, told)))
                .orElseGet(() -> jsonError(answer, version.path(), value -> version.isTold(value.text()), expected));
    }

    /** The answer, if it is a word by itself and nothing that a path could lead into. */
    private static Optional<String> plainText(HttpAnswer answer) {
        String line = answer.body().strip();
        if (line.length() > LONGEST_VERSION || !PLAIN_VERSION.matcher(line).matches()) {
            return Optional.empty();
        }
        return Optional.of(line.replace("\"", ""));
    }

    private Optional<String> headerError(Expectation.HeaderMatches expectation, HttpAnswer answer) {
        String name = expectation.name();
        List<String> values = answer.headers().values(name);
        if (values.isEmpty()) {
            return Optional.of("expected the header " + name + " in the answer, found none");
        }
        String expected = "expected the header " + name + " to match " + Texts.quoted(expectation.pattern());
        Pattern pattern = Pattern.compile(expectation.pattern());
        try {
            return values.stream().anyMatch(value -> TimedRegex.finds(pattern, value))
                    ? Optional.empty()
                    : Optional.of(expected + ", got " + shown(name, values));
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(expected + ", but the pattern needs too long for the value");
        }
    }

    private String shown(String header, List<String> values) {
        if (AnswerEvidence.isSecret(header)) {
            return "another value, which is not shown";
        }
        String shown = values.stream()
                .limit(MAX_SHOWN)
                .map(value -> Texts.quoted(AnswerEvidence.shown(header, value, secrets)))
                .collect(Collectors.joining(", "));
        return values.size() > MAX_SHOWN ? shown + " and " + (values.size() - MAX_SHOWN) + " more" : shown;
    }

    private static Optional<String> textError(HttpAnswer answer, String expected, Predicate<String> right) {
        String sentence = "expected the answer to " + expected;
        if (!answer.unread().isEmpty()) {
            return Optional.of(sentence + ", got " + answer.nothing());
        }
        try {
            if (right.test(answer.body())) {
                return Optional.empty();
            }
            String where = answer.truncated() ? " in its first MiB" : "";
            return Optional.of(sentence
                    + (answer.nothing().isEmpty() ? ", found no such text" + where : ", got " + answer.nothing()));
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(sentence + ", but the pattern needs too long for the answer");
        }
    }

    private Optional<String> jsonError(
            HttpAnswer answer, String path, Predicate<JsonBody.Value> right, String expected) {
        if (answer.truncated()) {
            return Optional.of(expected + ", got an answer of more than 1 MiB, of which the JSON is not read");
        }
        if (!answer.nothing().isEmpty()) {
            return Optional.of(expected + ", got " + answer.nothing());
        }
        try {
            List<JsonBody.Value> values = JsonBody.parse(answer.body()).values(path);
            if (values.isEmpty()) {
                return Optional.of(expected + ", found no value at " + path);
            }
            return values.stream()
                    .filter(right.negate())
                    .findFirst()
                    .map(wrong -> expected + ", got " + got(expected, wrong.text()));
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            return Optional.of(expected + ", got an answer that is no JSON"
                    + (where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")"));
        } catch (JsonPathException e) {
            return Optional.of(expected + ", but " + path + " cannot be evaluated on the answer");
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(expected + ", but the pattern needs too long for the value");
        }
    }

    private String got(String expected, String value) {
        String shown = Texts.masked(value, secrets);
        return expected.startsWith("expected version ") ? Texts.clip(shown) : Texts.quoted(shown);
    }
}
