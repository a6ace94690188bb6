package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Scalar;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Style;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads JSON to send: text that is JSON, or a mapping or a list in the words of YAML. */
final class JsonReader implements ValueReader<RequestBody.Json> {
    /** A number as JSON writes it, which leaves out octal and hexadecimal ones, infinity and the like. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    @Override
    public Optional<RequestBody.Json> read(PlanNode node, Problems problems) {
        if (node instanceof Scalar scalar && scalar.style() != Style.TEXT) {
            problems.expected("JSON as text, a mapping or a list", node);
            return Optional.empty();
        }
        int before = problems.count();
        try {
            RequestBody.Json json = node instanceof Scalar text
                    ? new RequestBody.Json(text.text())
                    : RequestBody.Json.of(value(node, problems));
            return problems.count() == before ? Optional.of(json) : Optional.empty();
        } catch (IllegalArgumentException refused) {
            // Not the text itself, which may hold a secret.
            problems.refused(
                    refused.getMessage(), node instanceof Scalar ? "other text" : node.describe(), node.place());
            return Optional.empty();
        }
    }

    private static Object value(PlanNode node, Problems problems) {
        if (node instanceof PlanNode.Mapping mapping) {
            Map<String, Object> values = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> values.put(entry.key(), value(entry.value(), problems)));
            return values;
        }
        if (node instanceof PlanNode.Sequence sequence) {
            List<Object> values = new ArrayList<>();
            sequence.elements().forEach(element -> values.add(value(element, problems)));
            return values;
        }
        Scalar scalar = (Scalar) node;
        return switch (scalar.style()) {
            case TEXT -> scalar.text();
            case NUMBER -> number(scalar, problems);
            case BOOLEAN -> Scalars.FLAG.read(scalar, problems).orElse(false);
            // Jackson's null is null.
            case NOTHING -> null;
        };
    }

    private static Object number(Scalar scalar, Problems problems) {
        if (!NUMBER.matcher(scalar.text()).matches()) {
            problems.expected("a number as JSON writes it, or text in quotation marks", scalar);
            return 0;
        }
        return new BigDecimal(scalar.text());
    }
}
