package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.gate.ApprovalStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a release may touch an environment at this moment. It may when the latest round of a gate for the environment is a Go,
 * when that would be a Go again under the rules of this moment, when what is released is what people said Go to, and when no newer
 * build has got its Go there since.
 */
public sealed interface Clearance {
    /**
     * The release may.
     *
     * @param gate the id of the gate
     * @param round of the gate
     * @param forcedBy the name of whoever forced the Go; empty when nobody did
     */
    record Cleared(String gate, int round, Optional<String> forcedBy) implements Clearance {}

    /**
     * The release may not.
     *
     * @param reasons why, each in words that stand alone; at least one
     */
    record Refused(List<Phrase> reasons) implements Clearance {
        public Refused {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("Expected a reason at least, found none");
            }
        }

        Refused(Phrase reason) {
            this(List.of(reason));
        }

        /** All reasons in one line. */
        public Phrase why() {
            return Phrase.joined("text.then", reasons);
        }
    }

    /** Looks again at a round that is settled. */
    @FunctionalInterface
    interface Reviewer {
        /**
         * @param round a round with a Go, {@linkplain GateState#undecided() as if nobody had settled it}
         * @throws IOException when the record cannot be read
         */
        Review review(GateState round) throws IOException;
    }

    /**
     * A round that is settled, looked at again.
     *
     * @param round under the rules of this moment
     * @param standing at this moment
     * @param overtaker why a newer build has made the Go void; empty when none has
     * @param now this moment
     */
    record Review(GateState round, GateStanding standing, Optional<Phrase> overtaker, Instant now) {}

    /**
     * Judges.
     *
     * @param environment its canonical name
     */
    static Clearance of(Release release, String environment, Reviewer reviewer) throws IOException {
        if (release.damage().isPresent()) {
            return new Refused(Phrase.plain(release.damage().get().text()));
        }
        if (release.ended().isPresent()) {
            return new Refused(Phrase.of("record.state.buildIsOver"));
        }
        Optional<Phrase> lacking = lacking(release, environment);
        if (lacking.isPresent()) {
            return new Refused(lacking.get());
        }
        GateState gate = release.latestGate(environment).orElseThrow();
        GateState.Settlement end = gate.settlement().orElseThrow();
        Review review = reviewer.review(gate.undecided());
        List<Phrase> reasons = Stream.of(
                        changed(end.details(), release.details()).stream(),
                        left(gate, review).stream(),
                        review.overtaker().stream(),
                        missing(release, gate, end, review).stream())
                .flatMap(reason -> reason)
                .toList();
        return reasons.isEmpty()
                ? new Cleared(
                        gate.id(),
                        gate.opening().round(),
                        Optional.of(end.actor().name()).filter(who -> end.overridden()))
                : new Refused(reasons);
    }

    /** The answer for a build that has opened no gate for the environment. */
    static Clearance noGate(String environment) {
        return new Refused(noGateFor(environment));
    }

    private static Phrase noGateFor(String environment) {
        return Phrase.of("record.state.noGateFor", environment);
    }

    /**
     * Why nobody said Go to what is released, as far as the record alone tells: whether the Go of then would be one again is not
     * asked.
     *
     * @param environment its canonical name
     * @return empty when the latest round of a gate for the environment is a Go to this
     */
    static Optional<Phrase> withoutGo(Release release, String environment) {
        return lacking(release, environment)
                .or(() -> release.latestGate(environment)
                        .flatMap(GateState::settlement)
                        .flatMap(end -> changed(end.details(), release.details())));
    }

    private static Optional<Phrase> lacking(Release release, String environment) {
        Optional<GateState> latest = release.latestGate(environment);
        if (latest.isEmpty()) {
            return Optional.of(noGateFor(environment));
        }
        GateState gate = latest.get();
        int round = gate.opening().round();
        if (gate.settlement().isEmpty()) {
            return Optional.of(Phrase.of("record.state.stillWaits", gate.id(), round));
        }
        GateState.Settlement end = gate.settlement().get();
        return end.status() == GateStatus.GO
                ? Optional.empty()
                : Optional.of(Phrase.of("record.state.endedWithoutGo", gate.id(), round, end.status(), end.why()));
    }

    private static Optional<Phrase> changed(ReleaseDetails then, ReleaseDetails now) {
        ReleaseDetails more = now.without(then);
        List<Phrase> parts = Stream.concat(
                        more.version().map(version -> Phrase.of("record.state.theVersion", version)).stream(),
                        more.artifacts().stream()
                                .map(artifact -> Phrase.of("record.state.theArtifact", artifact.name())))
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(Phrase.of("record.state.cameAfterGo", Phrase.joined("text.list", parts)));
    }

    /** Where one release is at a time, another one may be there by now. */
    private static Optional<Phrase> left(GateState gate, Review review) {
        return gate.departure()
                .filter(end -> review.round().policy().exclusive())
                .map(end -> Phrase.of("record.state.leftBefore", gate.place(), end.at(), end.why()));
    }

    private static List<Phrase> missing(Release release, GateState gate, GateState.Settlement end, Review review) {
        List<Phrase> missing = new ArrayList<>();
        List<UnmetCondition> forgiven = end.overridden()
                ? release.standing(gate.undecided(), approval -> OptionalInt.empty(), false, end.at())
                        .waitingFor()
                : List.of();
        review.standing()
                .outcome()
                .filter(outcome -> !end.overridden() && outcome.status() == GateStatus.NO_GO)
                .ifPresent(outcome -> missing.add(outcome.why()));
        review.standing().waitingFor().stream()
                .filter(unmet -> forgiven.stream().noneMatch(then -> covers(then, unmet)))
                .filter(unmet -> !held(gate, unmet, end.at()))
                .forEach(unmet -> missing.add(Phrase.of("record.state.lacksByNow", phrase(unmet, review))));
        expiry(end, review)
                .ifPresent(time -> missing.add(
                        Phrase.of("record.state.forcedGoExpired", end.actor().name(), time)));
        return missing;
    }

    /** Whoever forces a gate takes the place of its approvals, and so counts no longer than they would. */
    private static Optional<Instant> expiry(GateState.Settlement end, Review review) {
        return review.round()
                .policy()
                .approvalLifetime()
                .filter(lifetime -> end.overridden())
                .map(end.at()::plus)
                .filter(time -> !review.now().isBefore(time));
    }

    /** Other systems are asked until the gate is settled. What one of them said then counts on. */
    private static boolean held(GateState gate, UnmetCondition unmet, Instant settled) {
        return unmet instanceof UnmetCondition.ForCondition condition
                && gate.answers().stream()
                        .filter(answer -> answer.condition().equals(condition.condition()))
                        .anyMatch(answer -> answer.countsAt(settled));
    }

    /** Whether forcing a gate that lacked the one was forcing it over the other, too. */
    private static boolean covers(UnmetCondition then, UnmetCondition now) {
        if (then instanceof UnmetCondition.ForApproval before && now instanceof UnmetCondition.ForApproval after) {
            return before.approval().equals(after.approval()) && before.missing() >= after.missing();
        }
        if (then instanceof UnmetCondition.ForItem before && now instanceof UnmetCondition.ForItem after) {
            return before.item().equals(after.item());
        }
        if (then instanceof UnmetCondition.ForWindow before && now instanceof UnmetCondition.ForWindow after) {
            return before.window().equals(after.window());
        }
        if (then instanceof UnmetCondition.ForCondition before && now instanceof UnmetCondition.ForCondition after) {
            return before.condition().equals(after.condition());
        }
        return then.equals(now);
    }

    private static Phrase phrase(UnmetCondition unmet, Review review) {
        String expired = review.standing().approvals().stream()
                .filter(standing -> unmet instanceof UnmetCondition.ForApproval approval
                        && approval.approval().equals(standing.approval()))
                .map(ApprovalStanding::expired)
                .flatMap(List::stream)
                .map(Vote::name)
                .collect(Collectors.joining(", "));
        return expired.isEmpty()
                ? unmet.phrase()
                : Phrase.of(
                        "record.state.hasExpired",
                        unmet.phrase(),
                        expired,
                        Durations.format(
                                review.round().policy().approvalLifetime().orElseThrow()));
    }
}
