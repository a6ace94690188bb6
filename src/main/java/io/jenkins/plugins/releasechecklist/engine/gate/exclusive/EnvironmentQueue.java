package io.jenkins.plugins.releasechecklist.engine.gate.exclusive;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who is in environments that take one release at a time, and who comes next: whoever has lacked nothing but the environment for
 * the longest time. A gate that lacks something else by now, such as a vote that has become too old, keeps its place and holds up
 * nobody meanwhile.
 *
 * <p>It is only a picture of the records, which say who is where. What no record says yet is a Go that is being written:
 * {@link #enter} keeps the place for it until it is. Thread-safe; asks builds while it is locked, and calls nobody else.
 */
public final class EnvironmentQueue {
    private static final Comparator<Entry> FIRST =
            Comparator.<Entry, Instant>comparing(entry -> entry.visit.since()).thenComparing(Entry::name);

    private final List<Entry> entries = new ArrayList<>();
    private volatile boolean known;

    /** From now on it is known who is where: nobody enters before that. */
    public synchronized void begin() {
        known = true;
    }

    /** Takes over what the record of a build says, and tells whether that is anything new. */
    public synchronized boolean note(Build build, Collection<EnvironmentVisit> visits) {
        List<Entry> before = entries.stream()
                .filter(entry -> entry.isOf(build) && !entry.entering)
                .toList();
        List<Entry> now = visits.stream()
                .filter(visit -> !build.isOver())
                .map(visit -> new Entry(build, visit, false, isReady(before, visit)))
                .toList();
        entries.removeAll(before);
        entries.addAll(now);
        return !now.equals(before);
    }

    private static boolean isReady(List<Entry> before, EnvironmentVisit visit) {
        return before.stream().noneMatch(entry -> entry.visit.equals(visit) && !entry.ready);
    }

    /** Forgets builds that are gone. */
    public synchronized void forget(Predicate<Build> gone) {
        entries.removeIf(entry -> gone.test(entry.build));
    }

    /** Says whether a gate that waits lacks nothing but the environment at this moment, and tells whether that is anything new. */
    public synchronized boolean setReady(Build build, String gate, boolean ready) {
        Predicate<Entry> other = entry ->
                entry.isOf(build) && entry.isWaiting() && entry.visit.gate().equals(gate) && entry.ready != ready;
        boolean news = entries.stream().anyMatch(other);
        entries.replaceAll(entry -> other.test(entry) ? new Entry(entry.build, entry.visit, false, ready) : entry);
        return news;
    }

    /**
     * Where a build stands.
     *
     * @param visit what it has to do with the environment; since {@link Instant#MAX} when it does not wait in the queue yet
     */
    public synchronized EnvironmentTurn turn(Build build, EnvironmentVisit visit) {
        Located own = new Entry(build, visit, false, true).located();
        // Pages ask every few seconds, most of them about environments that have no rivals.
        return turn(own.locks.isEmpty() ? List.of() : located(), own);
    }

    private EnvironmentTurn turn(List<Located> all, Located own) {
        boolean inside = own.entry.visit.inside();
        List<Located> rivals = all.stream().filter(own::isRivalOf).toList();
        List<Entry> waiting = rivals.stream()
                .map(Located::entry)
                .filter(entry -> entry.isWaiting() && entry.ready)
                .toList();
        return new EnvironmentTurn(
                own.entry.visit.place(),
                known || inside || own.locks.isEmpty(),
                occupants(rivals.stream().map(Located::entry).filter(own.entry::isHeldUpBy)),
                inside ? List.of() : occupants(waiting.stream().filter(one -> FIRST.compare(one, own.entry) < 0)),
                occupants(waiting.stream().filter(one -> inside || FIRST.compare(one, own.entry) > 0)),
                inside ? Optional.empty() : deadlock(all, own));
    }

    private static List<EnvironmentTurn.Occupant> occupants(Stream<Entry> entries) {
        return entries.sorted(FIRST).map(Entry::occupant).toList();
    }

    /**
     * Lets a build in when it is its turn, until {@link #written} is called: nobody else enters meanwhile.
     *
     * @param force whether it may pass those who wait; never those who are there
     * @param now this moment
     * @return what to call that with; empty when it is not its turn
     */
    public synchronized Optional<EnvironmentVisit> enter(
            Build build, EnvironmentVisit visit, boolean force, Instant now) {
        EnvironmentTurn turn = turn(build, visit);
        if (!turn.known()
                || !turn.holders().isEmpty()
                || !force && !turn.ahead().isEmpty()) {
            return Optional.empty();
        }
        EnvironmentVisit place = new EnvironmentVisit(visit.gate(), visit.environment(), true, now);
        entries.add(new Entry(build, place, true, true));
        return Optional.of(place);
    }

    /** The Go is in the record, and that was noted, or there is none. */
    public synchronized void written(EnvironmentVisit place) {
        entries.removeIf(entry -> entry.visit == place);
    }

    /** Builds with a gate that nobody keeps waiting any more. */
    public synchronized List<Build> next() {
        if (entries.stream().noneMatch(Entry::isWaiting)) {
            return List.of();
        }
        List<Located> all = located();
        return all.stream()
                .filter(own ->
                        known && own.entry.isWaiting() && all.stream().noneMatch(other -> own.isKeptWaitingBy(other)))
                .map(Located::entry)
                .sorted(FIRST)
                .map(Entry::build)
                .distinct()
                .toList();
    }

    /** Builds that wait for each other for ever, in words. */
    private static Optional<Phrase> deadlock(List<Located> all, Located own) {
        List<Phrase> circle = circle(all, own, own.entry.build, new ArrayList<>());
        return circle.isEmpty() ? Optional.empty() : Optional.of(Phrase.joined("text.then", circle));
    }

    private static List<Phrase> circle(List<Located> all, Located from, Build goal, List<Build> seen) {
        for (Located other : all) {
            if (!from.isKeptWaitingBy(other)) {
                continue;
            }
            Phrase why = Phrase.of(
                    "gate.exclusive.circle",
                    from.entry.build.name(),
                    from.entry.visit.place(),
                    other.entry.build.name(),
                    other.entry.visit.inside() ? 1 : 0);
            if (other.entry.isOf(goal)) {
                return List.of(why);
            }
            if (seen.contains(other.entry.build)) {
                continue;
            }
            seen.add(other.entry.build);
            for (Located next : all) {
                List<Phrase> rest = next.entry.isOf(other.entry.build) && next.entry.isWaiting() && next.entry.ready
                        ? circle(all, next, goal, seen)
                        : List.of();
                if (!rest.isEmpty()) {
                    List<Phrase> circle = new ArrayList<>(List.of(why));
                    circle.addAll(rest);
                    return circle;
                }
            }
        }
        return List.of();
    }

    private List<Located> located() {
        return entries.stream()
                .filter(entry -> !entry.build.isOver())
                .map(Entry::located)
                .toList();
    }

    /** A build that runs. Equal to every other object that stands for the same build. */
    public interface Build {
        /** Its job and number. */
        String name();

        /** Its address below the root of Jenkins, with a slash at the end. */
        String url();

        /** Whether it has ended, whatever its record says. */
        boolean isOver();

        /** What of the environment takes one release at a time, by the rules of this moment; nothing where none of them says so. */
        Set<String> exclusive(EnvironmentVisit visit);
    }

    /**
     * One visit of one build.
     *
     * @param entering whether its Go is being written
     * @param ready whether it lacks nothing but the environment
     */
    private record Entry(Build build, EnvironmentVisit visit, boolean entering, boolean ready) {
        boolean isOf(Build other) {
            return build.equals(other);
        }

        boolean isWaiting() {
            return !visit.inside();
        }

        String name() {
            return build.name();
        }

        /** Whoever is there already is held up only by those who came before. */
        boolean isHeldUpBy(Entry other) {
            return other.visit.inside() && (isWaiting() || FIRST.compare(other, this) < 0);
        }

        Located located() {
            return new Located(this, build.exclusive(visit));
        }

        EnvironmentTurn.Occupant occupant() {
            return new EnvironmentTurn.Occupant(build.name(), build.url(), visit.gate(), visit.since());
        }
    }

    /** An entry with what it wants for itself at this moment. */
    private record Located(Entry entry, Set<String> locks) {
        boolean isRivalOf(Located other) {
            return !entry.isOf(other.entry.build) && !Collections.disjoint(locks, other.locks);
        }

        boolean isKeptWaitingBy(Located other) {
            Entry first = other.entry;
            return isRivalOf(other)
                    && (entry.isHeldUpBy(first) || first.isWaiting() && first.ready && FIRST.compare(first, entry) < 0);
        }
    }
}
