package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordFormat;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A controller whose releases are noted in its ledger: one gate each, a minute from event to event. */
public final class NotedReleases {
    public static final String LEDGER = "ledger";
    private static final Actor BOSS = Actor.user("boss", "Bea Boss");

    private final Path folder;
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");

    /** @param folder where ledger and records are put */
    public NotedReleases(Path folder) {
        this.folder = folder;
    }

    /** The ledger, as Jenkins has it after a start. */
    public Ledger ledger() {
        return new Ledger(folder.resolve(LEDGER), this::tick, RecordFormat.by("1.0"));
    }

    public ReleaseRecord record(int build) {
        return new ReleaseRecord(() -> folder.resolve("shop-" + build), this::tick);
    }

    /** Lets time pass. */
    public void wait(Duration time) {
        now = now.plus(time);
    }

    /** Moves the clock, as somebody does who wants to have released earlier. */
    public void setClock(Instant time) {
        now = time;
    }

    public Instant now() {
        return now;
    }

    private Instant tick() {
        now = now.plusSeconds(60);
        return now;
    }

    /** A release that waits at its gate. */
    public ReleaseRecord opened(int build) throws IOException {
        ReleaseRecord record = record(build);
        record.append(
                Actor.step("releaseChecklist"),
                new ReleaseEvent.Opened(
                        new ReleaseDetails(
                                Optional.of("Shop"),
                                Optional.of("1." + build + ".0"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new BuildRef("shop", build, "job/shop/" + build + "/"),
                        List.of(),
                        Optional.empty(),
                        Optional.of(RecordFormat.by("1.0"))),
                new ReleaseEvent.GateOpened(
                        "production", 1, "gate", Optional.of("production"), Optional.empty(), GatePolicy.NONE));
        return record;
    }

    public void go(ReleaseRecord record) throws IOException {
        settle(record, GateStatus.GO);
    }

    public void settle(ReleaseRecord record, GateStatus status) throws IOException {
        record.append(BOSS, new ReleaseEvent.GateSettled("production", 1, status, "As agreed", false));
    }

    public void end(ReleaseRecord record) throws IOException {
        record.append(Actor.SYSTEM, new ReleaseEvent.BuildEnded("SUCCESS"));
    }

    /** Changes a text and makes the chain whole again, as somebody can who has the disk of the controller. */
    public static void rechain(Path file, String from, String to) throws IOException {
        String prev = HashChain.GENESIS;
        StringBuilder anew = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            String changed = line.replace(from, to).replaceFirst("\"prev\":\"\\w+\"}$", "\"prev\":\"" + prev + "\"}");
            prev = Sha256.hex(changed.getBytes(StandardCharsets.UTF_8));
            anew.append(changed).append('\n');
        }
        Files.writeString(file, anew);
    }

    /** A whole release, noted as it happens. */
    public ReleaseRecord release(Ledger ledger, int build) throws IOException {
        ReleaseRecord record = opened(build);
        go(record);
        ledger.note(record, false);
        end(record);
        ledger.note(record, false);
        return record;
    }
}
