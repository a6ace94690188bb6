package io.jenkins.plugins.releasechecklist.engine.record.event;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordFile;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordLock;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The record of one build in a real directory, with a clock that goes on by a second at every look. */
public final class RecordOnDisk {
    public static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
    public static final Actor ACTOR = Actor.step("smokeTest");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private Path build;

    /** @param build the directory of the build, which is there */
    public RecordOnDisk(Path build) {
        this.build = build;
    }

    /** Another object for the same record, as Jenkins makes them when it starts or reloads. */
    public ReleaseRecord open() {
        return new ReleaseRecord(this::directory, clock());
    }

    public ReleaseRecord open(RecordFile.Opener opener) {
        return new ReleaseRecord(this::directory, clock(), opener);
    }

    /**
     * The same without waiting for the disk, for tests with thousands of appends that are not about what is left after a
     * power failure.
     */
    public ReleaseRecord openHasty() {
        return open(new RecordFile.Opener() {
            @Override
            public RandomAccessFile open(File file) throws IOException {
                return new RandomAccessFile(file, "rw");
            }

            @Override
            public void force(RandomAccessFile file) {
                // The system writes it when it likes.
            }
        });
    }

    InstantSource clock() {
        return () -> now.getAndUpdate(before -> before.plus(Duration.ofSeconds(1)));
    }

    public Path directory() {
        return build.resolve("release-checklist");
    }

    public Path file() {
        return directory().resolve("events.jsonl");
    }

    /** Forgets what objects of this process know of the record, as when Jenkins starts. */
    public RecordOnDisk restart() throws IOException {
        Path aside = build.resolveSibling(build.getFileName() + "-aside");
        Files.move(build, aside);
        RecordLock.forgetGone();
        Files.move(aside, build);
        return this;
    }

    public void move(Path target) throws IOException {
        Files.move(build, target);
        build = target;
    }

    public byte[] bytes() throws IOException {
        return Files.readAllBytes(file());
    }

    public List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }

    /** Puts other lines in place of those in the file, as somebody with an editor would. */
    public void tamper(List<String> lines) throws IOException {
        Files.writeString(file(), String.join("\n", lines) + "\n");
    }

    /** A record with that many events. */
    public RecordOnDisk with(int events) throws IOException {
        ReleaseRecord record = open();
        for (int i = 1; i <= events; i++) {
            record.append(ACTOR, event(i));
        }
        return this;
    }

    /** An event that tells its number. */
    public static ReleaseEvent event(int number) {
        return new ReleaseEvent.ItemMarked(
                "item-" + number, ItemStatus.PASSED, Optional.of("note " + number), List.of());
    }

    public static List<Long> numbers(List<Event> events) {
        return events.stream().map(Event::seq).toList();
    }

    /** Holds the chain as the specification has it, without any code of ours. */
    public List<String> expectedHashes() throws IOException {
        List<String> hashes = new ArrayList<>(List.of("0".repeat(64)));
        for (String line : lines()) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
                hashes.add(HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
        return hashes;
    }
}
