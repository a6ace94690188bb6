package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.connect.AnswerHeaders;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation.HeaderMatches;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.text.TimedRegex;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the headers of an answer with what is expected of them, and says what is wrong, if something is. */
record HeaderJudge(AnswerHeaders headers, List<String> secrets) {
    private static final int MAX_SHOWN = 3;

    Optional<String> error(HeaderMatches expectation) {
        String name = expectation.name();
        List<String> values = headers.values(name);
        if (values.isEmpty()) {
            return Optional.of("expected the header " + name + " in the answer, found none");
        }
        String expected = "expected the header " + name + " to match " + Texts.quoted(expectation.pattern());
        Pattern pattern = Pattern.compile(expectation.pattern());
        try {
            return values.stream().anyMatch(value -> TimedRegex.finds(pattern, value))
                    ? Optional.empty()
                    : Optional.of(expected + ", got " + got(name, values));
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(expected + ", but the pattern needs too long for the value");
        }
    }

    private String got(String name, List<String> values) {
        if (AnswerEvidence.isSecret(name)) {
            return "another value, which is not shown";
        }
        String shown = values.stream()
                .limit(MAX_SHOWN)
                .map(value -> Texts.quoted(Texts.masked(value, secrets)))
                .collect(Collectors.joining(", "));
        return values.size() > MAX_SHOWN ? shown + " and " + (values.size() - MAX_SHOWN) + " more" : shown;
    }
}
