package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

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

    /**
     * A reader of lists with such elements.
     *
     * @param what how a message names the elements, in the plural
     */
    default ListReader<T> listOf(String what) {
        return new ListReader<>(this, what, false, false);
    }
}
