package io.jenkins.plugins.releasechecklist.engine.probe.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.jayway.jsonpath.JsonPathException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.JsonBody;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation.BodyMatches;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation.Contains;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation.JsonEquals;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation.JsonExists;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation.JsonMatches;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation.VersionIs;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.text.TimedRegex;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Compares the body of an answer with what is expected of it, and says what is wrong, if something is. */
record BodyJudge(HttpAnswer answer, List<String> secrets) {
    Optional<String> error(Expectation expectation) {
        if (expectation instanceof Contains contains) {
            return contains(contains.text());
        }
        if (expectation instanceof BodyMatches matching) {
            return matches(matching.pattern());
        }
        if (expectation instanceof JsonExists exists) {
            return json(exists.path(), value -> true, "expected " + exists.path() + " in the answer");
        }
        if (expectation instanceof JsonEquals equal) {
            return json(
                    equal.path(),
                    equal.text()::equals,
                    "expected " + equal.path() + " to be " + Texts.quoted(equal.text()));
        }
        if (expectation instanceof JsonMatches matching) {
            Pattern pattern = Pattern.compile(matching.pattern());
            return json(
                    matching.path(),
                    value -> TimedRegex.matches(pattern, value),
                    "expected " + matching.path() + " to match " + Texts.quoted(matching.pattern()));
        }
        VersionIs version = (VersionIs) expectation;
        return json(version.path(), version.version()::equals, "expected version " + version.version());
    }

    private Optional<String> contains(String text) {
        return answer.body().contains(text)
                ? Optional.empty()
                : Optional.of(
                        "expected the answer to contain " + Texts.quoted(text) + ", found no such text" + where());
    }

    private Optional<String> matches(String pattern) {
        String expected = "expected the answer to match " + Texts.quoted(pattern);
        try {
            return TimedRegex.finds(Pattern.compile(pattern), answer.body())
                    ? Optional.empty()
                    : Optional.of(expected + ", found no such text" + where());
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(expected + ", but the pattern needs too long for the answer");
        }
    }

    private String where() {
        return answer.truncated() ? " in its first MiB" : "";
    }

    private Optional<String> json(String path, Predicate<String> right, String expected) {
        if (answer.truncated()) {
            return Optional.of(expected + ", got an answer of more than 1 MiB, of which the JSON is not read");
        }
        try {
            List<String> values = JsonBody.parse(answer.body()).texts(path);
            if (values.isEmpty()) {
                return Optional.of(expected + ", found no value at " + path);
            }
            return values.stream()
                    .filter(right.negate())
                    .findFirst()
                    .map(wrong -> expected + ", got " + got(expected, wrong));
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
