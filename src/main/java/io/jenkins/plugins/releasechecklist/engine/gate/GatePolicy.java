package io.jenkins.plugins.releasechecklist.engine.gate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a gate demands before it says Go.
 *
 * @param approvals all of them have to be reached
 * @param veto whether a single No-go ends the gate at once
 * @param forbidSelfApproval whether those who started, replayed or restarted the build may not vote
 * @param requires ids of items or sections that have to be done, without repetition
 * @param window when Go is possible; empty: at any time
 * @param timeout how long the gate waits for a decision, counted from its opening; empty: for ever
 * @param onTimeout what happens then
 */
public record GatePolicy(
        List<Approval> approvals,
        boolean veto,
        boolean forbidSelfApproval,
        List<String> requires,
        Optional<Window> window,
        Optional<Duration> timeout,
        OnTimeout onTimeout) {
    /** A policy that demands nothing; a No-go is a veto, running out of time a No-go. */
    public static final GatePolicy NONE =
            new GatePolicy(List.of(), true, false, List.of(), Optional.empty(), Optional.empty(), OnTimeout.NO_GO);

    public GatePolicy {
        approvals = List.copyOf(approvals);
        requires = List.copyOf(requires).stream().distinct().toList();
        timeout.filter(limit -> limit.isZero() || limit.isNegative()).ifPresent(limit -> {
            throw new IllegalArgumentException("Expected a timeout longer than zero, found " + limit);
        });
    }

    /** The same policy with these approvals. */
    public GatePolicy withApprovals(List<Approval> others) {
        return new GatePolicy(others, veto, forbidSelfApproval, requires, window, timeout, onTimeout);
    }
}
