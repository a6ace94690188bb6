package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Entry;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Scalar;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Style;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns a YAML file into nodes that know their positions. Every key stands once; anchors, aliases and merge keys work
 * as usual; tags are refused.
 */
public final class YamlNodes {
    private static final Map<Tag, Style> STYLES = Map.of(
            Tag.STR, Style.TEXT,
            Tag.TIMESTAMP, Style.TEXT,
            Tag.INT, Style.NUMBER,
            Tag.FLOAT, Style.NUMBER,
            Tag.BOOL, Style.BOOLEAN,
            Tag.NULL, Style.NOTHING);

    private final YamlText yaml;
    private final Problems problems;
    private final Deque<Node> open = new ArrayDeque<>();
    private int taken;

    private YamlNodes(YamlText yaml, Problems problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    /**
     * Reads the only document of a file.
     *
     * @param text the whole file
     * @param file its name in messages
     * @param problems what is wrong is added here
     * @return empty when the text is no YAML, or YAML of a kind that plans do not use
     */
    public static Optional<PlanNode> read(String text, String file, Problems problems) {
        YamlText yaml = new YamlText(file, problems);
        Optional<Node> document = yaml.compose(text);
        if (problems.any()) {
            return Optional.empty();
        }
        KeyPath root = KeyPath.root("", Optional.of(yaml.start()));
        if (document.isEmpty()) {
            return Optional.of(Scalar.nothing(root));
        }
        PlanNode node = new YamlNodes(yaml, problems).node(document.get(), root);
        return problems.anySyntax() ? Optional.empty() : Optional.of(node);
    }

    /** Converts a node; {@code path} is its place but for the position, which is the node's own. */
    private PlanNode node(Node node, KeyPath path) {
        KeyPath place = path.at(Optional.of(yaml.position(node.getStartMark())));
        if (++taken > PlanNode.MOST) {
            // One message is enough.
            return taken == PlanNode.MOST + 1
                    ? refused("more than " + PlanNode.MOST + " values, aliases counted each time", "fewer", place)
                    : Scalar.nothing(place);
        }
        if (open.contains(node)) {
            return refused("an alias of a value inside that very value", "an alias of another one", place);
        }
        open.push(node);
        try {
            if (node instanceof ScalarNode scalar && STYLES.containsKey(node.getTag())) {
                return new Scalar(place, scalar.getValue(), STYLES.get(node.getTag()));
            }
            if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
                return sequence(sequence, place);
            }
            if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
                return mapping(mapping, place);
            }
            return refused("the tag " + Quoted.text(node.getTag().getValue()), "a value without a tag", place);
        } finally {
            open.pop();
        }
    }

    private PlanNode sequence(SequenceNode sequence, KeyPath place) {
        List<PlanNode> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(node(element, place.index(elements.size(), place.position())));
        }
        return new PlanNode.Sequence(place, elements);
    }

    private PlanNode mapping(MappingNode mapping, KeyPath place) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.add(tuple.getValueNode());
            } else if (tuple.getKeyNode() instanceof ScalarNode key) {
                KeyPath at = place.key(key.getValue(), Optional.of(yaml.position(key.getStartMark())));
                Entry entry = new Entry(at, key.getValue(), node(tuple.getValueNode(), at));
                Optional.ofNullable(entries.putIfAbsent(entry.key(), entry))
                        .ifPresent(first -> problems.again("every key once", "it", entry.place(), first.place()));
            } else {
                refused("a list or a mapping as a key", "a word", place);
            }
        }
        merged.forEach(value -> merge(value, place, entries));
        return new PlanNode.Mapping(place, List.copyOf(entries.values()));
    }

    // What a mapping says itself comes before what is merged into it, and what is merged first before the rest (YAML's
    // merge type).
    private void merge(Node value, KeyPath place, Map<String, Entry> entries) {
        List<Node> sources = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        for (Node source : sources) {
            PlanNode node = node(source, place);
            if (node instanceof PlanNode.Mapping other) {
                other.entries().forEach(entry -> entries.putIfAbsent(entry.key(), entry));
            } else if (!(source instanceof MappingNode)) {
                refused(node.describe() + " to merge", "a mapping", node.place());
            }
        }
    }

    private PlanNode refused(String found, String expected, KeyPath place) {
        problems.syntax(found, expected, place);
        return Scalar.nothing(place);
    }
}
