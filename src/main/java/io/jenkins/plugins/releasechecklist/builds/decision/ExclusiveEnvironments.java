package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentQueue;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentVisit;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/**
 * The environments of this Jenkins that take one release at a time: who is there, and whose turn it is. The records of the builds
 * that run say so, and nothing else is kept. Thread-safe. Its locks are taken after those of a record, and no record is read while
 * they are held.
 */
@Extension
public final class ExclusiveEnvironments {
    private static final Logger LOGGER = Logger.getLogger(ExclusiveEnvironments.class.getName());
    private static final int SECONDS_TO_NEXT_TRY = 10;

    private final EnvironmentQueue queue = new EnvironmentQueue();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /** Those of this Jenkins. */
    public static ExclusiveEnvironments get() {
        return ExtensionList.lookupSingleton(ExclusiveEnvironments.class);
    }

    /** Reads where the builds are that ran when Jenkins went down. Nobody enters before that, nor while one cannot be read. */
    public void begin(Collection<Run<?, ?>> running) {
        List<Run<?, ?>> unread = running.stream()
                .filter(run -> run.isBuilding()
                        && BuildRecords.of(run)
                                .filter(record -> !note(run, record))
                                .isPresent())
                .toList();
        if (unread.isEmpty()) {
            queue.begin();
            watches.forEach(watch -> watch.look.run());
        } else {
            Timer.get()
                    .schedule(() -> BackgroundWork.submit(() -> begin(unread)), SECONDS_TO_NEXT_TRY, TimeUnit.SECONDS);
        }
    }

    /** Has a gate looked at when the turn of its build may have come. The answer ends that. */
    public Runnable watch(Run<?, ?> run, Runnable look) {
        Watch watch = new Watch(new RunningBuild(run), look);
        watches.add(watch);
        return () -> watches.remove(watch);
    }

    /** Where a release stands; empty where the environment takes several at a time. */
    Optional<EnvironmentTurn> turn(Run<?, ?> run, Release release, GateState gate) {
        RunningBuild build = new RunningBuild(run);
        EnvironmentVisit visit = visit(release, gate);
        return build.exclusive(visit).isEmpty() ? Optional.empty() : Optional.of(queue.turn(build, visit));
    }

    /** Where the next build of a job would stand at such a gate. */
    Optional<EnvironmentTurn> turn(Job<?, ?> job, GateState gate) {
        NextBuild build = new NextBuild(job);
        EnvironmentVisit visit = new EnvironmentVisit(gate.id(), gate.opening().environment(), false, Instant.MAX);
        return build.exclusive(visit).isEmpty() ? Optional.empty() : Optional.of(queue.turn(build, visit));
    }

    /** Tells apart what {@link #turn} says of the release from what it said before; empty while it has nothing to do with anybody. */
    public String state(Run<?, ?> run, Release release) {
        RunningBuild build = new RunningBuild(run);
        List<EnvironmentTurn> turns = release.visits().stream()
                .map(visit -> queue.turn(build, visit))
                .filter(turn -> !turn.isFree() || !turn.behind().isEmpty())
                .toList();
        return turns.isEmpty() ? "" : "-queue-" + Integer.toHexString(turns.hashCode());
    }

    /** Says whether a gate that waits lacks nothing but the environment: otherwise it holds up nobody. */
    void setReady(Run<?, ?> run, GateState gate, boolean ready) {
        if (queue.setReady(new RunningBuild(run), gate.id(), ready)) {
            wake();
        }
    }

    /** For one decision about gates of a build. */
    Entry entry(Run<?, ?> run, ReleaseRecord record) {
        return new Entry(run, record);
    }

    /** The release may be in the environment because of another round, or another gate. */
    private static EnvironmentVisit visit(Release release, GateState gate) {
        return release.visits().stream()
                .filter(visit -> visit.inside()
                        ? visit.place().equals(gate.place())
                        : visit.gate().equals(gate.id()))
                .min(Comparator.comparing((EnvironmentVisit visit) -> !visit.inside())
                        .thenComparing(EnvironmentVisit::since))
                .orElseGet(() -> new EnvironmentVisit(gate.id(), gate.opening().environment(), false, Instant.MAX));
    }

