package io.jenkins.plugins.releasechecklist.builds.decision;

import io.jenkins.plugins.releasechecklist.engine.gate.ExcludedVoters;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;

/**
 * A gate at this moment.
 *
 * @param standing what it has and what it lacks
 * @param barred those who may not vote because of what they did for the build
 */
public record GateSnapshot(GateStanding standing, ExcludedVoters barred) {}
