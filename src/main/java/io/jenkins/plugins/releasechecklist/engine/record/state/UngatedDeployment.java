package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.time.Instant;

/**
 * A deployment to a protected environment without a Go.
 *
 * @param told where, by what, and why it was none with a Go
 * @param at when that was seen
 * @since the first release
 */
public record UngatedDeployment(ReleaseEvent.DeployedWithoutGo told, Instant at) {}
