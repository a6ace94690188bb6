package io.jenkins.plugins.releasechecklist.engine.gate.exclusive;

import java.time.Instant;
import java.util.Optional;

/**
 * What a build has to do with an environment: it waits at a gate for others to leave, or it is there.
 *
 * @param gate the id of the gate
 * @param environment of the gate; empty when it names none
 * @param inside whether the gate said Go, and the release has not left since
 * @param since when it said so; or since when the gate has lacked nothing but the environment
 */
public record EnvironmentVisit(String gate, Optional<String> environment, boolean inside, Instant since) {
    /** What people call it: the environment, or else the gate. */
    public String place() {
        return environment.orElse(gate);
    }
}
