package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads texts by their names: headers to send, headers to expect, fields of a form. What a name and a text may be is the
 * check's own rule, which is asked entry by entry.
 */
final class HeadersReader implements ValueReader<Map<String, String>> {
    /** The rule for one entry. */
    @FunctionalInterface
    private interface Rule {
        void require(String name, String text);
    }

    static final ValueReader<Map<String, String>> HEADERS = new HeadersReader(
            "headers by their names (a mapping)",
            "a header",
            (name, text) ->
                    HttpCheck.builder("http://localhost/").header(name, text).build());

    static final ValueReader<Map<String, String>> EXPECTED_HEADERS = new HeadersReader(
            "regular expressions by the names of headers (a mapping)",
            "an expectation of a header",
            Expectation.HeaderMatches::new);

    static final ValueReader<Map<String, String>> FORM = new HeadersReader(
            "values by the names of fields (a mapping)",
            "a field of a form",
            (name, text) -> new RequestBody.Form(Map.of(name, text)));

    private final String what;
    private final String entryFound;
    private final Rule rule;

    private HeadersReader(String what, String entryFound, Rule rule) {
        this.what = what;
        this.entryFound = entryFound;
        this.rule = rule;
    }

    @Override
    public Optional<Map<String, String>> read(PlanNode node, Problems problems) {
        if (!(node instanceof PlanNode.Mapping mapping)) {
            problems.expected(what, node);
            return Optional.empty();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (PlanNode.Entry entry : mapping.entries()) {
            Scalars.VERBATIM.read(entry.value(), problems).ifPresent(text -> {
                if (isAllowed(entry, text, problems)) {
                    texts.put(entry.key(), text);
                }
            });
        }
        return Optional.of(texts);
    }

    private boolean isAllowed(PlanNode.Entry entry, String text, Problems problems) {
        try {
            rule.require(entry.key(), text);
            return true;
        } catch (IllegalArgumentException refused) {
            // Not the value itself, which may be a secret.
            problems.refused(refused.getMessage(), entryFound, entry.place());
            return false;
        }
    }
}
