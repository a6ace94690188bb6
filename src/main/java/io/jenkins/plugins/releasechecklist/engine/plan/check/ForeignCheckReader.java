package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Entry;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Mapping;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Scalar;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Sequence;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Style;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a check of a kind that another plugin brings: whatever stands there, and its place. */
final class ForeignCheckReader implements ValueReader<ForeignCheck> {
    private final String symbol;
    private final ValueReader<String> name;

    ForeignCheckReader(String symbol, ValueReader<String> name) {
        this.symbol = symbol;
        this.name = name;
    }

    @Override
    public Optional<ForeignCheck> read(PlanNode node, Problems problems) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        Optional<String> title = Optional.empty();
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> put(entry, parameters));
            title = mapping.entry("name").flatMap(entry -> name.read(entry.value(), problems));
        } else if (node instanceof Sequence) {
            problems.expected("the parameters of a " + symbol + " (a mapping), or a single one", node);
            return Optional.empty();
        } else {
            value(node).ifPresent(only -> parameters.put(ForeignCheck.ONLY, only));
        }
        return Optional.of(new ForeignCheck(symbol, title.orElse(symbol), parameters, place(node)));
    }

    private static void put(Entry entry, Map<String, Object> values) {
        value(entry.value()).ifPresent(value -> values.put(entry.key(), value));
    }

    /** Serialisable values without positions; a key without a value is as good as none. */
    private static Optional<Object> value(PlanNode node) {
        if (node instanceof Mapping mapping) {
            Map<String, Object> values = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> put(entry, values));
            return Optional.of(values);
        }
        if (node instanceof Sequence sequence) {
            List<Object> values = new ArrayList<>();
            sequence.elements().forEach(element -> value(element).ifPresent(values::add));
            return Optional.of(values);
        }
        Scalar scalar = (Scalar) node;
        return scalar.style() == Style.NOTHING ? Optional.empty() : Optional.of(scalar.text());
    }

    private static String place(PlanNode node) {
        return node.place().position().map(at -> at + ": ").orElse("")
                + node.place().path();
    }
}
