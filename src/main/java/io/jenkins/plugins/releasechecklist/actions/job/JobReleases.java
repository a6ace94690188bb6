package io.jenkins.plugins.releasechecklist.actions.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseQuery;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleasesPage;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/**
 * The page {@code releases/} of a job: what runs where, how well it releases, and every release that its index knows. Whoever
 * may read the job may read it. The menu has it from the first release on; the address is always there.
 */
public class JobReleases implements Action {
    /** The name of the page in the address. */
    public static final String URL = PagePath.RELEASES;

    private final Job<?, ?> job;

    /** The page of the job. */
    public JobReleases(Job<?, ?> job) {
        this.job = job;
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return ReleaseIndexStore.exists(job) ? "symbol-rocket-outline plugin-ionicons-api" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.JobReleases_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The job. */
    public Job<?, ?> getJob() {
        return job;
    }

    /**
     * What the page shows to the calling user, who says in the address what of it.
     *
     * @param zone the time zone that the user set, which only Jelly can ask for; empty when none is set
     */
    @Restricted(NoExternalUse.class)
    public ReleasesPage page(String zone) {
        return ReleasesPage.of(
                job,
                ReleaseQuery.of(Stapler.getCurrentRequest2()::getParameter),
                Instant.now(),
                Viewer.zone(zone),
                LocaleProvider.getLocale());
    }

    /** {@code api/json}. */
    @Restricted(NoExternalUse.class)
    public ReleasesApi getApi() {
        return new ReleasesApi(job);
    }

    /** {@code releases.csv}. */
    @GET
    @WebMethod(name = "releases.csv")
    @Restricted(NoExternalUse.class)
    public HttpResponse doCsv() {
        return new ReleasesCsv(job);
    }

    /** {@code chart}: what the charts draw. */
    @GET
    @Restricted(NoExternalUse.class)
    public HttpResponse doChart() {
        return new TrendAnswer(job);
    }

    /** Gives every job the page of its releases. Nothing is read for it. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class JobReleasesFactory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<JobReleases> actionType() {
            return JobReleases.class;
        }

        @Override
        @NonNull
        public Collection<JobReleases> createFor(@NonNull Job target) {
            return List.of(new JobReleases(target));
        }
    }
}
