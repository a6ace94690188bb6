package io.jenkins.plugins.releasechecklist.actions.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseQuery;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleasesPage;
import io.jenkins.plugins.releasechecklist.actions.job.view.TrendChart;
import io.jenkins.plugins.releasechecklist.actions.rest.JsonAnswer;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.engine.history.Trend;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URL;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
        return IndexReading.of(job, new ReleasesCsv(job)::give);
    }

    /** {@code chart}: what the charts draw of a period, in the time zone of the reader, which the page says. */
    @GET
    @Restricted(NoExternalUse.class)
    public HttpResponse doChart() {
        return IndexReading.of(job, (query, index, request, response) -> {
            ZoneId zone = Viewer.zone(Util.fixNull(request.getParameter("zone")));
            Locale locale = LocaleProvider.getLocale();
            Trend trend = Trend.of(index.deployments(), query.period(), Instant.now(), zone, locale);
            new JsonAnswer(HttpServletResponse.SC_OK, TrendChart.of(trend, query.period(), zone, locale))
                    .generateResponse(request, response, null);
        });
    }

    /** {@code releases/api}: the releases of a job as data, and a page that tells how to ask for them. */
    @Restricted(NoExternalUse.class)
    public static final class ReleasesApi {
        private static final int DEFAULT_LIMIT = 100;

        private final Job<?, ?> job;

        ReleasesApi(Job<?, ?> job) {
            this.job = job;
        }

        /** The job. */
        public Job<?, ?> getJob() {
            return job;
        }

        /** {@code GET api/json?limit=N&before=BUILD&type=TYPE&status=STATUS}. */
        @GET
        public HttpResponse doJson() {
            return IndexReading.of(job, (query, index, request, response) -> {
                ReleasesJson json = ReleasesJson.of(
                        job,
                        index,
                        IndexReading.wanted(query, index),
                        query.limit().orElse(DEFAULT_LIMIT));
                new JsonAnswer(HttpServletResponse.SC_OK, json).generateResponse(request, response, null);
            });
        }
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
