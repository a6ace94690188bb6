package io.jenkins.plugins.releasechecklist.actions.job;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseQuery;
import io.jenkins.plugins.releasechecklist.actions.rest.Download;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.report.Csv;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

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
            "url");

    ReleasesCsv(Job<?, ?> job) {
        this.job = job;
    }

    void give(ReleaseQuery query, ReleaseIndex index, StaplerRequest2 request, StaplerResponse2 response)
            throws IOException {
        Stream<ReleaseLine> lines = IndexReading.wanted(query, index).stream();
        List<List<String>> rows = (query.limit().isPresent()
                        ? lines.limit(query.limit().getAsInt())
                        : lines)
                .map(this::row)
                .toList();
        Download.prepare(response, "text/csv;charset=UTF-8", job.getName() + "-releases.csv");
        response.getWriter().print(Csv.of(COLUMNS, rows));
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
                ReleasesJson.address(job, line).orElse(""));
    }

    private static String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse("");
    }
}
