package io.jenkins.plugins.releasechecklist.engine.record.event;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.event;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentAppendTest {
    private static final int THREADS = 16;
    private static final int APPENDS = 500;

    @TempDir
    private Path build;

    private RecordOnDisk disk;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void haveADirectory() {
        disk = new RecordOnDisk(build);
    }

    @AfterEach
    void endTheThreads() {
        threads.shutdownNow();
    }

    /** Has every thread do the work at the same time, and waits for all of them. */
    private void together(Work work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            Callable<Boolean> task = () -> {
                start.await();
                work.run(number);
                return true;
            };
            done.add(threads.submit(task));
        }
        start.countDown();
        for (Future<?> one : done) {
            one.get();
        }
    }

    private void assertWhole(int events) throws IOException {
        ReleaseRecord record = disk.open();
        assertThat(record.verify()).isEmpty();
        assertThat(record.state().seq()).isEqualTo(events);
        assertThat(numbers(record.events(0)))
                .isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
    }

    @Test
    void keepsEveryAppendOfSixteenThreadsInOrderWithoutGaps() throws Exception {
        ReleaseRecord record = disk.openHasty();
        together(thread -> {
            for (int i = 0; i < APPENDS; i++) {
                record.append(ACTOR, event(thread * APPENDS + i));
            }
        });
        assertWhole(THREADS * APPENDS);
        List<ReleaseEvent> all = disk.open().events(0).stream().map(Event::data).toList();
        assertThat(all).doesNotHaveDuplicates();
        for (int thread = 0; thread < THREADS; thread++) {
            List<ReleaseEvent> expected = new ArrayList<>();
            for (int i = 0; i < APPENDS; i++) {
                expected.add(event(thread * APPENDS + i));
            }
            assertThat(all).containsSubsequence(expected);
        }
    }

    @Test
    void losesNothingWhereSeveralObjectsStandForTheSameFile() throws Exception {
        together(thread -> {
            ReleaseRecord own = disk.openHasty();
            for (int i = 0; i < 10; i++) {
                own.append(ACTOR, event(thread * 10 + i));
            }
        });
        assertWhole(THREADS * 10);
        assertThat(disk.open().events(0)).extracting(Event::data).doesNotHaveDuplicates();
    }

    @Test
    void neverSplitsWhatWasAppendedAsOne() throws Exception {
        ReleaseRecord record = disk.openHasty();
        together(thread -> {
            for (int i = 0; i < 20; i++) {
                record.append(ACTOR, event(thread), event(thread), event(thread));
            }
        });
        assertWhole(THREADS * 20 * 3);
        List<ReleaseEvent> all = disk.open().events(0).stream().map(Event::data).toList();
        for (int i = 0; i < all.size(); i += 3) {
            assertThat(all.subList(i, i + 3)).containsOnly(all.get(i));
        }
    }

    @Test
    void appendsNothingBetweenALookAtTheStateAndWhatFollowsFromIt() throws Exception {
        ReleaseRecord record = disk.openHasty();
        together(thread -> {
            for (int i = 0; i < 20; i++) {
                record.update(state -> Change.by(ACTOR, state, event((int) state.seq() + 1)));
            }
        });
        List<Event> events = disk.open().events(0);
        assertThat(events).hasSize(THREADS * 20);
        assertThat(events).allSatisfy(event -> assertThat(event.data()).isEqualTo(event((int) event.seq())));
    }

    @Test
    void readersAlwaysSeeAWholeStateWhileOthersAppend() throws Exception {
        ReleaseRecord record = disk.openHasty();
        together(thread -> {
            long last = 0;
            for (int i = 0; i < 30; i++) {
                if (thread % 4 == 0) {
                    record.append(ACTOR, event(i), event(i));
                } else {
                    Release state = record.state();
                    assertThat(state.seq() % 2).isZero();
                    assertThat(state.seq()).isGreaterThanOrEqualTo(last);
                    assertThat(record.events(last)).hasSizeGreaterThanOrEqualTo((int) (state.seq() - last));
                    last = state.seq();
                }
            }
        });
        assertWhole(4 * 30 * 2);
    }

    /** What a thread does. */
    private interface Work {
        void run(int thread) throws Exception;
    }
}
