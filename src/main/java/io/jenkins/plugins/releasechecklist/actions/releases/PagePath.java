package io.jenkins.plugins.releasechecklist.actions.releases;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.ReleaseChecklistAction;
import java.util.Optional;

/** Where the pages about releases are, below the root of Jenkins and without a slash at the beginning. */
public final class PagePath {
    private PagePath() {}

    /** The page of all releases of the job. */
    public static String ofReleases(Job<?, ?> job) {
        return job.getUrl() + JobReleases.URL + "/";
    }

    /**
     * The page of one release; nothing when its build was discarded.
     *
     * @param discarded whether it was
     */
    public static Optional<String> ofRelease(Job<?, ?> job, int build, boolean discarded) {
        return discarded
                ? Optional.empty()
                : Optional.of(job.getUrl() + build + "/" + ReleaseChecklistAction.URL + "/");
    }
}
