package io.jenkins.plugins.releasechecklist.builds;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import java.io.IOException;
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

    private static void endOlder(Run<?, ?> run, String environment) {
        String reason = Messages.Superseding_reason(environment, run.getNumber());
        for (Run<?, ?> older = run.getPreviousBuildInProgress();
                older != null;
                older = older.getPreviousBuildInProgress()) {
            Run<?, ?> build = older;
            BuildRecords.of(build).ifPresent(record -> end(build, record, environment, reason));
        }
    }

    private static void end(Run<?, ?> build, ReleaseRecord record, String environment, String reason) {
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
