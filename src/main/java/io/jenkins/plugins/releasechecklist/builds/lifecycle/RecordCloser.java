package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;

/** Closes the record of a build that ends: nothing of it runs or waits after that. */
@Extension
public class RecordCloser extends RunListener<Run<?, ?>> {
    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        RecordPointer pointer = run.getAction(RecordPointer.class);
        if (pointer != null) {
            BackgroundWork.submit(() -> BuildRecords.close(run, pointer.record()));
        }
    }
}
