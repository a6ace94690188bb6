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
import io.jenkins.plugins.releasechecklist.actions.rest.RollbackEndpoint;
import io.jenkins.plugins.releasechecklist.actions.rest.WrittenAnswer;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.Trend;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URL;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import jenkins.model.TransientActionFactory;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
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

    private static final int SOON_SECONDS = 5;

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

    /** {@code rollback}. */
    @Restricted(NoExternalUse.class)
    public RollbackEndpoint getRollback() {
        return new RollbackEndpoint(job);
    }

    /** {@code releases.csv}. */
    @GET
    @WebMethod(name = "releases.csv")
    @Restricted(NoExternalUse.class)
    public HttpResponse doCsv() {
        return reading(job, new ReleasesCsv(job)::of);
    }

    /** {@code chart}: what the charts draw of a period, in the time zone of the reader, which the page says. */
    @GET
    @Restricted(NoExternalUse.class)
    public HttpResponse doChart(@QueryParameter String zone) {
        return reading(job, (query, index) -> {
            ZoneId reader = Viewer.zone(Util.fixNull(zone));
            Locale locale = LocaleProvider.getLocale();
            Trend trend = Trend.of(index.deployments(), query.period(), Instant.now(), reader, locale);
            return JsonAnswer.of(TrendChart.of(trend, query.period(), reader, locale));
        });
    }

    /**
     * An answer from the release index of a job, for programs: 400 to a bad question, 503 while the index is being made.
     *
     * @param wanted the answer otherwise
     */
    private static WrittenAnswer reading(Job<?, ?> job, BiFunction<ReleaseQuery, ReleaseIndex, HttpResponse> wanted) {
        return (request, response) -> {
            ReleaseQuery query = ReleaseQuery.of(request::getParameter);
            HttpResponse answer;
            if (query.problems().isEmpty()) {
                Optional<ReleaseIndex> index = ReleaseIndexStore.look(job).map(HistoryScope.of(job)::visible);
                if (index.isEmpty()) {
                    response.setIntHeader("Retry-After", SOON_SECONDS);
                }
                answer = index.map(found -> wanted.apply(query, found)).orElseGet(JobReleases::rebuilding);
            } else {
                answer = JsonAnswer.error(HttpServletResponse.SC_BAD_REQUEST, String.join(" ", query.problems()));
            }
            answer.generateResponse(request, response, null);
        };
    }

    private static HttpResponse rebuilding() {
        return JsonAnswer.error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, Messages.JobReleases_rebuilding());
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

        /** {@code GET api/json?limit=N&before=NEXT&type=TYPE&status=STATUS}. */
        @GET
        public HttpResponse doJson() {
            return reading(
                    job,
                    (query, index) -> JsonAnswer.of(ReleasesJson.of(
                            job, index, query.among(index), query.limit().orElse(DEFAULT_LIMIT))));
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
