package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Entry;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Scalar;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Style;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a value that a Jenkinsfile gives inline (maps, lists, text, numbers, true and false) into nodes without a
 * position. Every {@link CharSequence} is text, which covers the templates of Groovy ({@code "${ROLE}"}), as values
 * and as keys.
 */
public final class ObjectNodes {
    private static final int DEEPEST = 50;

    private final Problems problems;
    private int taken;

    private ObjectNodes(Problems problems) {
        this.problems = problems;
    }

    /**
     * Converts what the Jenkinsfile gave; null is read as nothing. Every path in messages begins with the name of the
     * parameter. Empty when the value cannot be read at all.
     */
    public static Optional<PlanNode> read(Object value, String name, Problems problems) {
        PlanNode node = new ObjectNodes(problems).node(value, KeyPath.root(name, Optional.empty()), 0);
        return problems.any() ? Optional.empty() : Optional.of(node);
    }

    private PlanNode node(Object value, KeyPath place, int depth) {
        taken++;
        if (depth > DEEPEST || taken == PlanNode.MOST + 1) {
            return refused("a small tree of values", "one that is too large or contains itself", place);
        }
        if (value == null || taken > PlanNode.MOST) {
            return Scalar.nothing(place);
        }
        if (value instanceof CharSequence text) {
            return new Scalar(place, text.toString(), Style.TEXT);
        }
        if (value instanceof Boolean flag) {
            return new Scalar(place, flag.toString(), Style.BOOLEAN);
        }
        if (value instanceof Number number) {
            return new Scalar(place, written(number), Style.NUMBER);
        }
        if (value instanceof Map<?, ?> map) {
            return mapping(map, place, depth);
        }
        if (value instanceof Iterable<?> list) {
            return sequence(list, place, depth);
        }
        String found = "a value of the type " + value.getClass().getSimpleName();
        return refused("text, a number, true or false, a list or a map", found, place);
    }

    private PlanNode sequence(Iterable<?> list, KeyPath place, int depth) {
        List<PlanNode> elements = new ArrayList<>();
        for (Object element : list) {
            elements.add(node(element, place.index(elements.size(), Optional.empty()), depth + 1));
        }
        return new PlanNode.Sequence(place, elements);
    }

    private PlanNode mapping(Map<?, ?> map, KeyPath place, int depth) {
        List<Entry> entries = new ArrayList<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            KeyPath at = place.key(name, Optional.empty());
            entries.add(new Entry(at, name, node(value, at, depth + 1)));
        });
        return new PlanNode.Mapping(place, entries);
    }

    private static String written(Number number) {
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }

    private PlanNode refused(String expected, String found, KeyPath place) {
        problems.expected(expected, found, place);
        return Scalar.nothing(place);
    }
}
