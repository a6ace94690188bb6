package io.jenkins.plugins.releasechecklist.steps.gate;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges.Deployed;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ChangesCompared;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.announce.BuildChangeLog;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds out what the release changes where a gate leads, and finds it out again when something else runs there. That loads builds,
 * so it happens in the background; nothing of it holds up or fails the gate.
 */
final class GateChanges {
    private static final Logger LOGGER = Logger.getLogger(GateChanges.class.getName());

    private final StepRun run;
    private boolean comparing;

    GateChanges(StepRun run) {
        this.run = run;
    }

    /**
     * Whether it is known what changes, be it by what ran there a moment ago. Begins to find it out where it is not, or not any more;
     * whoever listens to the record hears of it. What fails is tried again when somebody asks the next time.
     *
     * @throws IOException when the release index of the job cannot be read
     */
    synchronized boolean areKnown(Release release, GateState gate) throws IOException {
        Optional<String> where = gate.opening()
                .environment()
                .or(() -> release.reach().targets().stream().findFirst());
        if (where.isEmpty()) {
            return true;
        }
        Optional<EnvironmentStatus> now = ReleaseHistory.environment(job(), where.get());
        Optional<Deployed> running =
                now.flatMap(EnvironmentStatus::running).map(there -> deployed(there.version(), there.build()));
        Optional<Deployed> failed =
                now.flatMap(EnvironmentStatus::failed).map(attempt -> deployed(attempt.version(), attempt.build()));
        Optional<ReleaseChanges> known = gate.changes().map(ChangesCompared::changes);
        if (!comparing && known.filter(one -> one.comparesWith(running, failed)).isEmpty()) {
            comparing = true;
            BackgroundWork.submit(() -> compare(release, gate, where.get(), running, failed));
        }
        return known.isPresent();
    }

    /** What changes, in a sentence. */
    static String sentence(Release release, ChangesCompared found) {
        ReleaseChanges changes = found.changes();
        String version = release.incoming().orElse("?");
        String where = found.environment();
        String what = changes.running()
                .map(there -> changes.goesBack()
                        ? Messages.GateChanges_back(there.name(), version, where)
                        : Messages.GateChanges_from(there.name(), version, where))
                .orElseGet(() -> Messages.GateChanges_first(where));
        long artifacts = changes.artifacts().stream()
                .filter(artifact -> !artifact.isSame())
                .count();
        return changes.problem()
                .map(problem -> Messages.GateChanges_unknown(what, problem))
                .orElseGet(() -> Messages.GateChanges_commits(
                        what,
                        changes.total(),
                        changes.authors().size(),
                        changes.issues().size(),
                        artifacts));
    }

    private Job<?, ?> job() {
        return run.build().getParent();
    }

    private HistoryScope scope() {
        return HistoryScope.of(job());
    }

    private Deployed deployed(Optional<String> version, BuildKey build) {
        return new Deployed(version, scope().reference(build));
    }

    /** From now on another comparison can begin: something else may run there by the time at which this one is recorded. */
    private synchronized void compared() {
        comparing = false;
    }

    private void compare(
            Release release, GateState gate, String where, Optional<Deployed> running, Optional<Deployed> failed) {
        try {
            record(
                    gate,
                    new ChangesCompared(gate.id(), gate.opening().round(), where, changes(release, running, failed)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot record what changes at the gate " + gate.id());
        }
    }

    private ReleaseChanges changes(Release release, Optional<Deployed> running, Optional<Deployed> failed)
            throws InterruptedException {
        HistoryScope scope = scope();
        BuildKey here = DeploymentRequest.builder(scope, scope.key(run.build().getNumber()));
        BuildKey there = running.map(one -> DeploymentRequest.builder(scope, scope.key(one.build())))
                .orElse(new BuildKey(here.job(), 0));
        try {
            if (!here.job().equals(there.job())) {
                return ReleaseChanges.unknown(
                        running, failed, Messages.GateChanges_otherBranch(here.text(), there.text()));
            }
            int oldest = Math.min(there.number(), here.number());
            int newest = Math.max(there.number(), here.number());
            return ReleaseChanges.of(
                    running,
                    there.number() > here.number(),
                    BuildChangeLog.of(
                            scope.job(here).stream().flatMap(job -> ReleaseHistory.between(job, oldest, newest))),
                    release.details().artifacts(),
                    running.isPresent() ? artifacts(running.get()) : List.of(),
                    failed);
        } catch (IOException | RuntimeException e) {
            // Commits are read by code of other plugins, of version controls.
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the commits of " + run.build());
            return ReleaseChanges.unknown(running, failed, StepRun.reason(e));
        } finally {
            compared();
        }
    }

    private List<Artifact> artifacts(Deployed release) throws IOException {
        Optional<ReleaseRecord> record =
                scope().run(scope().key(release.build())).flatMap(BuildRecords::of);
        return record.isPresent() ? record.get().state().details().artifacts() : List.of();
    }

    private void record(GateState gate, ChangesCompared event) throws IOException {
        boolean first = gate.changes().isEmpty();
        boolean told = run.record()
                .update(state -> state.gateOfRun(run.id())
                        .filter(now -> now.isWaiting() && !now.changes().equals(Optional.of(event)))
                        .map(now -> Change.by(run.actor(), true, event))
                        .orElseGet(() -> Change.none(false)))
                .answer();
        if (told && first) {
            run.log(sentence(run.state(), event));
        }
    }
}
