package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a node into a value. What is wrong is added to the problems, and then the value is empty; so a caller reads on
 * and never throws.
 *
 * @param <T> what it reads; a value of the engine
 */
@FunctionalInterface
public interface ValueReader<T> {

    /** The value, or empty when a problem was added. */
    Optional<T> read(PlanNode node, Problems problems);

    /** The same, but empty also when a part of the value is wrong that can be left out. */
    default ValueReader<T> whole() {
        return (node, problems) -> {
            int before = problems.count();
            Optional<T> value = read(node, problems);
            return problems.count() == before ? value : Optional.empty();
        };
    }

    /**
     * A reader that refuses a value which it has read before, by a rule such as {@code every role once}. It remembers what it
     * has read, so there is one for each list or each file.
     */
    default ValueReader<T> once(String expected) {
        Map<T, KeyPath> seen = new HashMap<>();
        return (node, problems) -> {
            Optional<T> value = read(node, problems);
            value.map(known -> seen.putIfAbsent(known, node.place()))
                    .ifPresent(first -> problems.again(expected, node.describe(), node.place(), first));
            return value;
        };
    }

    /** A reader of lists with such elements, which a message names by {@code what}, in the plural. */
    default ListReader<T> listOf(String what) {
        return new ListReader<>(this, what, false, false);
    }

    /**
     * A reader of mappings whose keys are data and whose values are such; in the order of the file. An entry of which either
     * is wrong is left out.
     *
     * @param what how a message names the mapping
     * @param names reads the keys
     */
    default ValueReader<Map<String, T>> by(ValueReader<String> names, String what) {
        return (node, problems) -> {
            if (!(node instanceof PlanNode.Mapping mapping)) {
                problems.expected(what + " (a mapping)", node);
                return Optional.empty();
            }
            Map<String, T> values = new LinkedHashMap<>();
            for (PlanNode.Entry entry : mapping.entries()) {
                Optional<String> name = names.read(entry.name(), problems);
                Optional<T> value = read(entry.value(), problems);
                name.ifPresent(known -> value.ifPresent(it -> values.put(known, it)));
            }
            return Optional.of(values);
        };
    }
}
