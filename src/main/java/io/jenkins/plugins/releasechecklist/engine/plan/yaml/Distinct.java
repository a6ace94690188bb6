package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A reader that refuses a value which it has read before. It remembers what it has read, so there is one for each list
 * or each file.
 *
 * @param <T> what it reads
 */
public final class Distinct<T> implements ValueReader<T> {
    private final String expected;
    private final ValueReader<T> reader;
    private final Map<T, KeyPath> seen = new HashMap<>();

    /**
     * @param expected how a message names the rule, such as {@code every role once}
     * @param reader reads the single value
     */
    public Distinct(String expected, ValueReader<T> reader) {
        this.expected = expected;
        this.reader = reader;
    }

    @Override
    public Optional<T> read(PlanNode node, Problems problems) {
        Optional<T> value = reader.read(node, problems);
        value.map(known -> seen.putIfAbsent(known, node.place()))
                .ifPresent(first -> problems.again(expected, node.describe(), node.place(), first));
        return value;
    }
}
