package io.jenkins.plugins.releasechecklist.builds.delivery;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingBuild;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * After a start, sends what was still to be sent when Jenkins went down, unless a step that goes on does so. The
 * {@link WaitingIndex} knows the builds, so none is loaded without need.
 */
final class OpenDeliveries {
    private static final Logger LOGGER = Logger.getLogger(OpenDeliveries.class.getName());

    private OpenDeliveries() {}

    /** Sends in the background, once the index is whole. */
    static void resume() {
        WaitingIndex.get().whole().thenRun(() -> BackgroundWork.submit(OpenDeliveries::resumeAll));
    }

    private static void resumeAll() {
        for (WaitingBuild waiting : WaitingIndex.get().all()) {
            if (waiting.sends()) {
                Job<?, ?> job = Jenkins.get().getItemByFullName(waiting.job(), Job.class);
                Optional.ofNullable(job)
                        .map(found -> (Run<?, ?>) found.getBuildByNumber(waiting.number()))
                        .ifPresent(OpenDeliveries::resume);
            }
        }
    }

    private static void resume(Run<?, ?> build) {
        Optional<ReleaseRecord> record = BuildRecords.of(build);
        if (record.isPresent()) {
            try {
                Deliveries.of(build, record.get()).resume();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot send what is left to be sent of " + build);
            }
        }
    }
}
