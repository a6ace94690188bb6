package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Entry;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Mapping;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Scalar;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Sequence;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Style;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A check of a kind that another plugin brings, as it stands in a plan. The engine knows its form only; the step that runs it
 * turns it into the real one before.
 *
 * @param symbol the key in the plan, such as {@code queueCheck}
 * @param name the name of the check, by default the symbol
 * @param parameters what the plan says, in its order: text for all single values as they were written ({@code 1.10} stays that),
 *     lists, and maps; {@link #ONLY} is the key of a value that stands alone, as in {@code queueCheck: orders}
 * @param place where it stands, for messages: the position in the file and the keys that lead there
 */
public record ForeignCheck(String symbol, String name, Map<String, Object> parameters, String place) implements Check {
    /** The key of the value of a check that is no mapping. */
    public static final String ONLY = "";

    /** Copies the parameters. */
    public ForeignCheck {
        if (!ForeignKinds.isKind(symbol)) {
            throw new IllegalArgumentException("expected a symbol such as queueCheck, found '" + symbol + "'");
        }
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A reader of checks of the kind: it takes whatever stands there, with a name that no other check has. */
    static ValueReader<ForeignCheck> reader(String symbol, ValueReader<String> name) {
        return (node, problems) -> {
            Map<String, Object> parameters = new LinkedHashMap<>();
            Optional<String> title = Optional.empty();
            if (node instanceof Mapping mapping) {
                mapping.entries().forEach(entry -> put(entry, parameters));
                title = mapping.entry("name").flatMap(entry -> name.read(entry.value(), problems));
            } else if (node instanceof Sequence) {
                problems.expected("the parameters of a " + symbol + " (a mapping), or a single one", node);
                return Optional.empty();
            } else {
                value(node).ifPresent(only -> parameters.put(ONLY, only));
            }
            return Optional.of(new ForeignCheck(symbol, title.orElse(symbol), parameters, place(node)));
        };
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
            return Optional.of(sequence.elements().stream()
                    .flatMap(element -> value(element).stream())
                    .collect(Collectors.toCollection(ArrayList::new)));
        }
        Scalar scalar = (Scalar) node;
        return scalar.style() == Style.NOTHING ? Optional.empty() : Optional.of(scalar.text());
    }

    private static String place(PlanNode node) {
        return node.place().position().map(at -> at + ": ").orElse("")
                + node.place().path();
    }

    @Override
    public String kind() {
        return symbol.substring(0, symbol.length() - "Check".length()).toLowerCase(Locale.ROOT);
    }

    @Override
    public String target() {
        return symbol;
    }

    /** Never passes: only the other plugin could look. */
    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        return CompletableFuture.completedFuture(Observation.refused(
                Duration.ZERO, symbol + " is a kind of check of another plugin, which cannot run here"));
    }

    /** Not the parameters, which may hold what is secret. */
    @Override
    public String toString() {
        return "ForeignCheck[" + symbol + ", " + name + "]";
    }
}
