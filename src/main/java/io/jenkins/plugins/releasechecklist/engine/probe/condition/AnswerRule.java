package io.jenkins.plugins.releasechecklist.engine.probe.condition;

import com.jayway.jsonpath.JsonPathException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.JsonBody;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of an answer means yes and what means no. Everything else is "not yet".
 *
 * @param path a JSONPath that leads to the answer; empty: a status of 200-299 is a yes
 * @param yes the values that mean yes, in upper or lower case; where the path leads to several, all of them have to
 * @param no the values that mean no
 */
public record AnswerRule(String path, List<String> yes, List<String> no) implements ReplyRule {
    /** Checks that a yes is possible, and that nothing means both. */
    public AnswerRule {
        yes = List.copyOf(yes);
        no = List.copyOf(no);
        if (path.isEmpty() && !(yes.isEmpty() && no.isEmpty())) {
            throw new IllegalArgumentException("answer: expected a JSONPath to what means yes or no, found none");
        }
        if (!path.isEmpty()) {
            new Expectation.JsonExists(path);
            if (yes.isEmpty()) {
                throw new IllegalArgumentException("yes: expected a value at " + path + " that means yes, found none");
            }
        }
        List<String> refusals = no;
        Optional<String> both =
                yes.stream().filter(value -> isOneOf(refusals, value)).findFirst();
        if (both.isPresent()) {
            throw new IllegalArgumentException("no: expected other values than in yes, found '" + both.get() + "'");
        }
    }

    @Override
    public boolean isPerArtifact() {
        return false;
    }

    @Override
    public Reply read(HttpAnswer answer, Map<String, String> release, List<String> secrets) throws AttemptException {
        if (path.isEmpty()) {
            return new Reply(true, Phrase.of("probe.condition.answered", HttpAnswer.statusText(answer.status())));
        }
        List<String> values = values(answer);
        if (values.isEmpty()) {
            throw AttemptException.failed(Phrase.of("probe.condition.nothing", path));
        }
        Optional<String> open =
                values.stream().filter(value -> !isOneOf(yes, value)).findFirst();
        Optional<String> refusal =
                values.stream().filter(value -> isOneOf(no, value)).findFirst();
        Phrase found = Phrase.of(
                "probe.condition.is",
                path,
                Texts.quoted(Texts.masked(refusal.or(() -> open).orElse(values.get(0)), secrets)));
        if (refusal.isPresent()) {
            return new Reply(false, Phrase.of("probe.condition.refused", found));
        }
        return open.isEmpty()
                ? new Reply(true, found)
                : new Reply(false, Phrase.of("probe.condition.notYet", found, yes.size(), String.join(", ", yes)));
    }

    private List<String> values(HttpAnswer answer) throws AttemptException {
        try {
            return JsonBody.of(answer).texts(path);
        } catch (JsonPathException e) {
            throw AttemptException.failed(Phrase.of("probe.condition.badPath", path));
        }
    }

    private static boolean isOneOf(List<String> values, String found) {
        return values.stream().anyMatch(found.strip()::equalsIgnoreCase);
    }
}
