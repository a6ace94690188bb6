package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who only looks at a long record reads what is shown, and the whole hash chain once. */
class ReadingPartsTest {
    private static final Actor STEP = Actor.step("releaseChecklist");
    private static final Set<EventKind> ALL = EnumSet.allOf(EventKind.class);

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-06-02T12:00:00Z"));
    private ReleaseRecord record;

    @BeforeEach
    void write() throws IOException {
        record = new ReleaseRecord(() -> directory, now::get);
        record.append(STEP, new ReleaseEvent.DetailsAdded(ReleaseDetails.UNKNOWN));
        for (int i = 0; i < 100; i++) {
            record.append(STEP, i % 10 == 0 ? new ReleaseEvent.IncidentEnded() : marked(i));
        }
    }

    @Test
    void everyKindOfEventIsOfAKind() {
        assertThat(Arrays.stream(ReleaseEvent.class.getPermittedSubclasses())
                        .filter(type -> EventKind.of(type.asSubclass(ReleaseEvent.class)) == EventKind.RECORD))
                .containsExactlyInAnyOrder(
                        ReleaseEvent.Opened.class,
                        ReleaseEvent.DetailsAdded.class,
                        ReleaseEvent.BuildEnded.class,
                        ReleaseEvent.LedgerOpened.class,
                        ReleaseEvent.ReleaseNoted.class,
                        ReleaseEvent.LedgerStamped.class,
                        ReleaseEvent.Unrecognised.class);
    }

    @Test
    void theLastEventsAreReadInOrder() throws IOException {
        assertThat(seqs(record.last(ALL, Long.MAX_VALUE, 3))).containsExactly(99L, 100L, 101L);
        assertThat(seqs(record.last(ALL, 3, 10))).containsExactly(1L, 2L);
        assertThat(record.last(ALL, 1, 10)).isEmpty();
        assertThat(record.count(ALL, Long.MAX_VALUE)).isEqualTo(101);
        assertThat(record.count(ALL, 3)).isEqualTo(2);
    }

    @Test
    void theEventsOfAKindAreFoundBetweenOthers() throws IOException {
        Set<EventKind> runs = Set.of(EventKind.RUN);
        assertThat(seqs(record.last(runs, Long.MAX_VALUE, 3))).containsExactly(72L, 82L, 92L);
        assertThat(record.count(runs, 92)).isEqualTo(9);
        assertThat(record.last(Set.of(EventKind.MESSAGE), Long.MAX_VALUE, 3)).isEmpty();
    }

    @Test
    void anotherObjectReadsTheSame() throws IOException {
        ReleaseRecord fresh = new ReleaseRecord(() -> directory, now::get);
        assertThat(fresh.last(ALL, Long.MAX_VALUE, 40)).isEqualTo(record.last(ALL, Long.MAX_VALUE, 40));
        assertThat(seqs(fresh.last(Set.of(EventKind.RUN), Long.MAX_VALUE, 2))).containsExactly(82L, 92L);
    }

    @Test
    void nothingIsReadAfterADamage() throws IOException {
        change(60, "{", "");
        assertThat(record.state().damage().map(Damage::event)).contains(60L);
        assertThat(seqs(record.last(ALL, Long.MAX_VALUE, 2))).containsExactly(58L, 59L);
        assertThat(record.count(ALL, Long.MAX_VALUE)).isEqualTo(59);
    }

    @Test
    void aChangeOfAnEarlierEventIsFoundAlthoughTheChainWasVerifiedBefore() throws IOException {
        assertThat(record.verifyUnlessKnown()).isEmpty();
        change(60, "said", "SAID");
        assertThat(record.verifyUnlessKnown().map(Damage::event)).contains(60L);
    }

    @Test
    void aChangeIsFoundAlthoughSizeAndTimeWereSetBack() throws IOException {
        assertThat(record.verifyUnlessKnown()).isEmpty();
        FileTime before = Files.getLastModifiedTime(file());
        change(60, "said", "SAID");
        Files.setLastModifiedTime(file(), before);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(10)));
        assertThat(record.verifyUnlessKnown().map(Damage::event)).contains(60L);
    }

    @Test
    void aChangeIsFoundAfterMoreWasAppended() throws IOException {
        assertThat(record.verifyUnlessKnown()).isEmpty();
        record.append(STEP, marked(101));
        assertThat(record.verifyUnlessKnown()).isEmpty();
        change(60, "said", "SAID");
        record.append(STEP, marked(102));
        assertThat(record.verifyUnlessKnown().map(Damage::event)).contains(60L);
    }

    private void change(int event, String text, String other) throws IOException {
        List<String> lines = Files.readAllLines(file());
        lines.set(event - 1, lines.get(event - 1).replace(text, other));
        Files.write(file(), lines, StandardCharsets.UTF_8);
    }

    private Path file() {
        return directory.resolve(RecordFile.NAME);
    }

    private static ReleaseEvent marked(int number) {
        return new ReleaseEvent.ItemMarked("monitoring", ItemStatus.PASSED, Optional.of("said " + number), List.of());
    }

    private static List<Long> seqs(List<Event> events) {
        return events.stream().map(Event::seq).toList();
    }
}
