package io.jenkins.plugins.releasechecklist.engine.record;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ListenersTest {
    private static final Logger LOGGER = Logger.getLogger(Listeners.class.getName());

    @TempDir
    private Path build;

    private RecordOnDisk disk;
    private ReleaseRecord record;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void openARecord() {
        disk = new RecordOnDisk(build);
        record = disk.openHasty();
    }

    @AfterEach
    void endTheThreads() {
        threads.shutdownNow();
        LOGGER.setLevel(null);
    }

    private Release append(int number) {
        try {
            return record.append(ACTOR, event(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Release state() {
        try {
            return record.state();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void areToldAfterTheAppendWithAStateThatHoldsIt() {
        List<Long> heard = new ArrayList<>();
        record.listen(state -> {
            heard.add(state.seq());
            assertThat(disk.file()).content().hasLineCount((int) state.seq());
        });
        append(1);
        append(2);
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void areToldOnceOfEventsThatWereAppendedAsOne() throws IOException {
        List<Long> heard = new ArrayList<>();
        record.listen(state -> heard.add(state.seq()));
        record.append(ACTOR, event(1), event(2), event(3));
        assertThat(heard).containsExactly(3L);
    }

    @Test
    void areNotToldWhenNothingWasAppended() throws IOException {
        List<Long> heard = new ArrayList<>();
        record.listen(state -> heard.add(state.seq()));
        record.update(ReleaseRecord.Change::none);
        assertThat(heard).isEmpty();
    }

    @Test
    void hearNothingMoreWhenTheyLeave() {
        List<Long> heard = new ArrayList<>();
        Runnable leave = record.listen(state -> heard.add(state.seq()));
        append(1);
        leave.run();
        leave.run();
        append(2);
        assertThat(heard).containsExactly(1L);
    }

    @Test
    void mayLookAtTheRecordAndAppendFromAnotherThreadWhileTheAppenderWaits() {
        List<Long> heard = new ArrayList<>();
        record.listen(state -> {
            heard.add(state.seq());
            if (state.seq() == 1) {
                assertThat(CompletableFuture.supplyAsync(this::state, threads)
                                .join()
                                .seq())
                        .isEqualTo(1);
                assertThat(CompletableFuture.supplyAsync(() -> append(2), threads)
                                .join()
                                .seq())
                        .isEqualTo(2);
            }
        });
        assertThat(append(1).seq()).isEqualTo(1);
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void mayAppendThemselves() {
        List<Long> heard = new ArrayList<>();
        record.listen(state -> {
            heard.add(state.seq());
            if (state.seq() < 5) {
                append((int) state.seq() + 1);
            }
        });
        append(1);
        assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void theLatestHearsFirstAndOneThatFailsHurtsNeitherTheAppenderNorTheOthers() {
        LOGGER.setLevel(Level.OFF);
        List<String> heard = new ArrayList<>();
        record.listen(state -> heard.add("early"));
        record.listen(state -> {
            throw new IllegalStateException("of no use");
        });
        record.listen(state -> {
            throw new NoClassDefFoundError("of a plugin that was removed");
        });
        record.listen(state -> heard.add("late"));
        assertThat(append(1).seq()).isEqualTo(1);
        assertThat(append(2).seq()).isEqualTo(2);
        assertThat(heard).containsExactly("late", "early", "late", "early");
    }

    @Test
    void hearTheStatesInOrderWhoeverAppends() throws Exception {
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        int appends = 8 * 40;
        CountDownLatch all = new CountDownLatch(appends);
        record.listen(state -> {
            heard.add(state.seq());
            all.countDown();
        });
        for (int thread = 0; thread < 8; thread++) {
            threads.submit(() -> {
                for (int i = 0; i < 40; i++) {
                    append(i);
                }
            });
        }
        assertThat(all.await(50, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).isEqualTo(LongStream.rangeClosed(1, appends).boxed().toList());
    }
}
