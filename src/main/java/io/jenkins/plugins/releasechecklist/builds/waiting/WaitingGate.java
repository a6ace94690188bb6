package io.jenkins.plugins.releasechecklist.builds.waiting;

import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A gate that waits for people. Who can still help is not kept: it changes with time alone, when a freeze begins or an approval
 * becomes too old, so it is judged when somebody looks.
 *
 * @param id the id of the gate
 * @param round 1 for the first time that the gate was entered
 * @param environment where it leads
 * @param opened when the round began
 */
public record WaitingGate(String id, int round, Optional<String> environment, Instant opened) {
    public WaitingGate {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(opened, "opened");
    }

    static WaitingGate of(GateState gate) {
        return new WaitingGate(gate.id(), gate.opening().round(), gate.opening().environment(), gate.opened());
    }
}
