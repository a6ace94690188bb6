package io.jenkins.plugins.releasechecklist.actions.job;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseQuery;
import io.jenkins.plugins.releasechecklist.actions.rest.JsonAnswer;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** {@code releases/api}: the releases of a job as data, and a page that tells how to ask for them. */
@Restricted(NoExternalUse.class)
public final class ReleasesApi {
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
        return new IndexReading(job) {
            @Override
            void answer(ReleaseQuery query, ReleaseIndex index, StaplerRequest2 request, StaplerResponse2 response)
                    throws IOException, ServletException {
                ReleasesJson json = ReleasesJson.of(
                        job(), index, wanted(query, index), query.limit().orElse(DEFAULT_LIMIT));
                new JsonAnswer(HttpServletResponse.SC_OK, json).generateResponse(request, response, null);
            }
        };
    }
}
