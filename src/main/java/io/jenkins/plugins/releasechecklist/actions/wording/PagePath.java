package io.jenkins.plugins.releasechecklist.actions.wording;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Where the pages about releases are, below the root of Jenkins and without a slash at the beginning. */
public final class PagePath {
    /** The address of the page of a release, below its build. */
    public static final String RELEASE = "release-checklist";

    /** The address of the page of all releases, below the job. */
    public static final String RELEASES = "releases";

    private PagePath() {}

    /**
     * The whole address of a page, for programs; without the host while nobody configured that of Jenkins.
     *
     * @param path below the root of Jenkins, without a slash at its beginning
     */
    public static String address(String path) {
        String root = Jenkins.get().getRootUrl();
        return (root == null ? "/" : root) + path;
    }

    /** The page of all releases of the job. */
    public static String ofReleases(Job<?, ?> job) {
        return job.getUrl() + RELEASES + "/";
    }

    /**
     * The page of one release in the history of a job; nothing when its build was discarded.
     *
     * @param discarded whether it was
     */
    public static Optional<String> ofRelease(Job<?, ?> job, BuildKey build, boolean discarded) {
        return discarded
                ? Optional.empty()
                : Optional.of(HistoryScope.of(job).reference(build).url() + RELEASE + "/");
    }
}
