package io.jenkins.plugins.releasechecklist.engine.history;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
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
 * @param target the environment in which the release is out once it is there; empty where the checklist names none
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
        Optional<String> target) {
    public ReleaseLine {
        if (build < 1) {
            throw new IllegalArgumentException("Expected a build number of 1 or more, found " + build);
        }
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(started, "started");
        environments = List.copyOf(environments);
        target = target.map(EnvironmentName::canonical);
    }

    /**
     * The line of a build that is there, without what its change log says.
     *
     * @param build its number
     * @param started when it started
     * @param duration how long it took; ignored while it runs
     */
    public static ReleaseLine of(int build, Instant started, Duration duration, Release release) {
        Optional<String> target = release.checklist().target();
        return new ReleaseLine(
                build,
                release.application(),
                release.version(),
                release.details().type().map(ReleaseType::id),
                release.status().name(),
                started,
                release.ended().map(result -> started.plus(duration)),
                release.item(release.checklist().releasedBy())
                        .filter(item -> item.status() == ItemStatus.PASSED)
                        .flatMap(ItemState::at),
                EnvironmentLine.of(release),
                Optional.empty(),
                release.incident().map(IncidentTimes::of),
                release.runs().stream()
                        .filter(RunState::isPassed)
                        .flatMap(one -> one.target().stream())
                        .filter(to -> target.isEmpty() || target.equals(Optional.of(to.environment())))
                        .reduce((earlier, later) -> later)
                        .map(to -> new RolledBackTo(
                                to.environment(), to.version(), to.build().number())),
                false,
                target);
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
        return with(at, discarded);
    }

    /** The same after the build is gone. */
    public ReleaseLine gone() {
        return with(firstCommitAt, true);
    }

    private ReleaseLine with(Optional<Instant> commit, boolean gone) {
        return new ReleaseLine(
                build,
                name,
                version,
                type,
                status,
                started,
                ended,
                released,
                environments,
                commit,
                incident,
                rolledBackTo,
                gone,
                target);
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
