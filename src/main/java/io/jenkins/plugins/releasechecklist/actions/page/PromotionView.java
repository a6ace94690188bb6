package io.jenkins.plugins.releasechecklist.actions.page;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.page.GateDialogs.Dialog;
import io.jenkins.plugins.releasechecklist.actions.page.HeaderView.BuildLink;
import io.jenkins.plugins.releasechecklist.builds.decision.Promotion;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;

/**
 * Where the release of a build that has ended went from there, and where it can go.
 *
 * @param started the builds that promote it, or take it back
 * @param queued the same as far as they wait in the queue, in words
 * @param environments where the viewer can have it brought, the next one first; none where that is not possible
 * @param dialog what that means
 * @param problem why it cannot be promoted, for a viewer who could otherwise; empty when it can
 */
public record PromotionView(
        List<BuildLink> started, List<String> queued, List<String> environments, Dialog dialog, String problem) {

    /** Nothing, as of a release that is not shown as it is now. */
    public static final PromotionView NONE =
            new PromotionView(List.of(), List.of(), List.of(), new Dialog("", List.of()), "");

    public PromotionView {
        started = List.copyOf(started);
        queued = List.copyOf(queued);
        environments = List.copyOf(environments);
    }

    /** The view for the calling user. */
    public static PromotionView of(Run<?, ?> run, Release release) {
        Job<?, ?> job = run.getParent();
        HistoryScope scope = HistoryScope.of(job);
        boolean able = !run.isBuilding() && run.hasPermission(Item.BUILD);
        Promotion promotion = new Promotion(run, release);
        String problem = able ? promotion.objection().orElse("") : "";
        List<String> environments = able && problem.isEmpty() ? promotion.environments() : List.of();
        return new PromotionView(
                ReleaseIndexStore.peek(job).map(scope::visible).stream()
                        .flatMap(index -> index.startedFor(scope.key(run.getNumber())).stream())
                        .map(line -> BuildLink.to(scope.reference(line.key()), text(line)))
                        .toList(),
                DeploymentRequest.queued(job).stream()
                        .filter(request -> request.origin(scope).equals(scope.key(run.getNumber())))
                        .map(DeploymentRequest::text)
                        .toList(),
                environments,
                new Dialog(
                        Messages.PromotionView_title(release.version().orElse("?")),
                        List.of(
                                Messages.PromotionView_starts(job.getFullDisplayName()),
                                Messages.PromotionView_takes(run.getNumber()),
                                Messages.PromotionView_gates())),
                problem);
    }

    private static String text(ReleaseLine line) {
        ReleaseLine.Request request = line.request().orElseThrow();
        return request.rollbackTo().isPresent()
                ? Messages.PromotionView_rollback(
                        request.environment(), line.key().text())
                : Messages.PromotionView_promotion(
                        request.environment(), line.key().text());
    }

    /** What the button says. */
    public String button() {
        return Messages.PromotionView_button(environments.get(0));
    }
}
