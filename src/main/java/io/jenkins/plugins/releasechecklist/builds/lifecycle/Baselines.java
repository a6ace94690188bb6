package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory.KnownGood;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What verifications are compared with. */
public final class Baselines {
    private static final Logger LOGGER = Logger.getLogger(Baselines.class.getName());

    private Baselines() {}

    /**
     * Finds the baseline of an environment: what this build measured there on purpose, before its deployment, or else what
     * the verification of the last known-good release measured.
     *
     * @return the baseline, or nothing if neither is there, or the record of the earlier build cannot be read
     */
    public static Optional<Baseline> of(Run<?, ?> run, Release release, Optional<String> environment) {
        Optional<Baseline> own = release.runs().stream()
                .filter(earlier -> earlier.environment().equals(environment))
                .filter(earlier -> earlier.baseline().isPresent())
                .reduce((earlier, later) -> later)
                .map(found -> new Baseline(
                        found.baseline().orElseThrow(),
                        found.values(),
                        Phrase.of("verify.ownBaseline", found.name(), found.started())));
        return own.isPresent() || environment.isEmpty() ? own : lastKnownGood(run, environment.get());
    }

    /**
     * Why there is no baseline although there is a last known-good release: its build was discarded, and with it what its
     * verification measured.
     *
     * @return a sentence, or nothing where that is not why
     */
    public static Optional<String> gone(Run<?, ?> run, Optional<String> environment) {
        return environment
                .flatMap(name -> knownGood(run, name))
                .filter(good -> build(run, good).isEmpty())
                .map(good -> Messages.Baselines_gone(good.version(), good.key().text()));
    }

    private static Optional<Baseline> lastKnownGood(Run<?, ?> run, String environment) {
        return knownGood(run, environment)
                .flatMap(good -> build(run, good))
                .flatMap(build -> BuildRecords.release(build)
                        .flatMap(release -> measured(release, environment, build.getDisplayName())));
    }

    private static Optional<KnownGood> knownGood(Run<?, ?> run, String environment) {
        try {
            return ReleaseHistory.lastKnownGood(run, environment);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot tell the last known-good release before " + run);
            return Optional.empty();
        }
    }

    private static Optional<Run<?, ?>> build(Run<?, ?> run, KnownGood good) {
        return HistoryScope.of(run.getParent()).run(good.key());
    }

    private static Optional<Baseline> measured(Release good, String environment, String build) {
        return good.tests(environment).stream()
                .filter(RunState::isPassed)
                .filter(earlier ->
                        earlier.judgement().flatMap(Judgement::measured).isPresent())
                .reduce((earlier, later) -> later)
                .map(earlier -> new Baseline(
                        earlier.judgement().flatMap(Judgement::measured).orElseThrow(),
                        earlier.values(),
                        Phrase.of("verify.lastKnownGood", good.version().orElse("?"), build)));
    }

    /**
     * A baseline.
     *
     * @param values what was measured, by name: latencies of checks in milliseconds as {@code p50}, and each metric
     * @param from where it comes from, in words
     */
    public record Baseline(Measured measured, Map<String, List<Double>> values, Phrase from) {}
}
