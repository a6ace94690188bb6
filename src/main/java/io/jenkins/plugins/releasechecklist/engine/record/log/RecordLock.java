package io.jenkins.plugins.releasechecklist.engine.record.log;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * What everybody holds who looks at or changes the record in one directory. Jenkins makes new objects for the builds it has
 * when it reloads its configuration, so that two records can stand for the same file; without a common lock, one would write
 * over what the other one has just appended. It also knows where the record ends, for all of them: what stands after that was
 * written by somebody else. Thread-safe.
 */
public final class RecordLock {
    /** A lock lives as long as anybody has it: it holds its own key. */
    private static final Map<Path, WeakReference<RecordLock>> LOCKS = new WeakHashMap<>();

    private final Path directory;
    private volatile Optional<Known> known = Optional.empty();

    private RecordLock(Path directory) {
        this.directory = directory;
    }

    /** The lock of the record in the directory. Keep it as long as it is needed, and no longer: jobs are renamed. */
    public static RecordLock of(Path directory) {
        Path key = directory.toAbsolutePath().normalize();
        synchronized (LOCKS) {
            Optional<RecordLock> there = Optional.ofNullable(LOCKS.get(key)).map(WeakReference::get);
            if (there.isPresent()) {
                return there.get();
            }
            RecordLock lock = new RecordLock(key);
            LOCKS.remove(key);
            LOCKS.put(lock.directory, new WeakReference<>(lock));
            return lock;
        }
    }

    /**
     * Forgets records whose directory is gone. Call it when jobs were renamed, moved or deleted: another job may get the place of
     * one of them. Whoever still has such a record takes along what is known about it.
     */
    public static void forgetGone() {
        synchronized (LOCKS) {
            LOCKS.keySet().removeIf(directory -> !Files.isDirectory(directory));
        }
    }

    /** What is known of the end of the record; empty before anybody looked. */
    public Optional<Known> known() {
        return known;
    }

    /** Notes what is known. Call it with this lock held. */
    public void know(Known now) {
        known = Optional.of(now);
    }

    /**
     * What is known of a record.
     *
     * @param head an event that the record has to hold, with all events before it
     * @param last whether nothing may follow it, because whoever appends notes that here
     */
    public record Known(RecordHead head, boolean last) {}
}
