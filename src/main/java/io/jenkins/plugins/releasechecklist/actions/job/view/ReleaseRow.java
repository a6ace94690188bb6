package io.jenkins.plugins.releasechecklist.actions.job.view;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.util.Arrays;
import java.util.List;

/**
 * A release in the table.
 *
 * @param release its version, or the build where nobody said it
 * @param name what is released; empty while nobody said it
 * @param build the build, as {@code #7}
 * @param page the page of the release below the root of Jenkins; empty when its build was discarded
 * @param type in words; empty while nobody knows it
 * @param status where it stands
 * @param environments what became of it where
 * @param started when the build started
 * @param ended when it ended
 * @param released when it was out
 */
public record ReleaseRow(
        String release,
        String name,
        String build,
        String page,
        String type,
        StatusView status,
        List<OutcomeView> environments,
        MomentView started,
        MomentView ended,
        MomentView released) {
    public ReleaseRow {
        environments = List.copyOf(environments);
    }

    static ReleaseRow of(Job<?, ?> job, ReleaseLine line, UtcTimeFormat moments) {
        String build = Messages.ReleaseRow_build(line.build());
        return new ReleaseRow(
                line.version().orElse(build),
                line.name().orElse(""),
                build,
                PagePath.ofRelease(job, line.build(), line.discarded()).orElse(""),
                line.type().flatMap(ReleaseType::named).map(FilterChoice::text).orElse(""),
                status(line.status()),
                line.environments().stream().map(OutcomeView::of).toList(),
                moments.of(line.started()),
                moments.of(line.ended()),
                moments.of(line.released()));
    }

    /** A newer version of the plugin may have written a status that this one does not know. */
    public static StatusView status(String name) {
        StatusView unknown = StatusView.of(ItemStatus.PENDING);
        return Arrays.stream(ReleaseStatus.values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .map(StatusView::of)
                .orElse(new StatusView(name, unknown.symbol(), unknown.colour()));
    }
}