    /** Whether the record could be read. It is asked while its own turn is kept: the last to note it knows the latest. */
    private boolean note(Run<?, ?> run, ReleaseRecord record) {
        boolean news;
        synchronized (record) {
            try {
                news = queue.note(new RunningBuild(run), record.state().visits());
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot tell in which environments " + run + " is");
                return false;
            }
        }
        if (news) {
            wake();
        }
        return true;
    }

    private void forget(Predicate<EnvironmentQueue.Build> gone) {
        queue.forget(gone);
        wake();
    }

    private void wake() {
        List<EnvironmentQueue.Build> next = queue.next();
        watches.stream().filter(watch -> next.contains(watch.build)).forEach(watch -> watch.look.run());
    }

    /** Lets gates of one build into their environments, together with the Go that is written meanwhile. */
    final class Entry implements AutoCloseable {
        private final Run<?, ?> run;
        private final ReleaseRecord record;
        private final List<EnvironmentVisit> places = new ArrayList<>();

        private Entry(Run<?, ?> run, ReleaseRecord record) {
            this.run = run;
            this.record = record;
        }

        /**
         * Keeps the environment for the release, when it is its turn.
         *
         * @param force whether it may pass those who wait; never those who are there
         */
        boolean enter(Release release, GateState gate, boolean force) {
            Optional<EnvironmentVisit> place =
                    queue.enter(new RunningBuild(run), visit(release, gate), force, Instant.now());
            place.ifPresent(places::add);
            return place.isPresent();
        }

        /** What was written counts from now on. Of a record that cannot be read the place is kept until its build ends. */
        @Override
        public void close() {
            if (!places.isEmpty() && note(run, record)) {
                places.forEach(queue::written);
                wake();
            }
        }
    }

    private record Watch(RunningBuild build, Runnable look) {}

    /** A build that is not there yet. */
    private record NextBuild(Job<?, ?> job) implements EnvironmentQueue.Build {
        @Override
        public String name() {
            return job.getFullName() + " #" + job.getNextBuildNumber();
        }

        @Override
        public String url() {
            return job.getUrl();
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public Set<String> exclusive(EnvironmentVisit visit) {
            return Protection.of(job, visit.environment(), visit.gate()).exclusive();
        }
    }

    /** A build, however its job is called by now. */
    private record RunningBuild(Run<?, ?> run) implements EnvironmentQueue.Build {
        boolean isBelow(Item item) {
            return (run.getParent().getFullName() + "/").startsWith(item.getFullName() + "/");
        }

        @Override
        public String name() {
            return run.getParent().getFullName() + " #" + run.getNumber();
        }

        @Override
        public String url() {
            return run.getUrl();
        }

        @Override
        public boolean isOver() {
            return !run.isBuilding();
        }

        @Override
        public Set<String> exclusive(EnvironmentVisit visit) {
            return Protection.of(run.getParent(), visit.environment(), visit.gate())
                    .exclusive();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RunningBuild build && name().equals(build.name());
        }

        @Override
        public int hashCode() {
            return Objects.hash(run.getNumber());
        }
    }

    /** Follows the records. */
    @Extension
    public static final class Changes extends RecordFollower {
        @Override
        public void changed(Run<?, ?> run, ReleaseRecord record) {
            get().note(run, record);
        }
    }

    /** A build that has ended, or is gone, is nowhere, whether its record could say so or not. */
    @Extension
    public static final class Runs extends RunListener<Run<?, ?>> {
        @Override
        public void onFinalized(Run<?, ?> run) {
            get().forget(new RunningBuild(run)::equals);
        }

        @Override
        public void onDeleted(Run<?, ?> run) {
            get().forget(new RunningBuild(run)::equals);
        }
    }

    /** The builds of a job are gone with it. */
    @Extension
    public static final class Items extends ItemListener {
        @Override
        public void onDeleted(Item item) {
            get().forget(build -> build instanceof RunningBuild one && one.isBelow(item));
        }
    }
}
