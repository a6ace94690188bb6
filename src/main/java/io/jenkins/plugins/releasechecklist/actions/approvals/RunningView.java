package io.jenkins.plugins.releasechecklist.actions.approvals;

import io.jenkins.plugins.releasechecklist.actions.page.WaitingList;
import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.builds.waiting.RunningRelease;
import java.util.List;

/**
 * A release in progress.
 *
 * @param job the job
 * @param build the build, as {@code #7}
 * @param page the page of the release, below the root of Jenkins
 * @param release what is released, with the version; the build while nobody said it
 * @param status where it stands
 * @param waitingFor what it waits for, one sentence each
 * @param since when the build started
 */
public record RunningView(
        String job,
        String build,
        String page,
        String release,
        StatusView status,
        List<String> waitingFor,
        MomentView since) {
    public RunningView {
        waitingFor = List.copyOf(waitingFor);
    }

    static RunningView of(RunningRelease running, UtcTimeFormat moments) {
        String build = Messages.ApprovalsView_build(running.number());
        String named = (running.release().application().orElse("") + " "
                        + running.release().version().orElse(""))
                .strip();
        return new RunningView(
                running.job().getFullDisplayName(),
                build,
                running.path(),
                named.isEmpty() ? build : named,
                StatusView.of(running.release().status()),
                WaitingList.of(running.release(), running.gates(), moments),
                moments.of(running.since()));
    }
}
