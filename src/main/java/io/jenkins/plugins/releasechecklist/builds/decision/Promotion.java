package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The release of a build that has ended, on its way to another environment. */
public record Promotion(Run<?, ?> run, Release release) {

    /** Why the release cannot be promoted, in a sentence; empty when it can. */
    public Optional<String> objection() {
        int number = run.getNumber();
        if (run.isBuilding() || release.ended().isEmpty()) {
            return Optional.of(Messages.Promotion_running(number));
        }
        if (release.damage().isPresent()) {
            return Optional.of(Messages.Promotion_damaged(number));
        }
        if (release.version().isEmpty()) {
            return Optional.of(Messages.Promotion_noVersion(number));
        }
        if (release.request().flatMap(it -> it.target()).isPresent() || release.status() == ReleaseStatus.ROLLED_BACK) {
            return Optional.of(Messages.Promotion_rolledBack(number));
        }
        if (release.status() == ReleaseStatus.FAILED) {
            return Optional.of(Messages.Promotion_failed(number));
        }
        return environments().isEmpty() ? Optional.of(Messages.Promotion_nowhere(number)) : Optional.empty();
    }

    /**
     * Where the release can go: the environments of plan, checklist and job that it has not reached, the next one first. A release that
     * was refused at a gate got no further than that.
     */
    public List<String> environments() {
        Optional<ReleaseIndex> index = ReleaseIndexStore.peek(run.getParent());
        Set<String> reached = Stream.concat(
                        Stream.of(RecordPointer.line(run, release)),
                        index.stream()
                                .flatMap(all ->
                                        all
                                                .startedFor(HistoryScope.of(run.getParent())
                                                        .key(run.getNumber()))
                                                .stream()))
                .flatMap(line -> line.environments().stream())
                .filter(where ->
                        where.deployed().isPresent() && where.rolledBack().isEmpty())
                .map(EnvironmentLine::name)
                .collect(Collectors.toSet());
        List<String> known = new ArrayList<>(Stream.concat(
                        release.environments().stream(),
                        index.stream()
                                .flatMap(all -> all.environments().stream())
                                .map(EnvironmentStatus::environment))
                .distinct()
                .toList());
        int last = known.stream()
                .filter(reached::contains)
                .mapToInt(known::indexOf)
                .max()
                .orElse(-1);
        Collections.rotate(known, -(last + 1));
        known.removeAll(reached);
        if (release.status() == ReleaseStatus.REJECTED) {
            known.retainAll(release.gates().stream()
                    .filter(gate -> gate.status() == GateStatus.NO_GO || gate.status() == GateStatus.TIMED_OUT)
                    .flatMap(gate -> gate.opening().environment().stream())
                    .toList());
        }
        return known;
    }

    /**
     * Starts a build that brings the release there.
     *
     * @throws Refusal when it cannot be promoted, or the job cannot be started
     */
    public DeploymentStart.Scheduled start(String environment, Instant now) throws Refusal {
        Optional<String> objection = objection();
        if (objection.isPresent()) {
            throw new Refusal(Refusal.Kind.CONFLICT, objection.get());
        }
        if (!environments().contains(environment)) {
            throw new Refusal(
                    Refusal.Kind.BAD_REQUEST, Suggestions.unknown("environment", environment, environments()));
        }
        ReleaseLine line = RecordPointer.line(run, release);
        return new DeploymentStart(run.getParent())
                .start(DeploymentRequest.promotion(
                        environment, line, Approver.current().actor(), now));
    }
}
