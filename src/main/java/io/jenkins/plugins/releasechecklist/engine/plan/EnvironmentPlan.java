package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import java.util.List;
import java.util.Optional;

/**
 * What a plan says about one environment.
 *
 * @param checks what smoke tests and the verification look at, in the order of the plan
 * @param gate what the gate before the environment demands; its own window is always empty
 * @param window when the environment may be deployed to
 * @param verify how it is verified after a deployment
 */
public record EnvironmentPlan(
        List<Check> checks, Optional<GatePolicy> gate, Optional<Window> window, Optional<VerifyPlan> verify) {
    /** An environment of which the plan says nothing. */
    public static final EnvironmentPlan EMPTY =
            new EnvironmentPlan(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public EnvironmentPlan {
        checks = List.copyOf(checks);
    }
}
