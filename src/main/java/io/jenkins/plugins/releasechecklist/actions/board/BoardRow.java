package io.jenkins.plugins.releasechecklist.actions.board;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseList;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.waiting.RunningRelease;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus.Arrival;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What runs where of a job, or of all branches of a project.
 *
 * @param name what people call the job or project
 * @param page the page of its releases below the root of Jenkins
 * @param cells what runs where, the environment first that releases reach last
 * @param running its releases on their way
 * @param latest when something came to one of the environments last; long ago when nothing did
 */
public record BoardRow(String name, String page, List<BoardCell> cells, List<RunningRelease> running, Instant latest) {
    static BoardRow of(Job<?, ?> job, List<EnvironmentStatus> environments, List<RunningRelease> running, Instant now) {
        Optional<Arrival> target = environments.stream().findFirst().flatMap(EnvironmentStatus::running);
        return new BoardRow(
                HistoryScope.of(job).owner().getFullDisplayName(),
                PagePath.ofReleases(job),
                environments.stream()
                        .map(where -> BoardCell.of(job, where, target, now))
                        .toList(),
                running,
                environments.stream()
                        .flatMap(where -> where.running().stream())
                        .map(Arrival::since)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH));
    }

    /**
     * What runs in an environment.
     *
     * @param environment its name
     * @param version what runs there; empty when nobody knows
     * @param page the page of that release below the root of Jenkins; empty when there is none any more
     * @param status how it got on there
     * @param since when it came there; empty when nobody knows
     * @param ago the same, seen from now
     * @param ahead whether something newer runs there than in the environment that releases reach last
     * @param failed the version of the last attempt, when it went wrong and nothing has made that good; else empty
     */
    public record BoardCell(
            String environment,
            String version,
            String page,
            StatusView status,
            Optional<Instant> since,
            String ago,
            boolean ahead,
            String failed) {
        static BoardCell of(Job<?, ?> job, EnvironmentStatus where, Optional<Arrival> target, Instant now) {
            Optional<Arrival> there = where.running();
            return new BoardCell(
                    where.environment(),
                    there.map(BoardCell::version).orElse(""),
                    there.flatMap(one -> PagePath.ofRelease(job, one.build(), one.discarded()))
                            .orElse(""),
                    there.flatMap(Arrival::line)
                            .map(ReleaseList::outcome)
                            .orElseGet(() -> StatusView.of(ItemStatus.PENDING).named(Messages.BoardCell_unknown())),
                    there.map(Arrival::since),
                    there.map(one -> Messages.BoardCell_ago(Durations.rounded(Duration.between(one.since(), now))))
                            .orElse(""),
                    there.filter(one -> target.filter(one::isNewerThan).isPresent())
                            .isPresent(),
                    where.failed()
                            .map(attempt -> attempt.version()
                                    .orElseGet(() -> attempt.build().text()))
                            .orElse(""));
        }

        private static String version(Arrival there) {
            return there.version().orElseGet(() -> there.build().text());
        }
    }
}
