package io.jenkins.plugins.releasechecklist.builds;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;

/** Nobody waits at a build that is deleted. */
@Extension
public class WaitingRuns extends RunListener<Run<?, ?>> {
    @Override
    public void onDeleted(Run<?, ?> run) {
        WaitingIndex.get().forget(run.getParent().getFullName(), run.getNumber());
    }
}
