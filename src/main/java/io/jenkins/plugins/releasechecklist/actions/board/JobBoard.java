package io.jenkins.plugins.releasechecklist.actions.board;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The row of the release board on the main page of a job that has releases. */
@Restricted(NoExternalUse.class)
public final class JobBoard extends InvisibleAction {
    private final Job<?, ?> job;

    JobBoard(Job<?, ?> job) {
        this.job = job;
    }

    /**
     * What the page shows to the calling user.
     *
     * @param zone the time zone that the user set, which only Jelly can ask for; empty when none is set
     */
    public BoardView board(String zone) {
        return BoardView.of(List.of(job), "", zone);
    }

    /** Looks for the release index alone, and reads none. */
    @Extension
    @SuppressWarnings("rawtypes") // Jenkins asks for the raw type.
    public static final class JobBoardFactory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        @NonNull
        public Collection<? extends Action> createFor(@NonNull Job target) {
            Job<?, ?> job = target;
            return ReleaseIndexStore.exists(job) ? List.of(new JobBoard(job)) : List.of();
        }
    }
}
