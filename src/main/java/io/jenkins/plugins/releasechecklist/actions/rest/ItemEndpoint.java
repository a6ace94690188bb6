package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.decision.SignOffs;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.report.json.ItemJson;
import java.io.IOException;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * {@code items/ID}: what can be said about an item. Every request may carry {@code note}, {@code evidence} (an address; several
 * are several parameters) and {@code role} (for which role the person signs, when holding several). To complete the item
 * {@code action-items} takes {@code title}, {@code owner} and {@code link}, each as often as there are action items.
 */
@Restricted(NoExternalUse.class)
public final class ItemEndpoint {
    private final Run<?, ?> run;
    private final String id;

    public ItemEndpoint(Run<?, ?> run, String id) {
        this.run = run;
        this.id = id;
    }

    /** {@code POST items/ID/complete}: the item is done. */
    @RequirePOST
    public HttpResponse doComplete(StaplerRequest2 request) throws IOException {
        return sign(ItemAction.COMPLETE, ReleasePermissions.APPROVE, request);
    }

    /** {@code POST items/ID/fail}: it was tried without success. */
    @RequirePOST
    public HttpResponse doFail(StaplerRequest2 request) throws IOException {
        return sign(ItemAction.FAIL, ReleasePermissions.APPROVE, request);
    }

    /** {@code POST items/ID/notApplicable}: this release does not need it. */
    @RequirePOST
    public HttpResponse doNotApplicable(StaplerRequest2 request) throws IOException {
        return sign(ItemAction.NOT_APPLICABLE, ReleasePermissions.APPROVE, request);
    }

    /** {@code POST items/ID/waive}: it is left out although it is required; the note must be there. */
    @RequirePOST
    public HttpResponse doWaive(StaplerRequest2 request) throws IOException {
        return sign(ItemAction.WAIVE, ReleasePermissions.OVERRIDE, request);
    }

    /** {@code POST items/ID/reopen}: nothing said so far counts any more. */
    @RequirePOST
    public HttpResponse doReopen(StaplerRequest2 request) throws IOException {
        return sign(ItemAction.REOPEN, ReleasePermissions.APPROVE, request);
    }

    /** {@code POST items/ID/tick}: the part {@code part} of the item is done, or with {@code done=false} is not. */
    @RequirePOST
    public HttpResponse doTick(@QueryParameter String part, @QueryParameter String done) throws IOException {
        return DecisionAnswer.to(
                run,
                ReleasePermissions.APPROVE,
                "item-" + id,
                reading -> ItemJson.of(new SignOffs(reading.record())
                        .tick(Approver.current(), id, RequestText.needed("part", part), flag(done))));
    }

    private static boolean flag(String done) throws Refusal {
        if (done == null || !List.of("true", "false").contains(done)) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.ItemEndpoint_badFlag(done == null ? "" : done));
        }
        return Boolean.parseBoolean(done);
    }

    private HttpResponse sign(ItemAction action, Permission permission, StaplerRequest2 request) throws IOException {
        return DecisionAnswer.to(
                run,
                permission,
                "item-" + id,
                reading -> ItemJson.of(new SignOffs(reading.record())
                        .sign(
                                Approver.current(),
                                id,
                                action,
                                RequestText.said(request.getParameter("note")),
                                RequestText.addresses(request.getParameterValues("evidence")),
                                RequestText.said(request.getParameter("role")),
                                action == ItemAction.COMPLETE ? ActionItemWords.of(request, id) : List.of())));
    }
}
