package io.jenkins.plugins.releasechecklist.builds;

import io.jenkins.plugins.releasechecklist.engine.gate.Barred;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;

/**
 * A gate at this moment.
 *
 * @param standing what it has and what it lacks
 * @param barred those who may not vote because of what they did for the build
 */
public record GateNow(GateStanding standing, Barred barred) {}
