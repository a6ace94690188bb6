package io.jenkins.plugins.releasechecklist.engine.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.SemVer;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a release index says about one build. Components are only ever added, as {@code Optional} or list, so that
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
 * @param job in the index of several jobs, the name of the one that has the build
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> targets,
        Optional<String> job) {
    static final Comparator<ReleaseLine> NEWEST_FIRST = Comparator.comparingLong(ReleaseLine::position)
            .thenComparing(ReleaseLine::build)
            .reversed();

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

    /**
     * The line of a build that is there, without what its change log says.
     *
     * @param key the build
     * @param started when it started
     * @param duration how long it took; ignored while it runs
     */
    public static ReleaseLine of(BuildKey key, Instant started, Duration duration, Release release) {
        List<String> targets = release.reach().targets();
        return new ReleaseLine(
                key.number(),
                release.application(),
                release.version(),
                release.details().type().map(ReleaseType::id),
                release.status().name(),
                started,
                release.ended().map(result -> started.plus(duration)),
                release.reach().at(),
                EnvironmentLine.of(release, key.job()),
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
                release.request().map(it -> Request.of(it, key.job())),
                targets.size() > 1 ? targets : List.of(),
                key.job());
    }

    /** The build. */
    public BuildKey key() {
        return new BuildKey(job, build);
    }

    /**
     * Where the line is among those of its index; that of a later build is greater. The build number, or in the index of several jobs
     * when the build started, in milliseconds since 1970.
     */
    public long position() {
        return job.isPresent() ? started.toEpochMilli() : build;
    }

    /** The same where jobs are called otherwise, or have the index together from now on. */
    public ReleaseLine renamed(UnaryOperator<Optional<String>> names) {
        return new ReleaseLine(
                build,
                name,
                version,
                type,
                status,
                started,
                ended,
                released,
                environments.stream().map(where -> where.renamed(names)).toList(),
                firstCommitAt,
                incident,
                rolledBackTo,
                discarded,
                target,
                request.map(
                        it -> new Request(it.environment(), it.origin(), it.rollbackTo(), names.apply(it.originJob()))),
                targets,
                names.apply(job));
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

    /**
     * Whether builds of a job can go back to the release in the environment: it was good there. That of another job counts only if it
     * did not come there without a Go, so that who may write a branch cannot choose what the others go back to.
     */
    public boolean isGoodFor(Optional<String> user, String environment) {
        return version.isPresent()
                && environment(environment)
                        .filter(EnvironmentLine::good)
                        .filter(where -> job.equals(user) || where.withoutGo().isEmpty())
                        .isPresent();
    }

    /** Whether the version is higher than that of the other; not where one of them is no semantic version. */
    public boolean isOfHigherVersionThan(ReleaseLine other) {
        return SemVer.isHigher(version, other.version);
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

    /** The build whose release this one was started to promote or to take back. */
    Optional<BuildKey> about() {
        return request.map(it -> new BuildKey(it.originJob(), it.origin()));
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
                targets,
                job);
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
     * @param originJob in the index of several jobs, the one of the origin
     */
    public record Request(String environment, int origin, Optional<Integer> rollbackTo, Optional<String> originJob) {
        public Request {
            environment = EnvironmentName.canonical(environment);
        }

        static Request of(ReleaseEvent.DeploymentRequested event, Optional<String> own) {
            return new Request(
                    event.environment(),
                    event.origin().number(),
                    event.target().map(to -> to.build().number()),
                    BuildKey.of(own, event.origin()).job());
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
