package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A Go for an environment overtakes the older builds of the job that still wait for a Go there. Where administrators protect the
 * environment, it overtakes those of other branches of the project as well, unless their version is higher: without rules, who may
 * write some branch could end the gates of all others.
 */
final class Superseding {
    private static final Logger LOGGER = Logger.getLogger(Superseding.class.getName());

    private Superseding() {}

    static void after(Run<?, ?> run, GateState gate) {
        gate.opening().environment().ifPresent(environment -> BackgroundWork.submit(() -> endOlder(run, environment)));
    }

    /**
     * Whether a newer build of the job has got its Go for the same environment since the gate opened. A crash right after that
     * Go can keep the older gates from being ended, so each looks for itself when it goes on after a restart.
     */
    static Optional<Run<?, ?>> overtaker(Run<?, ?> run, GateState gate) throws IOException {
        return overtaker(run, gate, Instant.MAX);
    }

    /** The same for a newer build that had its Go by the moment. */
    static Optional<Run<?, ?>> overtaker(Run<?, ?> run, GateState gate, Instant moment) throws IOException {
        Job<?, ?> job = run.getParent();
        // No build without a record is loaded for it.
        for (int number : RecordPointer.builds(job).stream().sorted().toList()) {
            if (number <= run.getNumber() || !ReleaseRecord.exists(RecordPointer.directory(job, number))) {
                continue;
            }
            Run<?, ?> newer = job.getBuildByNumber(number);
            Optional<ReleaseRecord> record = newer == null ? Optional.empty() : BuildRecords.of(newer);
            if (record.isPresent()
                    && record.get().state().gates().stream().anyMatch(other -> overtakes(other, gate, moment))) {
                return Optional.of(newer);
            }
        }
        return gate.opening().environment().isEmpty()
                ? Optional.empty()
                : otherBranches(run, gate.opening().environment().get(), true)
                        .filter(newer -> BuildRecords.release(newer).stream()
                                .flatMap(release -> release.gates().stream())
                                .anyMatch(other -> overtakes(other, gate, moment)))
                        .findFirst();
    }

    /**
     * The builds of other branches that began after a build and release no lower version, or that began before it, still run, and
     * release no higher one.
     */
    private static Stream<Run<?, ?>> otherBranches(Run<?, ?> run, String environment, boolean newer)
            throws IOException {
        HistoryScope scope = HistoryScope.of(run.getParent());
        if (!scope.isShared() || Protection.of(run.getParent(), environment).isEmpty()) {
            return Stream.empty();
        }
        ReleaseIndex index = ReleaseIndexStore.read(run.getParent());
        Optional<ReleaseLine> own = index.find(scope.key(run.getNumber()));
        Comparator<ReleaseLine> order = Comparator.comparingLong(ReleaseLine::position);
        return index.lines().stream()
                .filter(line -> !line.discarded() && !line.job().equals(scope.name()))
                .filter(line -> own.filter(mine -> newer
                                ? order.compare(mine, line) < 0 && !mine.isOfHigherVersionThan(line)
                                : order.compare(line, mine) < 0
                                        && line.ended().isEmpty()
                                        && !line.isOfHigherVersionThan(mine))
                        .isPresent())
                .flatMap(line -> scope.run(line.key()).stream());
    }

    private static boolean overtakes(GateState newer, GateState gate, Instant moment) {
        return newer.status() == GateStatus.GO
                && gate.opening().environment().isPresent()
                && newer.opening().environment().equals(gate.opening().environment())
                && newer.settlement()
                        .filter(end ->
                                end.at().isAfter(gate.opened()) && end.at().isBefore(moment))
                        .isPresent();
    }

    /** Why the gate of a build is over. */
    static Phrase reason(String environment, Run<?, ?> older, Run<?, ?> newer) {
        return older.getParent().equals(newer.getParent())
                ? Phrase.of("gate.superseded", environment, newer.getNumber())
                : Phrase.of(
                        "gate.supersededBy",
                        environment,
                        HistoryScope.of(newer.getParent())
                                .key(newer.getNumber())
                                .text());
    }

    private static void endOlder(Run<?, ?> run, String environment) {
        Phrase reason = reason(environment, run, run);
        for (Run<?, ?> older = run.getPreviousBuildInProgress();
                older != null;
                older = older.getPreviousBuildInProgress()) {
            Run<?, ?> build = older;
            BuildRecords.of(build).ifPresent(record -> end(build, record, environment, reason));
        }
        try {
            otherBranches(run, environment, false)
                    .forEach(build -> BuildRecords.of(build)
                            .ifPresent(record -> end(build, record, environment, reason(environment, build, run))));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot tell which other branches " + run + " overtook");
        }
    }

    private static void end(Run<?, ?> build, ReleaseRecord record, String environment, Phrase reason) {
        try {
            for (GateState gate : record.state().waitingGates()) {
                if (gate.opening().environment().equals(Optional.of(environment))) {
                    new Decisions(build, record).abort(gate.id(), reason);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot end the overtaken gates of " + build);
        }
    }
}
