package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordFormat;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/**
 * The {@link Ledger} of this Jenkins, in {@value #DIRECTORY} of its home. A Go and the end of a build are noted in the background; what
 * a crash kept from the ledger is noted after the start. Thread-safe.
 */
@Extension
public final class ReleaseLedger extends RecordFollower {
    public static final String DIRECTORY = "release-checklist-ledger";
    private static final Logger LOGGER = Logger.getLogger(ReleaseLedger.class.getName());

    /** How long an entry may have waited for its turn before a crash, by the clock of the file system. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Ledger ledger = new Ledger(directory(), Clock.systemUTC(), RecordFormat.by(BuildRecords.writer()));
    private final Queue<Unnoted> unnoted = new ConcurrentLinkedQueue<>();
    private final Runnable lane = BackgroundWork.lane(this::noteAll);

    /** The one ledger of this Jenkins. */
    public static ReleaseLedger get() {
        return ExtensionList.lookupSingleton(ReleaseLedger.class);
    }

    /** What it holds. */
    public Ledger ledger() {
        return ledger;
    }

    /** The message with the last entry of the ledger: what leaves Jenkins is a witness of how the ledger stood. */
    public Message witnessed(Message message) {
        RecordHead head = ledger.known();
        return head.seq() == 0 ? message : message.with(new Message.LedgerHead(head.seq(), head.hash()));
    }

    /** Where it lies. */
    public static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve(DIRECTORY);
    }

    @Override
    public void recorded(Run<?, ?> run, ReleaseRecord record, Release release, List<Event> events) {
        if (events.stream().map(Event::data).anyMatch(Ledger::isNoted)) {
            note(record, false);
        }
    }

    private void note(ReleaseRecord record, boolean late) {
        unnoted.add(new Unnoted(record, late));
        lane.run();
    }

    private void noteAll() {
        List<Unnoted> failed = new ArrayList<>();
        for (Unnoted next = unnoted.poll(); next != null; next = unnoted.poll()) {
            try {
                ledger.note(next.record(), next.late());
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, "Cannot write to the ledger of releases; trying again in a minute", e);
                failed.add(new Unnoted(next.record(), true));
            }
        }
        if (!failed.isEmpty()) {
            unnoted.addAll(failed);
            Timer.get().schedule(lane, 1, TimeUnit.MINUTES);
        }
        LedgerStamps.get().look();
    }

    /**
     * Begins the ledger, or notes what it lacks since Jenkins went down. Looks at the directories of all builds, and loads those whose
     * record changed after the last entry.
     */
    public void catchUp() {
        try {
            Instant known = ledger.open().minus(MARGIN);
            for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
                for (int number : RecordPointer.changed(job, known)) {
                    Optional.ofNullable((Run<?, ?>) job.getBuildByNumber(number))
                            .flatMap(BuildRecords::of)
                            .ifPresent(record -> note(record, true));
                }
            }
            LedgerStamps.get().look();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot say what the ledger of releases lacks", e);
        }
    }

    private record Unnoted(ReleaseRecord record, boolean late) {}
}
