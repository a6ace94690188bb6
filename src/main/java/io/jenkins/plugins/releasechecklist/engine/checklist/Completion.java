package io.jenkins.plugins.releasechecklist.engine.checklist;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One way in which an item is completed without anybody signing it off. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Completion.ByStep.class, name = "step"),
    @JsonSubTypes.Type(value = Completion.ByPlan.class, name = "plan"),
    @JsonSubTypes.Type(value = Completion.ByWindow.class, name = "window")
})
public sealed interface Completion {
    /** The same way with other names of environments. */
    default Completion withEnvironment(UnaryOperator<String> names) {
        return this;
    }

    /** The environment that the way speaks of. */
    default Optional<String> where() {
        return Optional.empty();
    }

    /** Whether a gate of the environment decides about the item, so that the gate itself cannot wait for it. */
    default boolean isDecidedByGateIn(Optional<String> environment) {
        return false;
    }

    /**
     * By a step: the item follows the runs of the step.
     *
     * @param step the name of the Pipeline step, such as {@code smokeTest}
     * @param environment only runs in this environment count; empty: runs in any, or without one
     */
    record ByStep(String step, Optional<String> environment) implements Completion {
        public ByStep {
            environment = environment.map(EnvironmentName::canonical);
        }

        @Override
        public Optional<String> where() {
            return environment;
        }

        /** Whether a run of the step in the environment counts for the item. */
        public boolean covers(String runStep, Optional<String> runEnvironment) {
            return step.equals(runStep) && (environment.isEmpty() || environment.equals(runEnvironment));
        }

        @Override
        public Completion withEnvironment(UnaryOperator<String> names) {
            return new ByStep(step, environment.map(names));
        }

        @Override
        public boolean isDecidedByGateIn(Optional<String> gateEnvironment) {
            return covers("releaseGate", gateEnvironment);
        }
    }

    /**
     * By the release plan having that part (notes given to a step count as the plan's).
     *
     * @param part what has to be there
     */
    record ByPlan(PlanPart part) implements Completion {}

    /**
     * By a gate of the environment that settles inside its deployment window.
     *
     * @param environment the environment whose gate is meant
     */
    record ByWindow(String environment) implements Completion {
        public ByWindow {
            environment = EnvironmentName.canonical(environment);
        }

        @Override
        public Completion withEnvironment(UnaryOperator<String> names) {
            return new ByWindow(names.apply(environment));
        }

        @Override
        public Optional<String> where() {
            return Optional.of(environment);
        }

        @Override
        public boolean isDecidedByGateIn(Optional<String> gateEnvironment) {
            return gateEnvironment.equals(Optional.of(environment));
        }
    }
}
