package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/** {@code api}: the release as data, and a page that lists what else there is. */
@Restricted(NoExternalUse.class)
public final class ReleaseApi {
    private final Run<?, ?> run;

    public ReleaseApi(Run<?, ?> run) {
        this.run = run;
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** {@code GET api/json}. */
    @GET
    public HttpResponse doJson() throws IOException {
        return new JsonAnswer(HttpServletResponse.SC_OK, ReleaseReading.of(run).json());
    }
}
