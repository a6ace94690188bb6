package io.jenkins.plugins.releasechecklist.builds.waiting;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A release in progress: its build runs. */
public record RunningRelease(
        Job<?, ?> job, int number, Instant since, Release release, Function<GateState, GateSnapshot> gates) {
    private static final Logger LOGGER = Logger.getLogger(RunningRelease.class.getName());

    /**
     * Those of these builds that the calling user may see, the longest running first. Loads builds that run, and no other: what
     * it costs depends on them, and not on the number of jobs.
     */
    public static List<RunningRelease> visible(Collection<WaitingBuild> builds) {
        return builds.stream()
                .filter(WaitingBuild::running)
                .flatMap(build -> build.visibleJob().flatMap(job -> of(job, build.number())).stream())
                .sorted(Comparator.comparing(RunningRelease::since))
                .toList();
    }

    /** Where the page of the release is below the root of Jenkins, without a slash at its beginning. */
    public String path() {
        return job.getUrl() + number + "/release-checklist/";
    }

    /** Asking for the record of a build that is over closes it, should that not have happened: then it is in no index any more. */
    private static Optional<RunningRelease> of(Job<?, ?> job, int number) {
        Run<?, ?> run = job.getBuildByNumber(number);
        Optional<ReleaseRecord> record = run == null ? Optional.empty() : BuildRecords.of(run);
        if (record.isEmpty() || !run.isBuilding()) {
            return Optional.empty();
        }
        try {
            Release release = record.get().state();
            Decisions decisions = new Decisions(run, record.get());
            return Optional.of(
                    new RunningRelease(job, number, Instant.ofEpochMilli(run.getStartTimeInMillis()), release, gate -> {
                        try {
                            return decisions.now(gate);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the release record of " + run);
            return Optional.empty();
        }
    }
}
