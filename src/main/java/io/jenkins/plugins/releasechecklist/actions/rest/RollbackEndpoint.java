package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Item;
import hudson.model.Job;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.builds.decision.DeploymentStart;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code rollback}: brings an earlier release back to an environment of the job. What {@link DecisionEndpoint} says of links holds. */
@Restricted(NoExternalUse.class)
public final class RollbackEndpoint {
    /** It is a decision about a release, and it starts a build. */
    public static final List<Permission> NEEDED = List.of(Item.BUILD, ReleasePermissions.APPROVE);

    private final Job<?, ?> job;

    public RollbackEndpoint(Job<?, ?> job) {
        this.job = job;
    }

    /**
     * {@code POST rollback/start}: starts a build of the job for it.
     *
     * @param environment what is rolled back
     * @param build the number of the build that released what is brought back; of another branch with its name, such as {@code main#7}
     * @param reason why; must be there
     */
    @POST
    public HttpResponse doStart(
            @QueryParameter String environment, @QueryParameter String build, @QueryParameter String reason)
            throws IOException {
        return DecisionAnswer.to(
                job,
                NEEDED,
                PagePath.ofReleases(job),
                "rc-where",
                () -> new DeploymentStart(job)
                        .rollBack(
                                RequestText.environment(RequestText.needed("environment", environment)),
                                RequestText.build(HistoryScope.of(job), RequestText.needed("build", build)),
                                RequestText.needed("reason", reason),
                                Instant.now()));
    }
}
