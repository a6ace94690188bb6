package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A Go for an environment overtakes the older builds of the job that still wait for a Go there. */
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
        return Optional.empty();
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

    static Phrase reason(String environment, Run<?, ?> newer) {
        return Phrase.of("gate.superseded", environment, newer.getNumber());
    }

    private static void endOlder(Run<?, ?> run, String environment) {
        Phrase reason = reason(environment, run);
        for (Run<?, ?> older = run.getPreviousBuildInProgress();
                older != null;
                older = older.getPreviousBuildInProgress()) {
            Run<?, ?> build = older;
            BuildRecords.of(build).ifPresent(record -> end(build, record, environment, reason));
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
