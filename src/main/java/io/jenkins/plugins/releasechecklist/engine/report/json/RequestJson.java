package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.Optional;

/**
 * What a person started the build for.
 *
 * @param environment where to
 * @param build the number of the build that is promoted, or whose release is taken back
 * @param url its address below the root of Jenkins
 * @param version its version; null when nobody said it
 * @param rollbackTo the version that is brought back; null for a promotion
 * @param rollbackBuild the build that released that; null for a promotion
 * @param requested when the person asked for it
 * @param reason why; null for a promotion
 */
record RequestJson(
        String environment,
        int build,
        String url,
        Optional<String> version,
        Optional<String> rollbackTo,
        Optional<Integer> rollbackBuild,
        String requested,
        Optional<String> reason) {
    static RequestJson of(ReleaseEvent.DeploymentRequested it) {
        return new RequestJson(
                it.environment(),
                it.origin().number(),
                it.origin().url(),
                it.version(),
                it.target().map(ReleaseEvent.DeploymentRequested.RollbackTarget::version),
                it.target().map(to -> to.build().number()),
                it.requested().toString(),
                it.reason());
    }
}
