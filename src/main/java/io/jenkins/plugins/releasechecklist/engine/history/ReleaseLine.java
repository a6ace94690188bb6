package io.jenkins.plugins.releasechecklist.engine.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the release index of a job says about one build. Components are only ever added, as {@code Optional} or list, so that
 * every old index stays readable.
 *
 * @param build the build number
 * @param name what is released, as far as anybody said it
 * @param version its version
 * @param type {@code patch}, {@code minor} or {@code major}
 * @param status one of the names of {@link ReleaseStatus}, or of a later version of the plugin
 * @param started when the build started
 * @param ended when it ended; empty while it runs
 * @param released when the release went out: the item that the checklist says so of passed
 * @param environments what is known about each environment
 * @param firstCommitAt when the oldest commit of the build's change log was made
 * @param incident the latest incident
 * @param rolledBackTo where the last rollback of the target that passed went, of any environment where there is no target
 * @param discarded whether the build is not there any more
 * @param target the environment in which the release is out once it is there, of several the first; empty where the checklist names
 *     none
 * @param request for which environment the build was started; empty where it neither promotes nor rolls back another build's release
 * @param targets all environments in which the release has to be to be out, where they are several
 */
public record ReleaseLine(
        int build,
        Optional<String> name,
        Optional<String> version,
        Optional<String> type,
        String status,
        Instant started,
        Optional<Instant> ended,
        Optional<Instant> released,
        List<EnvironmentLine> environments,
        Optional<Instant> firstCommitAt,
        Optional<IncidentTimes> incident,
        Optional<RolledBackTo> rolledBackTo,
        boolean discarded,
        Optional<String> target,
        Optional<Request> request,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> targets) {
    public ReleaseLine {
        if (build < 1) {
            throw new IllegalArgumentException("Expected a build number of 1 or more, found " + build);
        }
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(started, "started");
        environments = List.copyOf(environments);
        target = target.map(EnvironmentName::canonical);
        targets = targets.stream().map(EnvironmentName::canonical).toList();
    }

    /** A line of a release that is for one environment. */
    public ReleaseLine(
            int build,
            Optional<String> name,
            Optional<String> version,
            Optional<String> type,
            String status,
            Instant started,
            Optional<Instant> ended,
            Optional<Instant> released,
            List<EnvironmentLine> environments,
            Optional<Instant> firstCommitAt,
            Optional<IncidentTimes> incident,
            Optional<RolledBackTo> rolledBackTo,
            boolean discarded,
            Optional<String> target,
            Optional<Request> request) {
        this(
                build,
                name,
                version,
                type,
                status,
                started,
                ended,
                released,
                environments,
                firstCommitAt,
                incident,
                rolledBackTo,
                discarded,
                target,
                request,
                List.of());
    }

    /**
     * The line of a build that is there, without what its change log says.
     *
     * @param build its number
     * @param started when it started
     * @param duration how long it took; ignored while it runs
     */
    public static ReleaseLine of(int build, Instant started, Duration duration, Release release) {
        List<String> targets = release.reach().targets();
        return new ReleaseLine(
                build,
                release.application(),
                release.version(),
                release.details().type().map(ReleaseType::id),
                release.status().name(),
                started,
                release.ended().map(result -> started.plus(duration)),
                release.reach().at(),
                EnvironmentLine.of(release),
                Optional.empty(),
                release.incident().map(IncidentTimes::of),
                release.runs().stream()
                        .filter(RunState::isPassed)
                        .flatMap(one -> one.target().stream())
                        .filter(to -> targets.isEmpty() || targets.contains(to.environment()))
                        .reduce((earlier, later) -> later)
                        .map(to -> new RolledBackTo(
                                to.environment(), to.version(), to.build().number())),
                false,
                targets.stream().findFirst(),
                release.request().map(Request::of),
                targets.size() > 1 ? targets : List.of());
    }

    /** Whether the release is out and was not taken back. */
    public boolean isReleased() {
        return Arrays.stream(ReleaseStatus.values())
                .anyMatch(known -> known.isReleased() && known.name().equals(status));
    }

    /** Where the release was deployed without a Go. */
    public List<EnvironmentLine> ungated() {
        return environments.stream()
                .filter(line -> line.withoutGo().isPresent())
                .toList();
    }

    /** What is known about the environment. */
    public Optional<EnvironmentLine> environment(String environment) {
        return environments.stream()
                .filter(line -> line.name().equals(environment))
                .findFirst();
    }

    /** The same with what the change log says. */
    public ReleaseLine withFirstCommit(Optional<Instant> at) {
        return with(status, environments, at, discarded);
    }

    /** The same after the build is gone. */
    public ReleaseLine gone() {
        return with(status, environments, firstCommitAt, true);
    }

    /** Whether the build was started to promote or to take back the release of that one. */
    boolean isAbout(int origin) {
        return request.filter(it -> it.origin() == origin).isPresent();
    }

    /** What a rollback did that a person started for this release: where it was, and what it brought back there. */
    Optional<EnvironmentLine> rollback() {
        return request.filter(it -> it.rollbackTo().isPresent())
                .flatMap(it -> environment(it.environment()))
                .filter(where -> where.rolledBack().isPresent());
    }

    /** The same after another build took the release back in an environment. It does not matter how often that is said. */
    ReleaseLine takenBack(EnvironmentLine rollback) {
        boolean out = target.isEmpty() || isTarget(rollback.name());
        return with(
                isReleased() && out ? ReleaseStatus.ROLLED_BACK.name() : status,
                environments.stream()
                        .map(where -> where.name().equals(rollback.name())
                                ? where.takenBack(rollback.rolledBack().orElseThrow())
                                : where)
                        .toList(),
                firstCommitAt,
                discarded);
    }

    private ReleaseLine with(String newStatus, List<EnvironmentLine> where, Optional<Instant> commit, boolean gone) {
        return new ReleaseLine(
                build,
                name,
                version,
                type,
                newStatus,
                started,
                ended,
                released,
                where,
                commit,
                incident,
                rolledBackTo,
                gone,
                target,
                request,
                targets);
    }

    /** Whether the release has to be in the environment to be out. */
    boolean isTarget(String environment) {
        return target.equals(Optional.of(environment)) || targets.contains(environment);
    }

    /**
     * Why a build was started whose release another one made.
     *
     * @param environment where to
     * @param origin the build that is promoted; of a rollback, the one whose release is taken back
     * @param rollbackTo the build that a rollback brings back; empty for a promotion
     */
    public record Request(String environment, int origin, Optional<Integer> rollbackTo) {
        public Request {
            environment = EnvironmentName.canonical(environment);
        }

        static Request of(ReleaseEvent.DeploymentRequested event) {
            return new Request(
                    event.environment(),
                    event.origin().number(),
                    event.target().map(to -> to.build().number()));
        }
    }

    /**
     * When an incident was.
     *
     * @param opened when it was opened
     * @param ended when the last item of its part of the checklist was done
     */
    public record IncidentTimes(Instant opened, Optional<Instant> ended) {
        public IncidentTimes {
            Objects.requireNonNull(opened, "opened");
        }

        static IncidentTimes of(Incident incident) {
            return new IncidentTimes(incident.opened(), incident.ended());
        }
    }

    /**
     * Where a rollback went.
     *
     * @param environment what was rolled back
     * @param version the version that runs there again
     * @param build the build that had released it
     */
    public record RolledBackTo(String environment, String version, int build) {
        public RolledBackTo {
            environment = EnvironmentName.canonical(environment);
            Objects.requireNonNull(version, "version");
        }
    }
}
