package io.jenkins.plugins.releasechecklist.builds;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A release is remembered when its build is discarded. Called while the build is still there. */
@Extension
public class ReleaseIndexRuns extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(ReleaseIndexRuns.class.getName());

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
