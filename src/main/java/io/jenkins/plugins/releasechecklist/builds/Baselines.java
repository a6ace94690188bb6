package io.jenkins.plugins.releasechecklist.builds;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.probe.Measured;
import io.jenkins.plugins.releasechecklist.engine.record.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
import java.io.IOException;
import java.util.Optional;

/** What verifications are compared with. */
public final class Baselines {
    private Baselines() {}

    /**
     * Finds the baseline of an environment: what this build measured there on purpose, before its deployment, or else what
     * the verification of the last known-good release measured.
     *
     * @param run the build that verifies
     * @param release what its record says
     * @param environment where
     * @return the baseline, or nothing if neither is there
     * @throws IOException if the record of the earlier build cannot be read
     */
    public static Optional<Baseline> of(Run<?, ?> run, Release release, Optional<String> environment)
            throws IOException {
        Optional<Baseline> own = release.runs().stream()
                .filter(earlier -> earlier.environment().equals(environment))
                .filter(earlier -> earlier.baseline().isPresent())
                .reduce((earlier, later) -> later)
                .map(found -> new Baseline(
                        found.baseline().orElseThrow(), Messages.Baselines_own(found.name(), found.started())));
        return own.isPresent() || environment.isEmpty() ? own : lastKnownGood(run, environment.get());
    }

    private static Optional<Baseline> lastKnownGood(Run<?, ?> run, String environment) throws IOException {
        Optional<Run<?, ?>> build = ReleaseHistory.lastKnownGoodBuild(run, environment);
        Optional<ReleaseRecord> record = build.flatMap(BuildRecords::of);
        if (record.isEmpty()) {
            return Optional.empty();
        }
        Release good = record.get().state();
        return good.runs().stream()
                .filter(earlier ->
                        earlier.environment().filter(environment::equals).isPresent())
                .filter(RunState::isPassed)
                .flatMap(earlier -> earlier.judgement().flatMap(Judgement::measured).stream())
                .reduce((earlier, later) -> later)
                .map(measured -> new Baseline(
                        measured,
                        Messages.Baselines_lastKnownGood(
                                good.version().orElse("?"), build.get().getDisplayName())));
    }

    /**
     * A baseline.
     *
     * @param measured what was measured
     * @param from where it comes from, in words
     */
    public record Baseline(Measured measured, String from) {}
}
