package io.jenkins.plugins.releasechecklist.actions.job;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseQuery;
import io.jenkins.plugins.releasechecklist.actions.rest.Download;
import io.jenkins.plugins.releasechecklist.actions.rest.WrittenAnswer;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.report.Csv;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All releases of a job that are wanted, as a table for spreadsheets, the newest first. Times are in UTC (ISO-8601). */
final class ReleasesCsv {
    private final Job<?, ?> job;

    private static final List<String> COLUMNS = List.of(
            "build",
            "name",
            "version",
            "type",
            "status",
            "started",
            "ended",
            "released",
            "environments",
            "firstCommitAt",
            "incidentOpened",
            "incidentEnded",
            "rolledBackTo",
            "discarded",
            "url",
            "withoutGo",
            "job");

    ReleasesCsv(Job<?, ?> job) {
        this.job = job;
    }

    WrittenAnswer of(ReleaseQuery query, ReleaseIndex index) {
        return (request, response) -> {
            List<List<String>> rows = query.among(index).stream()
                    .limit(query.limit().orElse(Integer.MAX_VALUE))
                    .map(this::row)
                    .toList();
            Download.prepare(response, "text/csv;charset=UTF-8", job.getName() + "-releases.csv");
            response.getWriter().print(Csv.of(COLUMNS, rows));
        };
    }

    private List<String> row(ReleaseLine line) {
        return List.of(
                Integer.toString(line.build()),
                line.name().orElse(""),
                line.version().orElse(""),
                line.type().orElse(""),
                line.status(),
                line.started().toString(),
                text(line.ended()),
                text(line.released()),
                line.environments().stream()
                        .map(where -> where.name() + ": " + ReleasesJson.outcome(where))
                        .collect(Collectors.joining("; ")),
                text(line.firstCommitAt()),
                text(line.incident().map(ReleaseLine.IncidentTimes::opened)),
                text(line.incident().flatMap(ReleaseLine.IncidentTimes::ended)),
                line.rolledBackTo().map(ReleaseLine.RolledBackTo::version).orElse(""),
                Boolean.toString(line.discarded()),
                ReleasesJson.address(job, line).orElse(""),
                line.ungated().stream().map(EnvironmentLine::name).collect(Collectors.joining("; ")),
                line.job().orElse(""));
    }

    private static String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse("");
    }
}
