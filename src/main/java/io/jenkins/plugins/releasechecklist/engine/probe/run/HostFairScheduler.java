package io.jenkins.plugins.releasechecklist.engine.probe.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Hands out the places of a run so that one slow host cannot hold up the checks of others: the hosts with waiting checks take
 * turns, and while checks of several hosts are unsettled, none of them holds more than half of the places (but one at least).
 * A host that is alone gets all of them.
 *
 * <p>Every call takes the same short time, however many checks there are; except the one that leaves a host alone, which is one
 * in a run. Safe for use by several threads.
 */
final class HostFairScheduler {
    private final Map<String, Lane> lanes = new HashMap<>();
    /** The lanes that may take a place, each once, in the order of their turns. */
    private final Queue<Lane> turns = new ArrayDeque<>();

    private final int share;
    private int free;
    private int openLanes;
    private boolean closed;

    HostFairScheduler(int places) {
        free = places;
        share = Math.max(1, places / 2);
    }

    /** Makes a check known, which is unsettled and does not wait yet. */
    synchronized void open(String host) {
        Lane lane = lanes.computeIfAbsent(host, name -> new Lane());
        if (lane.unsettled++ == 0) {
            openLanes++;
        }
    }

    /** A check wants a place. */
    synchronized void add(CheckCourse course) {
        Lane lane = lanes.get(course.host());
        lane.waiting.add(course);
        queue(lane);
    }

    /** The next check that gets a place; nothing while there is none for it. */
    synchronized Optional<CheckCourse> next() {
        while (!closed && free > 0 && !turns.isEmpty()) {
            Lane lane = turns.remove();
            lane.queued = false;
            if (mayTake(lane)) {
                free--;
                lane.held++;
                CheckCourse course = lane.waiting.remove();
                queue(lane);
                return Optional.of(course);
            }
        }
        return Optional.empty();
    }

    /** A check gives its place back. */
    synchronized void free(String host) {
        Lane lane = lanes.get(host);
        free++;
        lane.held--;
        queue(lane);
    }

    /** A check has its result, and wants no place any more. */
    synchronized void settled(String host) {
        if (--lanes.get(host).unsettled == 0 && --openLanes == 1) {
            lanes.values().forEach(this::queue);
        }
    }

    /** From now on nobody gets a place. */
    synchronized void close() {
        closed = true;
    }

    private void queue(Lane lane) {
        if (!lane.queued && mayTake(lane)) {
            lane.queued = true;
            turns.add(lane);
        }
    }

    private boolean mayTake(Lane lane) {
        return !lane.waiting.isEmpty() && (openLanes <= 1 || lane.held < share);
    }

    /** The checks of one host. */
    private static final class Lane {
        private final Queue<CheckCourse> waiting = new ArrayDeque<>();
        private int held;
        private int unsettled;
        private boolean queued;
    }
}
