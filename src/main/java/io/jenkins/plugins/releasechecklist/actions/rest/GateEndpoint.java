package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** {@code gates/ID}: what can be said at a gate. Whether there is such a gate is found out when somebody says something. */
@Restricted(NoExternalUse.class)
public final class GateEndpoint {
    private final Run<?, ?> run;
    private final String id;

    public GateEndpoint(Run<?, ?> run, String id) {
        this.run = run;
        this.id = id;
    }

    /**
     * {@code POST gates/ID/go}.
     *
     * @param comment why; optional
     * @param role the role for which the vote is meant, when the person holds several; optional
     */
    @RequirePOST
    public HttpResponse doGo(@QueryParameter String comment, @QueryParameter String role) throws IOException {
        return vote(Choice.GO, comment, role);
    }

    /**
     * {@code POST gates/ID/noGo}.
     *
     * @param comment why; must be there
     * @param role the role for which the vote is meant, when the person holds several; optional
     */
    @RequirePOST
    public HttpResponse doNoGo(@QueryParameter String comment, @QueryParameter String role) throws IOException {
        return vote(Choice.NO_GO, comment, role);
    }

    /**
     * {@code POST gates/ID/override}.
     *
     * @param reason why; must be there
     */
    @RequirePOST
    public HttpResponse doOverride(@QueryParameter String reason) throws IOException {
        return DecisionAnswer.to(
                run,
                ReleasePermissions.OVERRIDE,
                anchor(),
                reading -> reading.gate(reading.decisions()
                        .override(
                                Approver.current(), id, RequestText.said(reason).orElse(""))));
    }

    private HttpResponse vote(Choice choice, String comment, String role) throws IOException {
        return DecisionAnswer.to(
                run,
                ReleasePermissions.APPROVE,
                anchor(),
                reading -> reading.gate(reading.decisions()
                        .vote(Approver.current(), id, choice, RequestText.said(comment), RequestText.said(role))));
    }

    private String anchor() {
        return "gate-" + id;
    }
}
