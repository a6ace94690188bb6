package io.jenkins.plugins.releasechecklist.engine.record.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.EveryEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashChainTest {
    private static final int EVENTS = 200;

    @TempDir
    private Path folder;

    // security.md: S35
    @Test
    void findsEverySingleChangedByteOfTwoHundredEvents() throws IOException {
        byte[] log = log();
        HashChain whole = HashChain.of(log);
        assertThat(whole.damage()).isEmpty();
        assertThat(whole.seq()).isEqualTo(EVENTS);

        List<Integer> unnoticed = new ArrayList<>();
        HashChain before = HashChain.of(new byte[0]);
        int start = 0;
        for (byte[] line : HashChain.lines(log)) {
            boolean last = start + line.length + 1 == log.length;
            // What stands before the changed line is looked at once: each of the changed logs begins with it.
            byte[] rest = Arrays.copyOfRange(log, start, log.length);
            for (int at = 0; at <= line.length; at++) {
                if (!isNoticed(before, rest, at, last, whole)) {
                    unnoticed.add(start + at);
                }
            }
            start += line.length + 1;
            before = before.then(Arrays.copyOfRange(log, start - line.length - 1, start));
        }

        assertThat(unnoticed).isEmpty();
        assertThat(start).isEqualTo(log.length);
        assertThat(before).isEqualTo(whole);
    }

    /** No chain protects its last event: there, whoever noted the head, as a bundle of evidence does, sees the change. */
    private static boolean isNoticed(HashChain before, byte[] rest, int at, boolean inLastLine, HashChain whole) {
        byte[] changed = rest.clone();
        changed[at] ^= (byte) (1 << at % 7);
        HashChain found = before.then(changed);
        return found.damage().isPresent()
                || inLastLine && (found.seq() != whole.seq() || !found.head().equals(whole.head()));
    }

    private byte[] log() throws IOException {
        ReleaseRecord record = new ReleaseRecord(() -> folder.resolve("record"), () -> EveryEvent.NOW);
        List<ReleaseEvent> events = new ArrayList<>();
        for (int number = 1; number <= EVENTS; number++) {
            events.add(
                    number % 2 == 0
                            ? new ReleaseEvent.PartTicked("support-handoff", "part-" + number, true)
                            : new ReleaseEvent.ItemMarked(
                                    "backup", ItemStatus.PASSED, Optional.of("done " + number), List.of()));
        }
        record.append(Actor.user("ann", "Ann"), events.toArray(ReleaseEvent[]::new));
        return Files.readAllBytes(folder.resolve("record/events.jsonl"));
    }
}
