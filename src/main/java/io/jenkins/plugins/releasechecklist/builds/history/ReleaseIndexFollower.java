package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the release index of a job in line with the records of its builds. */
@Extension
public final class ReleaseIndexFollower extends RecordFollower {
    private static final Logger LOGGER = Logger.getLogger(ReleaseIndexFollower.class.getName());

    @Override
    public void historyChanged(Run<?, ?> run, ReleaseRecord record) {
        try {
            Optional<ReleaseLine> line = ReleaseIndexStore.note(run, record);
            if (line.flatMap(ReleaseLine::released).isPresent()) {
                run.getAction(RecordPointer.class).keep();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The release index does not know the latest of " + run);
        }
    }

    /** A release is remembered when its build is discarded. Called while the build is still there. */
    @Extension
    public static final class Discarded extends RunListener<Run<?, ?>> {
        @Override
        public void onDeleted(Run<?, ?> run) {
            if (run.getAction(RecordPointer.class) != null) {
                try {
                    ReleaseIndexStore.discard(run.getParent(), run.getNumber());
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "Cannot keep the release of " + run);
                }
            }
        }
    }
}
