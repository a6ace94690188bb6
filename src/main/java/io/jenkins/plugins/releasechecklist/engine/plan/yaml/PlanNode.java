package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import java.util.List;
import java.util.Optional;

/** A value with its place, whether it came from a YAML file or from a Jenkinsfile. The readers know nothing else. */
public sealed interface PlanNode {

    /**
     * The most values of one reading, some hundred times what the largest plan needs. Fifty aliases are allowed, and lists of
     * aliases of lists of aliases can still stand for millions of values; a map from a Jenkinsfile can hold the same one many
     * times.
     */
    int MOST = 100_000;

    /** Where the value stands. */
    KeyPath place();

    /** The value as a message names it: {@code "abc"}, {@code 5}, {@code a list}, {@code nothing}. */
    String describe();

    /**
     * How a scalar was written. A plan is forgiving about it: {@code "5"} is a number where one is expected, 5 a text.
     */
    enum Style {
        TEXT,
        NUMBER,
        BOOLEAN,
        /** A key without a value, or {@code null}. */
        NOTHING
    }

    /**
     * A single value.
     *
     * @param text as it was written; {@code 1.10} stays {@code 1.10}
     */
    record Scalar(KeyPath place, String text, Style style) implements PlanNode {
        /** A key without a value, or what stands for a value that cannot be read. */
        static Scalar nothing(KeyPath place) {
            return new Scalar(place, "", Style.NOTHING);
        }

        @Override
        public String describe() {
            return switch (style) {
                case TEXT -> Quoted.text(text);
                case NUMBER, BOOLEAN -> Quoted.shortened(text);
                case NOTHING -> "nothing";
            };
        }
    }

    /** A list. */
    record Sequence(KeyPath place, List<PlanNode> elements) implements PlanNode {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** Keys with values, in the order of the file; every key once. */
    record Mapping(KeyPath place, List<Entry> entries) implements PlanNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /**
     * One key of a mapping.
     *
     * @param place of the key; the value has its own position
     */
    record Entry(KeyPath place, String key, PlanNode value) {

        /** The key as a value, for a mapping whose keys are data, such as names of environments. */
        public Scalar name() {
            return new Scalar(place, key, Style.TEXT);
        }
    }
}
