package io.jenkins.plugins.releasechecklist.actions.job.view;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentOutcome;

/**
 * What became of a release in an environment.
 *
 * @param environment its name
 * @param status in words, with symbol and colour
 */
public record OutcomeView(String environment, StatusView status) {
    /** Both, as people read it. */
    public String text() {
        return Messages.Reached_where(environment, status.text());
    }

    static OutcomeView of(EnvironmentLine where) {
        return new OutcomeView(where.name(), status(EnvironmentOutcome.of(where)));
    }

    static StatusView status(EnvironmentOutcome reached) {
        return switch (reached) {
            case VERIFIED -> named(Messages.Reached_verified(), StatusView.of(ItemStatus.PASSED));
            case ROLLED_BACK -> named(Messages.Reached_rolledBack(), StatusView.of(ReleaseStatus.ROLLED_BACK));
            case DEPLOYMENT_FAILED -> named(Messages.Reached_deploymentFailed(), StatusView.of(ItemStatus.FAILED));
            case VERIFICATION_FAILED -> named(Messages.Reached_verificationFailed(), StatusView.of(ItemStatus.FAILED));
            case VERIFICATION_INCONCLUSIVE ->
                named(Messages.Reached_verificationInconclusive(), StatusView.of(ItemStatus.WAITING));
            case TESTS_FAILED -> named(Messages.Reached_testsFailed(), StatusView.of(ItemStatus.FAILED));
            case TESTS_PASSED -> named(Messages.Reached_testsPassed(), StatusView.of(ItemStatus.PASSED));
            case DEPLOYED -> named(Messages.Reached_deployed(), StatusView.of(ItemStatus.PENDING));
            case UNKNOWN -> named(Messages.Reached_unknown(), StatusView.of(ItemStatus.PENDING));
        };
    }

    private static StatusView named(String text, StatusView like) {
        return new StatusView(text, like.symbol(), like.colour());
    }
}
