package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordLock;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The record of a build while Jenkins is down, and what may happen to it then. */
final class RecordOnDisk {
    private final Path directory;

    private RecordOnDisk(Path directory) {
        this.directory = directory;
    }

    static RecordOnDisk of(File home, String job) {
        return of(home, job, 1);
    }

    static RecordOnDisk of(File home, String job, int build) {
        return new RecordOnDisk(home.toPath().resolve("jobs/" + job + "/builds/" + build + "/release-checklist"));
    }

    private ReleaseRecord record() {
        return new ReleaseRecord(() -> directory, Clock.systemUTC());
    }

    Release state() throws IOException {
        return record().state();
    }

    /** Writes what the last moment before the crash had written, while the program did not hear of it any more. */
    void append(ReleaseEvent... events) throws IOException {
        record().append(Actor.step("test"), events);
    }

    /** Lets everything have happened that much earlier, as if Jenkins had been down for that long. */
    void age(Duration by) throws IOException {
        write(record().events(0).stream()
                .map(event -> new Event(
                        event.seq(), event.at().minus(by), event.actor(), aged(event.data(), by), event.prev()))
                .toList());
    }

    private static ReleaseEvent aged(ReleaseEvent event, Duration by) {
        return event instanceof ReleaseEvent.Sampled it
                ? new ReleaseEvent.Sampled(
                        it.run(),
                        it.samples().stream()
                                .map(sample -> new Sample(
                                        sample.at().minus(by),
                                        sample.check(),
                                        sample.passed(),
                                        sample.latencyMillis(),
                                        sample.error()))
                                .toList())
                : event;
    }

    /** Takes the last events away, which a crash kept from being written. */
    void cutFrom(Predicate<ReleaseEvent> first) throws IOException {
        write(record().events(0).stream()
                .takeWhile(event -> !first.test(event.data()))
                .toList());
    }

    /** Leaves half a line at the end, as a crash in the middle of a write does. */
    void tear() throws IOException {
        Files.writeString(file(), "{\"seq\":99,\"at\":\"2026-", StandardOpenOption.APPEND);
    }

    private void write(List<Event> events) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        String prev = HashChain.GENESIS;
        for (Event event : events) {
            byte[] line = EventCodec.encode(new Event(event.seq(), event.at(), event.actor(), event.data(), prev));
            lines.writeBytes(line);
            lines.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
            prev = Sha256.hex(line);
        }
        Files.write(file(), lines.toByteArray());
        note(events.size());
    }

    /** Has the build know the record up to so many events, as if Jenkins had died before it could note more. */
    void note(int events) throws IOException {
        String hash = Sha256.hex(Files.readAllLines(file()).get(events - 1));
        Path build = directory.resolveSibling("build.xml");
        Files.writeString(
                build,
                Files.readString(build)
                        .replaceAll("<recordHead>.*</", "<recordHead>" + new RecordHead(events, hash).text() + "</"));
        forget();
    }

    /** Lets this process know no more of the record than one that has just started. */
    private void forget() throws IOException {
        Path aside = Files.move(directory, directory.resolveSibling("aside"));
        RecordLock.forgetGone();
        Files.move(aside, directory);
    }

    /** Puts other lines in place of those in the file, or takes it away when there are none, and leaves the build as it is. */
    void forge(UnaryOperator<List<String>> forgery) throws IOException {
        List<String> lines = forgery.apply(Files.readAllLines(file()));
        if (lines.isEmpty()) {
            Files.delete(file());
        } else {
            Files.write(file(), lines);
        }
        forget();
    }

    private Path file() {
        return directory.resolve("events.jsonl");
    }
}
