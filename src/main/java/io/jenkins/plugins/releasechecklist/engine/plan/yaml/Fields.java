package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The keys of one mapping, each known or a problem. */
public final class Fields {
    private final PlanNode.Mapping mapping;
    private final Problems problems;

    private Fields(PlanNode.Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /**
     * A reader of such mappings.
     *
     * @param <T> what it makes of one
     * @param kind its name in messages, and its keys
     * @param parts reads the values of the keys, and builds the whole; empty when that cannot be
     */
    public static <T> ValueReader<T> reader(PlanMapping kind, Function<Fields, Optional<T>> parts) {
        return (node, problems) -> of(node, kind.what(), kind.keys(), problems).flatMap(parts);
    }

    /**
     * Takes the node as a mapping, empty when it is none. A message names it by {@code what}, such as {@code a gate}; every key
     * that is not known is a problem.
     */
    public static Optional<Fields> of(PlanNode node, String what, List<String> known, Problems problems) {
        if (!(node instanceof PlanNode.Mapping mapping)) {
            problems.expected(what + " (a mapping with the keys " + String.join(", ", known) + ")", node);
            return Optional.empty();
        }
        List<PlanNode.Entry> entries = new ArrayList<>();
        for (PlanNode.Entry entry : mapping.entries()) {
            // At the top, what begins with x- is a place for anchors that aliases below repeat.
            boolean anchors = known == PlanMapping.PLAN.keys() && entry.key().startsWith("x-");
            boolean right = known.contains(entry.key()) || anchors;
            entries.add(right ? entry : meant(entry, problems.unknownKey(entry, known), mapping));
        }
        return Optional.of(new Fields(new PlanNode.Mapping(mapping.place(), entries), problems));
    }

    /** What a misspelt key was meant to be, so that it does not hide the keys below it, which may be misspelt as well. */
    private static PlanNode.Entry meant(PlanNode.Entry entry, Optional<String> key, PlanNode.Mapping mapping) {
        boolean keysBelow = entry.value() instanceof PlanNode.Mapping
                || entry.value() instanceof PlanNode.Sequence list
                        && list.elements().stream().anyMatch(PlanNode.Mapping.class::isInstance);
        return key.filter(meant -> keysBelow && mapping.entry(meant).isEmpty())
                .map(meant -> new PlanNode.Entry(entry.place(), meant, entry.value()))
                .orElse(entry);
    }

    /** How many keys there are, known ones and others. */
    public int size() {
        return mapping.entries().size();
    }

    /** Whether the key is there, whatever its value. */
    public boolean has(String key) {
        return mapping.entry(key).isPresent();
    }

    /** The value of a key that may be left out; empty when it was, or when it is wrong. */
    public <T> Optional<T> value(String key, ValueReader<T> reader) {
        return mapping.entry(key).flatMap(entry -> reader.read(entry.value(), problems));
    }

    /** The list of a key that may be left out, which means the empty list. */
    public <T> List<T> list(String key, ValueReader<List<T>> reader) {
        return value(key, reader).orElse(List.of());
    }

    /** The value of a key that has to be there; a message names it as {@code expected} says, such as {@code a URL}. */
    public <T> Optional<T> required(String key, String expected, ValueReader<T> reader) {
        if (!has(key)) {
            missing(key, expected);
        }
        return value(key, reader);
    }

    /** Adds the problem that a key is missing, at the beginning of the mapping. */
    public void missing(String key, String expected) {
        problems.expected(
                expected, "nothing", mapping.place().key(key, mapping.place().position()));
    }

    /** Adds the problem that the keys do not go together; at the beginning of the mapping. */
    public void wrong(String expected, String found) {
        problems.expected(expected, found, mapping.place());
    }

    /** Adds the problem that a key, right in itself, does not go with the other keys; at its value. */
    public void contradicts(String key, String expected, String found) {
        problems.expected(
                expected,
                found,
                mapping.entry(key).map(entry -> entry.value().place()).orElse(mapping.place()));
    }

    /** Adds the problem that a value further below does not go with the rest of the mapping; at that value. */
    public void contradicts(List<String> path, String expected, String found) {
        PlanNode node = mapping;
        for (String step : path) {
            node = below(node, step).orElse(node);
        }
        problems.expected(expected, found, node.place());
    }

    /** The value of a key, or the element of a list that says so. */
    private static Optional<PlanNode> below(PlanNode node, String step) {
        if (node instanceof PlanNode.Mapping keys) {
            return keys.entry(step).map(PlanNode.Entry::value);
        }
        return node instanceof PlanNode.Sequence list
                ? list.elements().stream()
                        .filter(element -> element instanceof PlanNode.Scalar scalar
                                && scalar.text().equals(step))
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Builds a value from the fields, by rules that only the engine knows. What it refuses becomes a problem of the
     * key that its sentence begins with, or of the whole mapping.
     *
     * @param constructor is asked only if the needed parts are all there
     * @param needed what was read of the keys that have to be there
     */
    public <T> Optional<T> built(Supplier<T> constructor, Optional<?>... needed) {
        if (Stream.of(needed).anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        try {
            return Optional.of(constructor.get());
        } catch (IllegalArgumentException refused) {
            String sentence = refused.getMessage();
            int colon = Math.max(0, sentence.indexOf(':'));
            PlanNode blamed = mapping.entry(sentence.substring(0, colon))
                    .map(PlanNode.Entry::value)
                    .orElse(mapping);
            problems.refused(sentence, blamed.describe(), blamed.place());
            return Optional.empty();
        }
    }
}
