package io.jenkins.plugins.releasechecklist.engine.report.course;

import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.ReleaseProjection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What another rule would have said about a Go. The gate is judged again as it stood when it said Go, with the votes, items and answers
 * of that moment, by the rule on top of what was demanded.
 *
 * @param gate the id of the gate
 * @param environment in front of which it was
 * @param at when it said Go
 * @param forcedBy who forced the Go; empty when nobody did
 * @param missing what the rule would have waited for, in words; empty where it would have said Go as well
 */
public record Replay(String gate, String environment, Instant at, Optional<String> forcedBy, List<String> missing) {
    public Replay {
        missing = List.copyOf(missing);
    }

    /**
     * Replays every Go of a release in front of an environment that has a rule.
     *
     * @param events of the release, from the first
     * @param rules by the names of environments
     */
    public static List<Replay> of(List<Event> events, Map<String, GatePolicy> rules) {
        List<Replay> replays = new ArrayList<>();
        ReleaseProjection projection = new ReleaseProjection();
        for (Event event : events) {
            if (event.data() instanceof ReleaseEvent.GateSettled settled && settled.status() == GateStatus.GO) {
                Release before = projection.snapshot(Optional.empty(), false);
                before.gate(settled.gate())
                        .flatMap(gate -> of(before, withStarters(gate, before), settled, event, rules))
                        .ifPresent(replays::add);
            }
            projection.apply(event);
        }
        return List.copyOf(replays);
    }

    private static Optional<Replay> of(
            Release before,
            GateState gate,
            ReleaseEvent.GateSettled settled,
            Event event,
            Map<String, GatePolicy> rules) {
        return gate.opening().environment().filter(rules::containsKey).map(environment -> {
            List<AttributedPolicy> rule = List.of(new AttributedPolicy("the replayed rule", rules.get(environment)));
            GatePolicy policy = gate.opening().under(rule);
            GateState changed = gate.change(policy, before.required(rule, gate.opening()))
                    .map(gate::with)
                    .orElse(gate);
            GateStanding standing = before.standing(changed, approval -> OptionalInt.empty(), false, event.at());
            return new Replay(
                    gate.id(),
                    environment,
                    event.at(),
                    settled.overridden() ? Optional.of(event.actor().name()) : Optional.empty(),
                    standing.isGo() ? List.of() : missing(standing));
        });
    }

    /** Old records do not say at the gate who had a hand in the build, but who started it. */
    private static GateState withStarters(GateState gate, Release release) {
        if (gate.opening().participants().isPresent()) {
            return gate;
        }
        List<Participant> starters = release.starters().stream()
                .map(id -> new Participant(id, UserKey.ofId(id), "started the build"))
                .toList();
        return gate.identified(
                new Participants(starters, false, List.of(), Optional.empty(), Optional.empty()), UserKey::ofId);
    }

    private static List<String> missing(GateStanding standing) {
        List<String> words = new ArrayList<>();
        standing.outcome().ifPresent(end -> words.add(end.reason()));
        standing.waitingFor().stream().map(UnmetCondition::text).distinct().forEach(words::add);
        return words;
    }

    /** Whether the rule would have stopped the release there. A Go that somebody forced goes past every rule. */
    public boolean isStopped() {
        return !missing.isEmpty() && forcedBy.isEmpty();
    }
}
