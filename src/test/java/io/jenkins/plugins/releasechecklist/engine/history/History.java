package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Lines of a release index as tests need them. Release N is of build N, and starts N days after {@link #BEGIN}. */
public final class History {
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    public static final String PRODUCTION = "production";

    private final List<ReleaseLine> lines = new ArrayList<>();

    public static Instant day(double day) {
        return BEGIN.plusMillis((long) (day * Duration.ofDays(1).toMillis()));
    }

    /** The build has begun, and nothing was done yet. */
    public static ReleaseLine begun(int build) {
        return new ReleaseLine(
                build,
                Optional.of("Shop"),
                Optional.of("1." + build),
                Optional.of("minor"),
                "IN_PROGRESS",
                day(build),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(PRODUCTION),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** What is known about production, with a verdict, or none when it is empty. */
    public static EnvironmentLine production(double deployed, String verdict, boolean good) {
        return new EnvironmentLine(
                PRODUCTION,
                Optional.of(day(deployed)),
                verdict.isEmpty() ? Optional.empty() : Optional.of(day(deployed + 0.1)),
                verdict.isEmpty() ? Optional.empty() : Optional.of(verdict),
                good,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static EnvironmentLine rolledBack(EnvironmentLine line, int to, double at) {
        return new EnvironmentLine(
                line.name(),
                line.deployed(),
                line.verified(),
                line.verdict(),
                false,
                line.tests(),
                line.failed(),
                Optional.of(new EnvironmentLine.RolledBack("1." + to, to, day(at), Optional.empty())),
                line.withoutGo());
    }

    public static EnvironmentLine deploymentFailed(double at) {
        return new EnvironmentLine(
                PRODUCTION,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(day(at)),
                Optional.empty(),
                Optional.empty());
    }

    public static EnvironmentLine withoutGo(EnvironmentLine line, double at) {
        return new EnvironmentLine(
                line.name(),
                line.deployed(),
                line.verified(),
                line.verdict(),
                line.good(),
                line.tests(),
                line.failed(),
                line.rolledBack(),
                Optional.of(day(at)));
    }

    /** Out and verified on its day. */
    public static ReleaseLine good(int build) {
        return out(begun(build), "RELEASED", build, production(build, "PASS", true));
    }

    public static ReleaseLine out(ReleaseLine line, String status, double at, EnvironmentLine... environments) {
        return with(line, status, Optional.of(day(at)), line.firstCommitAt(), line.incident(), environments);
    }

    public static ReleaseLine in(ReleaseLine line, String status, EnvironmentLine... environments) {
        return with(line, status, line.released(), line.firstCommitAt(), line.incident(), environments);
    }

    public static ReleaseLine committed(ReleaseLine line, double at) {
        return with(
                line,
                line.status(),
                line.released(),
                Optional.of(day(at)),
                line.incident(),
                line.environments().toArray(EnvironmentLine[]::new));
    }

    public static ReleaseLine incident(ReleaseLine line, double opened, Optional<Double> ended) {
        return with(
                line,
                line.status(),
                line.released(),
                line.firstCommitAt(),
                Optional.of(new ReleaseLine.IncidentTimes(day(opened), ended.map(History::day))),
                line.environments().toArray(EnvironmentLine[]::new));
    }

    private static ReleaseLine with(
            ReleaseLine line,
            String status,
            Optional<Instant> released,
            Optional<Instant> commit,
            Optional<ReleaseLine.IncidentTimes> incident,
            EnvironmentLine... environments) {
        return new ReleaseLine(
                line.build(),
                line.name(),
                line.version(),
                line.type(),
                status,
                line.started(),
                line.ended(),
                released,
                List.of(environments),
                commit,
                incident,
                line.rolledBackTo(),
                line.discarded(),
                line.target(),
                line.request(),
                line.targets(),
                line.job());
    }

    /** The same after its build was discarded. */
    public static ReleaseLine discarded(ReleaseLine line) {
        return new ReleaseLine(
                line.build(),
                line.name(),
                line.version(),
                line.type(),
                line.status(),
                line.started(),
                line.ended(),
                line.released(),
                line.environments(),
                line.firstCommitAt(),
                line.incident(),
                line.rolledBackTo(),
                true,
                line.target(),
                line.request(),
                line.targets(),
                line.job());
    }

    /** As an earlier version of the plugin wrote it: without target, and with the time of the rollback unknown. */
    public static ReleaseLine ofEarlierVersion(ReleaseLine line, int rolledBackTo, double ended) {
        return new ReleaseLine(
                line.build(),
                line.name(),
                line.version(),
                line.type(),
                line.status(),
                line.started(),
                Optional.of(day(ended)),
                line.released(),
                line.environments(),
                line.firstCommitAt(),
                line.incident(),
                Optional.of(new ReleaseLine.RolledBackTo(PRODUCTION, "1." + rolledBackTo, rolledBackTo)),
                line.discarded(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** A build that was started to take back a release in production, and did. */
    public static ReleaseLine rollbackOf(int origin, int build, int to, double at) {
        ReleaseLine line = in(begun(build), "ROLLED_BACK", rolledBack(nothing(PRODUCTION), to, at));
        return requested(line, request(PRODUCTION, origin, Optional.of(to)));
    }

    public static ReleaseLine.Request request(String environment, int origin, Optional<Integer> to) {
        return new ReleaseLine.Request(environment, origin, to, Optional.empty());
    }

    /** A build in the index of a single job. */
    public static BuildKey build(int number) {
        return new BuildKey(Optional.empty(), number);
    }

    public static ReleaseLine requested(ReleaseLine line, ReleaseLine.Request request) {
        return new ReleaseLine(
                line.build(),
                line.name(),
                line.version(),
                line.type(),
                line.status(),
                line.started(),
                line.ended(),
                line.released(),
                line.environments(),
                line.firstCommitAt(),
                line.incident(),
                line.rolledBackTo(),
                line.discarded(),
                line.target(),
                Optional.of(request),
                line.targets(),
                line.job());
    }

    private static EnvironmentLine nothing(String name) {
        return new EnvironmentLine(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    History add(ReleaseLine line) {
        lines.add(line);
        return this;
    }

    History addEach(int from, int until, UnaryOperator<ReleaseLine> change) {
        for (int build = from; build <= until; build++) {
            lines.add(change.apply(good(build)));
        }
        return this;
    }

    List<ReleaseLine> lines() {
        return List.copyOf(lines);
    }

    List<Deployment> deployments() {
        return Deployment.of(lines);
    }

    /** The metrics of the last 90 days before the day. */
    SuccessMetrics metrics(double now) {
        return metrics(Period.QUARTER, now);
    }

    SuccessMetrics metrics(Period period, double now) {
        return SuccessMetrics.of(new ReleaseIndex(lines), period, day(now));
    }
}
