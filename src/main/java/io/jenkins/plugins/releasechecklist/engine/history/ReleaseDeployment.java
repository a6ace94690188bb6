package io.jenkins.plugins.releasechecklist.engine.history;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a line of the release index says about the way of its release to where it is for users, called production here.
 *
 * @param line the line
 * @param production what it says about that environment; empty when it says nothing
 */
record ReleaseDeployment(ReleaseLine line, Optional<EnvironmentLine> production) {

    /**
     * The target that the checklist names; of several the one where something went wrong, or else the last. Lines of earlier versions
     * name none: there it is the last one that was reached.
     */
    static ReleaseDeployment of(ReleaseLine line) {
        return new ReleaseDeployment(
                line,
                line.environments().stream()
                        .filter(where -> line.target().isEmpty() || line.isTarget(where.name()))
                        .reduce((earlier, later) ->
                                earlier.isWrong() && line.target().isPresent() ? earlier : later));
    }

    /**
     * When it was out: when the checklist says so. Otherwise when a test of it began in production, because a release whose
     * verification fails may be marked as out by nothing else. Otherwise when its deployment failed, if that made an incident.
     */
    Optional<Instant> at() {
        return line.released()
                .or(() -> production.flatMap(EnvironmentLine::deployed))
                .or(() -> production
                        .flatMap(EnvironmentLine::failed)
                        .filter(failed -> line.incident().isPresent() || isTakenBack()));
    }

    /** Whether an earlier release was brought back in production. */
    boolean isTakenBack() {
        return takenBackAt().isPresent()
                || production.isEmpty()
                        && line.released().isPresent()
                        && line.status().equals(ReleaseStatus.ROLLED_BACK.name());
    }

    /** When that was done; lines of earlier versions do not tell, but it was before the end of the build. */
    private Optional<Instant> takenBackAt() {
        return production
                .flatMap(EnvironmentLine::rolledBack)
                .map(EnvironmentLine.RolledBack::at)
                .or(() -> line.rolledBackTo()
                        .filter(to -> production
                                .filter(where -> !where.good() && where.name().equals(to.environment()))
                                .isPresent())
                        .flatMap(to -> line.ended()));
    }

    /** Whether somebody had to step in after it was out: an incident, a rollback, or a verification that failed. */
    boolean isFailed() {
        boolean incident = line.incident()
                .filter(opened ->
                        at().filter(out -> !opened.opened().isBefore(out)).isPresent())
                .isPresent();
        boolean verdict = production
                .filter(where -> !where.good())
                .flatMap(EnvironmentLine::verdict)
                .filter("FAIL"::equals)
                .isPresent();
        return incident || verdict || isTakenBack();
    }

    /** When its own build made all well again: by a rollback, by a verification that passed after all, by the end of the incident. */
    Optional<Instant> recoveredAt() {
        Optional<Instant> verified = production.filter(EnvironmentLine::good).flatMap(EnvironmentLine::verified);
        Optional<Instant> incident = line.incident().map(ReleaseLine.IncidentTimes::opened);
        return Stream.of(
                        takenBackAt(),
                        verified.filter(at -> incident.filter(at::isAfter).isPresent()),
                        line.incident().flatMap(ReleaseLine.IncidentTimes::ended))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
