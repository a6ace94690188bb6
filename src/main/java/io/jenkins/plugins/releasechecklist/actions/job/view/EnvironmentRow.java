package io.jenkins.plugins.releasechecklist.actions.job.view;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import java.util.Optional;

/**
 * What runs in an environment.
 *
 * @param environment its name
 * @param running what runs there; empty when nobody knows
 * @param failed the last attempt, when it went wrong
 */
public record EnvironmentRow(String environment, Optional<There> running, Optional<There> failed) {

    static EnvironmentRow of(Job<?, ?> job, EnvironmentStatus where, UtcTimeFormat moments) {
        return new EnvironmentRow(
                where.environment(),
                where.running()
                        .map(now -> new There(
                                version(now.version(), now.build()),
                                PagePath.ofRelease(job, now.build(), now.discarded())
                                        .orElse(""),
                                Messages.ReleaseRow_build(now.build()),
                                moments.of(now.since()),
                                now.isBroughtBack() ? Messages.WhereRow_broughtBack(now.by()) : "",
                                status(now.line()))),
                where.failed()
                        .map(attempt -> new There(
                                version(attempt.version(), attempt.build()),
                                PagePath.ofRelease(job, attempt.build(), attempt.discarded())
                                        .orElse(""),
                                Messages.ReleaseRow_build(attempt.build()),
                                moments.of(attempt.at()),
                                "",
                                status(Optional.of(attempt.line())))));
    }

    private static String version(Optional<String> version, int build) {
        return version.orElse(Messages.ReleaseRow_build(build));
    }

    private static StatusView status(Optional<EnvironmentLine> line) {
        return line.map(OutcomeView::of).map(OutcomeView::status).orElse(StatusView.NONE);
    }

    /**
     * A release there.
     *
     * @param version what
     * @param page its page below the root of Jenkins; empty when its build was discarded
     * @param build the build that released it, as {@code #7}
     * @param at when it came there
     * @param how how it came there, where that is unusual
     * @param status what became of it there; no text when that is forgotten
     */
    public record There(String version, String page, String build, MomentView at, String how, StatusView status) {}
}
