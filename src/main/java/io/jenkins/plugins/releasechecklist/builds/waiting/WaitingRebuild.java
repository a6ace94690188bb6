package io.jenkins.plugins.releasechecklist.builds.waiting;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Brings the {@link WaitingIndex} in line with the records on the disk. The directories of all builds are looked at, and the
 * builds without a record are not loaded for it, nor are those whose record did not change since the index was saved.
 */
final class WaitingRebuild {
    private static final Logger LOGGER = Logger.getLogger(WaitingRebuild.class.getName());

    /** How long a change may have taken to get into the saved index, by the clock of the file system. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final WaitingIndex index;
    private final Instant known;

    /** @param savedAt until when the index holds what happened; empty when it holds nothing */
    WaitingRebuild(WaitingIndex index, Optional<Instant> savedAt) {
        this.index = index;
        this.known = savedAt.map(at -> at.minus(MARGIN)).orElse(Instant.MIN);
    }

    /**
     * Reads what has to be read, as the system user. A job or record that cannot be read is left out, with a warning.
     *
     * @throws InterruptedException when Jenkins goes down meanwhile
     */
    void run() throws InterruptedException {
        Jenkins jenkins = Jenkins.get();
        for (WaitingBuild build : index.all()) {
            Job<?, ?> job = jenkins.getItemByFullName(build.job(), Job.class);
            if (job == null || !ReleaseRecord.exists(RecordPointer.directory(job, build.number()))) {
                index.forget(build.job(), build.number());
            } else if (build.running()) {
                // It may have ended with Jenkins, of which its record knows nothing yet.
                read(job, build.number());
            }
        }
        for (Job<?, ?> job : jenkins.allItems(Job.class)) {
            readAll(job);
        }
    }

    private void readAll(Job<?, ?> job) throws InterruptedException {
        try {
            for (int number : RecordPointer.changed(job, known)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                read(job, number);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot tell which builds of " + job + " wait for people");
        }
    }

    private void read(Job<?, ?> job, int number) {
        Run<?, ?> run = job.getBuildByNumber(number);
        if (run != null) {
            BuildRecords.of(run).ifPresent(record -> {
                index.refresh(run, record);
                run.getAction(RecordPointer.class).tellHistory();
            });
        }
    }
}
