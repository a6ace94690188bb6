package io.jenkins.plugins.releasechecklist.actions.job;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentOutcome;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.report.json.EnvironmentJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to {@code GET releases/api/json}. All times are in UTC (ISO-8601).
 *
 * @param total how many releases there are that fit type, status and {@code before}
 * @param environments what runs where
 * @param releases the newest first, as many as asked for
 * @param next what to ask for as {@code before} to get the next ones; null when there are none
 */
public record ReleasesJson(
        int total, List<EnvironmentJson> environments, List<ReleaseLineJson> releases, Optional<Long> next) {
    public ReleasesJson {
        environments = List.copyOf(environments);
        releases = List.copyOf(releases);
    }

    /**
     * The answer.
     *
     * @param index the release index
     * @param wanted those that were asked for, the newest first
     * @param limit how many at most
     */
    public static ReleasesJson of(Job<?, ?> job, ReleaseIndex index, List<ReleaseLine> wanted, int limit) {
        return new ReleasesJson(
                wanted.size(),
                index.environments().stream()
                        .flatMap(where -> EnvironmentJson.of(where).stream())
                        .toList(),
                wanted.stream()
                        .limit(limit)
                        .map(line -> ReleaseLineJson.of(job, line))
                        .toList(),
                wanted.size() > limit ? Optional.of(wanted.get(limit - 1).position()) : Optional.empty());
    }

    /** The address of the page of the release; nothing when its build was discarded. */
    public static Optional<String> address(Job<?, ?> job, ReleaseLine line) {
        return PagePath.ofRelease(job, line.key(), line.discarded()).map(PagePath::address);
    }

    /** What became of the release in the environment, in one word. */
    public static String outcome(EnvironmentLine where) {
        return EnvironmentOutcome.of(where).name();
    }

    /**
     * A release.
     *
     * @param build the build number
     * @param url the address of its page; null when the build was discarded
     * @param discarded whether it was
     * @param name what was released; null while nobody said it
     * @param version its version; null while nobody said it
     * @param type {@code patch}, {@code minor} or {@code major}
     * @param status where it stands, one of the names of {@code ReleaseStatus}
     * @param started when the build started
     * @param ended when it ended; null while it runs
     * @param released when the release was out; null when it was not
     * @param environments what became of it where, in the order in which it got there
     * @param firstCommitAt when the oldest commit of the build was made; null when no change log tells
     * @param incidentOpened when the latest incident was opened; null when none was
     * @param incidentEnded when it ended; null while it is open
     * @param job in the history of several jobs, the name of the one that has the build; null in that of one
     */
    public record ReleaseLineJson(
            int build,
            Optional<String> url,
            boolean discarded,
            Optional<String> name,
            Optional<String> version,
            Optional<String> type,
            String status,
            String started,
            Optional<String> ended,
            Optional<String> released,
            List<ReachedJson> environments,
            Optional<String> firstCommitAt,
            Optional<String> incidentOpened,
            Optional<String> incidentEnded,
            Optional<String> job) {
        public ReleaseLineJson {
            environments = List.copyOf(environments);
        }

        static ReleaseLineJson of(Job<?, ?> job, ReleaseLine line) {
            return new ReleaseLineJson(
                    line.build(),
                    address(job, line),
                    line.discarded(),
                    line.name(),
                    line.version(),
                    line.type(),
                    line.status(),
                    line.started().toString(),
                    text(line.ended()),
                    text(line.released()),
                    line.environments().stream().map(ReachedJson::of).toList(),
                    text(line.firstCommitAt()),
                    text(line.incident().map(ReleaseLine.IncidentTimes::opened)),
                    text(line.incident().flatMap(ReleaseLine.IncidentTimes::ended)),
                    line.job());
        }
    }

    /**
     * What became of a release in an environment.
     *
     * @param name the environment
     * @param outcome in one word, one of the names of {@link EnvironmentOutcome}
     * @param deployed when it was there, at the latest; null when nobody knows of that
     * @param verdict of its latest verification there; null when there was none
     * @param rolledBackTo the version that was brought back; null when none was
     * @param withoutGo when it was seen that it was deployed there without a Go; null when it was not
     */
    public record ReachedJson(
            String name,
            String outcome,
            Optional<String> deployed,
            Optional<String> verdict,
            Optional<String> rolledBackTo,
            Optional<String> withoutGo) {
        static ReachedJson of(EnvironmentLine where) {
            return new ReachedJson(
                    where.name(),
                    ReleasesJson.outcome(where),
                    text(where.deployed()),
                    where.verdict(),
                    where.rolledBack().map(EnvironmentLine.RolledBack::version),
                    text(where.withoutGo()));
        }
    }

    private static Optional<String> text(Optional<Instant> at) {
        return at.map(Instant::toString);
    }
}
