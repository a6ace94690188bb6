package io.jenkins.plugins.releasechecklist.builds.delivery;

import hudson.Extension;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;

/**
 * Starts what loads builds in the background when Jenkins is up: as the last of the listeners, since Pipeline loads in one of them
 * the builds that it resumes. A build that two threads load at the same time is lost otherwise: {@code WorkflowRun} can be found
 * by the other thread before its constructor has ended, which then forgets that its program was loaded, loads it again, fails, and
 * ends the build.
 */
@Extension(ordinal = BackgroundStart.LAST)
public final class BackgroundStart extends ItemListener {
    static final double LAST = -10_000;

    @Override
    public void onLoaded() {
        WaitingIndex.get().start();
        OpenDeliveries.resume();
    }
}
