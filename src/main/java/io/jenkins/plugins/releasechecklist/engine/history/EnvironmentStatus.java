package io.jenkins.plugins.releasechecklist.engine.history;

import io.jenkins.plugins.releasechecklist.engine.checklist.SemVer;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What runs in an environment, as far as the release index tells.
 *
 * @param environment its name
 * @param running what came there last and was not rolled back, or what a rollback brought back; empty when nobody knows
 * @param failed the last attempt, when it went wrong and something else runs there, or nobody knows what
 */
public record EnvironmentStatus(String environment, Optional<Arrival> running, Optional<Attempt> failed) {

    /** What runs where, by the lines of a release index; the environment first that releases reach last. */
    public static List<EnvironmentStatus> of(List<ReleaseLine> lines) {
        List<ReleaseLine> newestFirst =
                lines.stream().sorted(ReleaseLine.NEWEST_FIRST).toList();
        Map<String, Integer> places = new LinkedHashMap<>();
        newestFirst.forEach(line -> {
            for (int i = line.environments().size() - 1; i >= 0; i--) {
                String name = line.environments().get(i).name();
                places.putIfAbsent(name, line.isTarget(name) ? 0 : 1);
            }
        });
        Map<BuildKey, ReleaseLine> byBuild = new LinkedHashMap<>();
        newestFirst.forEach(line -> byBuild.putIfAbsent(line.key(), line));
        return places.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(place -> of(place.getKey(), newestFirst, byBuild))
                .toList();
    }

    private static EnvironmentStatus of(
            String name, List<ReleaseLine> newestFirst, Map<BuildKey, ReleaseLine> byBuild) {
        Optional<Arrival> running = newestFirst.stream()
                .flatMap(line -> arrival(line, name, byBuild).stream())
                .max(Comparator.comparing(Arrival::since));
        Optional<Attempt> failed = newestFirst.stream()
                .flatMap(line -> Attempt.of(line, name).stream())
                .findFirst()
                .filter(attempt -> running.filter(now -> now.overtakes(attempt)).isEmpty());
        return new EnvironmentStatus(name, running, failed);
    }

    private static Optional<Arrival> arrival(ReleaseLine line, String name, Map<BuildKey, ReleaseLine> byBuild) {
        return line.environment(name)
                .flatMap(where -> broughtBack(line, where)
                        .map(back -> brought(back, Optional.ofNullable(byBuild.get(key(back))), line.key(), name))
                        .or(() -> where.deployed()
                                .map(at -> new Arrival(
                                        line.version(),
                                        at,
                                        line.key(),
                                        line.discarded(),
                                        line.key(),
                                        Optional.of(where)))));
    }

    private static BuildKey key(EnvironmentLine.RolledBack back) {
        return new BuildKey(back.job(), back.build());
    }

    private static Arrival brought(
            EnvironmentLine.RolledBack back, Optional<ReleaseLine> known, BuildKey by, String name) {
        return new Arrival(
                Optional.of(back.version()),
                back.at(),
                key(back),
                known.map(ReleaseLine::discarded).orElse(true),
                by,
                known.flatMap(there -> there.environment(name)));
    }

    /** Lines of earlier versions tell less: the rollback was over before the build was. */
    private static Optional<EnvironmentLine.RolledBack> broughtBack(ReleaseLine line, EnvironmentLine where) {
        return where.rolledBack()
                .or(() -> line.rolledBackTo()
                        .filter(to -> to.environment().equals(where.name()) && !where.good())
                        .flatMap(to -> Stream.concat(line.ended().stream(), where.deployed().stream())
                                .findFirst()
                                .map(at -> new EnvironmentLine.RolledBack(to.version(), to.build(), at, line.job()))));
    }

    /**
     * Something came to the environment.
     *
     * @param version what; empty when nobody said it
     * @param since when it was there, at the latest
     * @param build the build that released it
     * @param discarded whether that build is not there any more
     * @param by the build that brought it there; another one after a rollback
     * @param line what is known about the environment from that release; empty when that is forgotten
     */
    public record Arrival(
            Optional<String> version,
            Instant since,
            BuildKey build,
            boolean discarded,
            BuildKey by,
            Optional<EnvironmentLine> line) {
        /** Whether there is nothing left to tell of the attempt: another one made it good, or it is this one. */
        private boolean overtakes(Attempt attempt) {
            return attempt.build().equals(build) || since.isAfter(attempt.at()) && !by.equals(attempt.build());
        }

        /** Whether a rollback brought it back. */
        public boolean isBroughtBack() {
            return !by.equals(build);
        }

        /** Whether its release is newer than the other one: by the builds of one job, by the versions of several. */
        public boolean isNewerThan(Arrival other) {
            return build.job().equals(other.build.job())
                    ? build.number() > other.build.number()
                    : SemVer.isHigher(version, other.version);
        }
    }

    /**
     * Something went wrong in the environment.
     *
     * @param version what; empty when nobody said it
     * @param build the build that tried
     * @param discarded whether that build is not there any more
     * @param at when it went there, or when its deployment failed
     * @param line what is known about the environment from that release
     */
    public record Attempt(
            Optional<String> version, BuildKey build, boolean discarded, Instant at, EnvironmentLine line) {
        private static Optional<Attempt> of(ReleaseLine line, String name) {
            return line.environment(name)
                    .filter(where -> where.failed().isPresent()
                            || broughtBack(line, where).isPresent()
                            || !where.good()
                                    && where.verdict().filter("FAIL"::equals).isPresent())
                    .flatMap(where -> where.failed()
                            .or(where::deployed)
                            .or(() -> broughtBack(line, where).map(EnvironmentLine.RolledBack::at))
                            .map(at -> new Attempt(line.version(), line.key(), line.discarded(), at, where)));
        }
    }
}
