package io.jenkins.plugins.releasechecklist.engine.probe.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.jayway.jsonpath.JsonPathException;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.JsonBody;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.text.TimedRegex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    private Observation failed(Phrase error, HttpAnswer answer) {
        boolean authorized = !check.sentCredentials().isEmpty()
                || check.headers().keySet().stream().anyMatch(AnswerEvidence::isSecret);
        boolean unauthorized = answer.status() == 401 || answer.status() == 403;
        return authorized && unauthorized && !check.status().contains(answer.status())
                ? Observation.refused(latency, Phrase.of("probe.http.notAgain", error))
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
                    Optional<String> plain = plainText(answer);
                    List<String> all = plain.isPresent()
                            ? List.of(plain.get())
                            : JsonBody.parse(answer.body()).texts(version.path());
                    return all.stream()
                            .filter(told -> !isNone(told) && !version.isTold(told))
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

    private Optional<Phrase> statusError(HttpAnswer answer) {
        if (check.status().contains(answer.status())) {
            return Optional.empty();
        }
        return Optional.of(Phrase.of("probe.http.status", check.status(), HttpAnswer.statusText(answer.status())));
    }

    private Optional<Phrase> latencyError() {
        return check.maxLatencyIfAny()
                .filter(limit -> latency.compareTo(limit) > 0)
                // Rounded up, so that what took too long never looks as if it had just fitted.
                .map(limit -> Phrase.of(
                        "probe.http.slow",
                        Durations.format(Duration.ofMillis((latency.toNanos() + 999_999) / 1_000_000)),
                        Durations.format(limit)));
    }

    private Optional<Phrase> error(Expectation expectation, HttpAnswer answer) {
        if (expectation instanceof Expectation.HeaderMatches header) {
            return headerError(header, answer);
        }
        if (expectation instanceof Expectation.Contains contains) {
            Phrase expected = Phrase.of("probe.http.containing", Texts.quoted(contains.text()));
            return textError(answer, expected, body -> body.contains(contains.text()));
        }
        if (expectation instanceof Expectation.ContainsNot absent) {
            Phrase expected = Phrase.of("probe.http.notContaining", Texts.quoted(absent.text()));
            if (!answer.unread().isEmpty()) {
                return Optional.of(Phrase.of("probe.http.got", expected, answer.nothing()));
            }
            if (answer.body().contains(absent.text())) {
                return Optional.of(Phrase.of("probe.http.foundIt", expected));
            }
            return answer.truncated() ? Optional.of(Phrase.of("probe.http.longText", expected)) : Optional.empty();
        }
        if (expectation instanceof Expectation.BodyMatches matching) {
            Phrase expected = Phrase.of("probe.http.matching", Texts.quoted(matching.pattern()));
            return textError(answer, expected, body -> TimedRegex.findsInLines(matching.pattern(), body));
        }
        if (expectation instanceof Expectation.JsonExists exists) {
            return jsonError(
                    answer,
                    exists.path(),
                    value -> true,
                    Phrase.of("probe.http.existing", exists.path()),
                    Texts::quoted);
        }
        if (expectation instanceof Expectation.JsonEquals equal) {
            Phrase expected = Phrase.of("probe.http.equal", equal.path(), Texts.quoted(equal.text()));
            return jsonError(answer, equal.path(), value -> value.equalsText(equal.text()), expected, Texts::quoted);
        }
        if (expectation instanceof Expectation.JsonMatches matching) {
            Pattern pattern = Pattern.compile(matching.pattern());
            Phrase expected = Phrase.of("probe.http.valueMatching", matching.path(), Texts.quoted(matching.pattern()));
            return jsonError(
                    answer,
                    matching.path(),
                    value -> TimedRegex.matches(pattern, value.text()),
                    expected,
                    Texts::quoted);
        }
        return versionError((Expectation.VersionIs) expectation, answer);
    }

    private Optional<Phrase> versionError(Expectation.VersionIs version, HttpAnswer answer) {
        Phrase expected = Phrase.of("probe.http.version", version.version());
        return plainText(answer)
                .map(told -> version.isTold(told)
                        ? Optional.<Phrase>empty()
                        : Optional.of(Phrase.of("probe.http.got", expected, Texts.clip(Texts.masked(told, secrets)))))
                .orElseGet(() -> jsonError(
                        answer,
                        version.path(),
                        value -> version.isTold(value.text()),
                        expected,
                        told -> isNone(told) ? Phrase.of("probe.http.noVersion") : Texts.clip(told)));
    }

    /** A system that starts may have the place of its version already, and nothing in it. */
    private static boolean isNone(String told) {
        return told.isBlank() || told.equals("null");
    }

    /** The answer, if it is a word by itself and nothing that a path could lead into. */
    private static Optional<String> plainText(HttpAnswer answer) {
        String line = answer.body().strip();
        if (line.length() > LONGEST_VERSION || !PLAIN_VERSION.matcher(line).matches()) {
            return Optional.empty();
        }
        return Optional.of(line.replace("\"", ""));
    }

    private Optional<Phrase> headerError(Expectation.HeaderMatches expectation, HttpAnswer answer) {
        String name = expectation.name();
        List<String> values = answer.headers().values(name);
        if (values.isEmpty()) {
            return Optional.of(Phrase.of("probe.http.noHeader", name));
        }
        Phrase expected = Phrase.of("probe.http.header", name, Texts.quoted(expectation.pattern()));
        Pattern pattern = Pattern.compile(expectation.pattern());
        try {
            return values.stream().anyMatch(value -> TimedRegex.finds(pattern, value))
                    ? Optional.empty()
                    : Optional.of(Phrase.of("probe.http.got", expected, shown(name, values)));
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(Phrase.of("probe.http.slowValue", expected));
        }
    }

    private Phrase shown(String header, List<String> values) {
        if (AnswerEvidence.isSecret(header)) {
            return Phrase.of("probe.http.secretValue");
        }
        String shown = values.stream()
                .limit(MAX_SHOWN)
                .map(value -> Texts.quoted(AnswerEvidence.shown(header, value, secrets)))
                .collect(Collectors.joining(", "));
        return values.size() > MAX_SHOWN
                ? Phrase.of("text.more", shown, values.size() - MAX_SHOWN)
                : Phrase.plain(shown);
    }

    private static Optional<Phrase> textError(HttpAnswer answer, Phrase expected, Predicate<String> right) {
        if (!answer.unread().isEmpty()) {
            return Optional.of(Phrase.of("probe.http.got", expected, answer.nothing()));
        }
        try {
            if (right.test(answer.body())) {
                return Optional.empty();
            }
            return Optional.of(
                    answer.nothing().isEmpty()
                            ? Phrase.of("probe.http.noSuchText", expected, answer.truncated() ? 1 : 0)
                            : Phrase.of("probe.http.got", expected, answer.nothing()));
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(Phrase.of("probe.http.slowAnswer", expected));
        }
    }

    private Optional<Phrase> jsonError(
            HttpAnswer answer,
            String path,
            Predicate<JsonBody.Value> right,
            Phrase expected,
            Function<String, Object> shown) {
        if (answer.truncated()) {
            return Optional.of(Phrase.of("probe.http.longJson", expected));
        }
        if (!answer.nothing().isEmpty()) {
            return Optional.of(Phrase.of("probe.http.got", expected, answer.nothing()));
        }
        try {
            List<JsonBody.Value> values = JsonBody.parse(answer.body()).values(path);
            if (values.isEmpty()) {
                return Optional.of(Phrase.of("probe.http.noValue", expected, path));
            }
            return values.stream()
                    .filter(right.negate())
                    .findFirst()
                    .map(wrong ->
                            Phrase.of("probe.http.got", expected, shown.apply(Texts.masked(wrong.text(), secrets))));
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            return Optional.of(
                    where == null
                            ? Phrase.of("probe.http.noJson", expected)
                            : Phrase.of("probe.http.noJsonAt", expected, where.getLineNr(), where.getColumnNr()));
        } catch (JsonPathException e) {
            return Optional.of(Phrase.of("probe.http.badPath", expected, path));
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(Phrase.of("probe.http.slowValue", expected));
        }
    }
}
