package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a list. Elements that are wrong are left out, and reported.
 *
 * @param element reads one element
 * @param what how a message names the elements, in the plural
 * @param nonEmpty whether there has to be at least one
 * @param distinct whether none may stand there twice
 */
public record ListReader<T>(ValueReader<T> element, String what, boolean nonEmpty, boolean distinct)
        implements ValueReader<List<T>> {

    /** The same for lists of at least one element. */
    public ListReader<T> atLeastOne() {
        return new ListReader<>(element, what, true, distinct);
    }

    /** The same for lists in which every element is another one. */
    public ListReader<T> eachOnce() {
        return new ListReader<>(element, what, nonEmpty, true);
    }

    @Override
    public Optional<List<T>> read(PlanNode node, Problems problems) {
        if (!(node instanceof PlanNode.Sequence list)) {
            problems.expected("a list of " + what, node);
            return Optional.empty();
        }
        if (nonEmpty && list.elements().isEmpty()) {
            problems.expected("at least one of the " + what, "an empty list", node.place());
        }
        ValueReader<T> reader = distinct ? element.once("each of the " + what + " once") : element;
        List<T> values = new ArrayList<>();
        list.elements().forEach(value -> reader.read(value, problems).ifPresent(values::add));
        return nonEmpty && values.isEmpty() ? Optional.empty() : Optional.of(values);
    }
}
