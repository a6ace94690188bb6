package io.jenkins.plugins.releasechecklist.builds.delivery;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.releasechecklist.builds.decision.ExclusiveEnvironments;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.ReleaseLedger;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingBuild;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.apache.commons.io.function.IOBiConsumer;

/**
 * Starts what loads builds in the background when Jenkins is up: as the last of the listeners, since Pipeline loads in one of them
 * the builds that it resumes. A build that two threads load at the same time is lost otherwise: {@code WorkflowRun} can be found
 * by the other thread before its constructor has ended, which then forgets that its program was loaded, loads it again, fails, and
 * ends the build.
 *
 * <p>Then finds out who is in which environment, and sends what was left to be sent: the {@link WaitingIndex} knows the builds, so
 * none is loaded without need. Last comes what the ledger lacks.
 */
@Extension(ordinal = BackgroundStart.LAST)
public final class BackgroundStart extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(BackgroundStart.class.getName());

    static final double LAST = -10_000;

    @Override
    public void onLoaded() {
        WaitingIndex.get().start();
        WaitingIndex.get().whole().thenRun(() -> BackgroundWork.submit(BackgroundStart::resumeAll));
    }

    /** Finds who is in which environment, and sends what was still to be sent, unless a step that goes on does so. */
    private static void resumeAll() {
        ExclusiveEnvironments.get().begin(builds(WaitingBuild::running));
        builds(WaitingBuild::running).forEach(build -> resume(build, CdEventsWatch::catchUp));
        builds(WaitingBuild::sends)
                .forEach(build -> resume(
                        build, (run, record) -> Deliveries.of(run, record).resume()));
        ReleaseLedger.get().catchUp();
    }

    private static List<Run<?, ?>> builds(Predicate<WaitingBuild> which) {
        List<Run<?, ?>> builds = new ArrayList<>();
        for (WaitingBuild waiting : WaitingIndex.get().all()) {
            if (which.test(waiting)) {
                Job<?, ?> job = Jenkins.get().getItemByFullName(waiting.job(), Job.class);
                Optional.ofNullable(job)
                        .map(found -> (Run<?, ?>) found.getBuildByNumber(waiting.number()))
                        .ifPresent(builds::add);
            }
        }
        return builds;
    }

    private static void resume(Run<?, ?> build, IOBiConsumer<Run<?, ?>, ReleaseRecord> work) {
        Optional<ReleaseRecord> record = BuildRecords.of(build);
        if (record.isPresent()) {
            try {
                work.accept(build, record.get());
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot send what is left to be sent of " + build);
            }
        }
    }
}
