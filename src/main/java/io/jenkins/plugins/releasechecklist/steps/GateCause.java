package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import java.util.Objects;
import jenkins.model.CauseOfInterruption;

/** Why a build ended at a gate: who said No-go and why, or that nobody decided in time, or that a later build was faster. */
public class GateCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String gate;
    private final String status;
    private final String reason;

    GateCause(String gate, GateStatus status, String reason) {
        this.gate = gate;
        this.status = status.name();
        this.reason = reason;
    }

    @Override
    public String getShortDescription() {
        return Messages.GateCause_description(gate, reason);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GateCause cause
                && gate.equals(cause.gate)
                && status.equals(cause.status)
                && reason.equals(cause.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(gate, status, reason);
    }
}
