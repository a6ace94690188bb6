package io.jenkins.plugins.releasechecklist.actions.job.view;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The releases, a part at a time.
 *
 * @param rows the part
 * @param position which part it is, in words
 * @param newer the address of the part before it; empty when there is none
 * @param older the address of the next one; empty when there is none
 * @param types what can be chosen as type
 * @param statuses what can be chosen as status
 * @param filtered whether only some types or statuses are shown
 * @param unfiltered the address of the list without filter
 * @param csv the address of the export as a table
 * @param json the address of the export as data
 * @param days how far back the metrics look, which the filter must not change
 */
public record ReleaseList(
        List<ReleaseRow> rows,
        String position,
        String newer,
        String older,
        List<FilterChoice> types,
        List<FilterChoice> statuses,
        boolean filtered,
        String unfiltered,
        String csv,
        String json,
        int days) {
    private static final int PAGE = 25;

    public ReleaseList {
        rows = List.copyOf(rows);
        types = List.copyOf(types);
        statuses = List.copyOf(statuses);
    }

    static ReleaseList of(
            Job<?, ?> job, List<ReleaseLine> newestFirst, ReleaseQuery query, UtcTimeFormat moments, Address address) {
        List<ReleaseLine> wanted = newestFirst.stream().filter(query::wants).toList();
        Paging<ReleaseLine> part =
                Paging.of(wanted, query.before().orElse(Integer.MAX_VALUE), PAGE, ReleaseLine::build);
        return new ReleaseList(
                part.rows().stream()
                        .map(line -> ReleaseRow.of(job, line, moments))
                        .toList(),
                part.rows().isEmpty() ? "" : Messages.ReleaseList_position(part.first(), part.last(), part.total()),
                part.newer() ? address.before(part.newerBefore()) : "",
                part.older().map(build -> address.before(Optional.of(build))).orElse(""),
                Arrays.stream(ReleaseType.values())
                        .map(type -> new FilterChoice(
                                type.id(), FilterChoice.text(type), query.type().equals(Optional.of(type))))
                        .toList(),
                Arrays.stream(ReleaseStatus.values())
                        .map(status -> new FilterChoice(
                                status.name(),
                                StatusView.of(status).text(),
                                query.status().equals(Optional.of(status))))
                        .toList(),
                query.isFiltered(),
                address.unfiltered(),
                address.export("releases.csv"),
                address.export("api/json"),
                query.period().days());
    }
}
