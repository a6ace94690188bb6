package io.jenkins.plugins.releasechecklist.actions.approvals;

import io.jenkins.plugins.releasechecklist.actions.rest.JsonAnswer;
import jakarta.servlet.http.HttpServletResponse;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/** {@code release-approvals/api}: what waits for the calling user, as data. */
@Restricted(NoExternalUse.class)
public final class ApprovalsApi {
    /** {@code GET api/json}. */
    @GET
    public HttpResponse doJson() {
        return new JsonAnswer(HttpServletResponse.SC_OK, ReleaseApprovals.json());
    }
}
