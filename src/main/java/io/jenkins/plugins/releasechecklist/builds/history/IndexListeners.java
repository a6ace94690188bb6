package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Keeps the release indexes in line with the records of builds, and with what becomes of builds and jobs. */
public final class IndexListeners {
    private static final Logger LOGGER = Logger.getLogger(IndexListeners.class.getName());

    private IndexListeners() {}

    /** Notes what the records of builds say. */
    @Extension
    public static final class ReleaseIndexFollower extends RecordFollower {
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

    /** The history of a project outlives its branches. */
    @Extension
    public static final class Branches extends ItemListener {
        @Override
        public void onDeleted(Item item) {
            change(item, ReleaseIndexStore::discardAll);
        }

        /** An earlier branch may have had the name. Its builds are none of this one. */
        @Override
        public void onCreated(Item item) {
            change(item, ReleaseIndexStore::renameFormer);
        }

        private static void change(Item item, Change change) {
            if (item instanceof Job<?, ?> job) {
                HistoryScope scope = HistoryScope.of(job);
                if (scope.isShared() && Files.exists(IndexFiles.file(scope.owner()))) {
                    try {
                        change.of(scope);
                    } catch (IOException e) {
                        LOGGER.log(Level.WARNING, e, () -> "The release index does not know the latest of " + item);
                    }
                }
            }
        }

        private interface Change {
            void of(HistoryScope scope) throws IOException;
        }

        /** What was read before may lack jobs that were not there yet. */
        @Override
        public void onLoaded() {
            ReleaseIndexStore.forget();
            BackgroundWork.submit(Branches::takeOver);
        }

        private static void takeOver() {
            for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
                HistoryScope scope = HistoryScope.of(job);
                if (scope.isShared() && Files.exists(IndexFiles.file(job))) {
                    try {
                        ReleaseIndexStore.read(job);
                    } catch (IOException e) {
                        LOGGER.log(Level.WARNING, e, () -> "Cannot take over the release index of " + job);
                    }
                }
            }
        }
    }
}
