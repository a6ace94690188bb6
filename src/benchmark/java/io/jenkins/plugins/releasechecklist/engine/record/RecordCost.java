package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures what an append, a decision without one and a look cost in records of 1,600 and of 10,000 events, in microseconds, beside
 * a raw write of the same bytes that is forced to the disk as well. By turns, so that the machine is the same for all.
 */
public final class RecordCost {
    private static final int ROUNDS = 200;
    private static final int[] SIZES = {1_600, 10_000};

    private RecordCost() {}

    public static void main(String[] args) throws IOException {
        ReleaseRecord[] records = new ReleaseRecord[SIZES.length];
        RandomAccessFile[] raw = new RandomAccessFile[SIZES.length];
        for (int i = 0; i < SIZES.length; i++) {
            Path folder = Files.createTempDirectory("record-cost");
            records[i] = new ReleaseRecord(() -> folder, Clock.systemUTC());
            ReleaseEvent[] events = new ReleaseEvent[SIZES[i]];
            Arrays.setAll(events, RecordCost::event);
            records[i].append(Actor.SYSTEM, events);
            raw[i] = new RandomAccessFile(
                    Files.copy(folder.resolve("events.jsonl"), folder.resolve("raw"))
                            .toFile(),
                    "rw");
            raw[i].seek(raw[i].length());
        }
        long[][][] micros = new long[4][SIZES.length][ROUNDS];
        byte[] line = new byte[300];
        Arrays.fill(line, (byte) 'x');
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            for (int i = 0; i < SIZES.length; i++) {
                ReleaseRecord record = records[i];
                RandomAccessFile file = raw[i];
                int number = round + ROUNDS;
                measure(micros[0][i], round, () -> {
                    file.write(line);
                    file.getFD().sync();
                });
                measure(micros[1][i], round, () -> record.append(Actor.SYSTEM, event(number)));
                measure(micros[2][i], round, () -> record.decide(ReleaseRecord.Change::none));
                measure(micros[3][i], round, () -> {
                    record.state();
                    record.verifyUnlessKnown();
                });
            }
        }
        System.out.printf("%-10s %12s %12s %8s%n", "us", SIZES[0] + " events", SIZES[1] + " events", "ratio");
        String[] names = {"raw write", "append", "decide", "look"};
        for (int what = 0; what < names.length; what++) {
            long small = median(micros[what][0]);
            long large = median(micros[what][1]);
            System.out.printf(
                    Locale.ROOT, "%-10s %12d %12d %8.2f%n", names[what], small, large, (double) large / small);
        }
        System.out.printf(
                Locale.ROOT,
                "append of raw write at %d events: %.2f%n",
                SIZES[1],
                (double) median(micros[1][1]) / median(micros[0][1]));
    }

    private static ReleaseEvent event(int number) {
        return new ReleaseEvent.ItemMarked(
                "item-" + number % 100, ItemStatus.PASSED, Optional.of("Said at " + number), List.of());
    }

    private static void measure(long[] micros, int round, Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        if (round >= 0) {
            micros[round] = (System.nanoTime() - start) / 1_000;
        }
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return Math.max(1, sorted[sorted.length / 2]);
    }

    /** What is measured. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
