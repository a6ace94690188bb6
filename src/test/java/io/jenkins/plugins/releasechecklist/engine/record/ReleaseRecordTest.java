package io.jenkins.plugins.releasechecklist.engine.record;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.START;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.event;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EveryEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordLock;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseRecordTest {
    @TempDir
    private Path job;

    private RecordOnDisk disk;

    @BeforeEach
    void makeTheDirectoryOfTheBuild() throws IOException {
        disk = new RecordOnDisk(Files.createDirectory(job.resolve("42")));
    }

    @Test
    void isEmptyBeforeTheFirstEventAndLeavesNothingOnDisk() throws IOException {
        ReleaseRecord record = disk.open();
        Release release = record.state();
        assertThat(release.seq()).isZero();
        assertThat(release.opened()).isEmpty();
        assertThat(release.damage()).isEmpty();
        assertThat(release.torn()).isFalse();
        assertThat(release.status()).isEqualTo(ReleaseStatus.IN_PROGRESS);
        assertThat(record.events(0)).isEmpty();
        assertThat(record.verify()).isEmpty();
        assertThat(ReleaseRecord.exists(disk.directory())).isFalse();
        assertThat(disk.directory()).doesNotExist();
    }

    @Test
    void tellsHowTheReleaseStoodAfterEachEvent() throws IOException {
        ReleaseRecord record = disk.open();
        List<Release> states = new ArrayList<>(List.of(record.state()));
        for (ReleaseEvent event : EveryEvent.kinds()) {
            if (!(event instanceof ReleaseEvent.Unrecognised)) {
                states.add(record.append(ACTOR, event));
            }
        }

        ReleaseRecord later = disk.open();
        for (Release state : states) {
            assertThat(later.state(state.seq()))
                    .as("after event %s", state.seq())
                    .usingRecursiveComparison()
                    .isEqualTo(state);
        }
        assertThat(later.state(Long.MAX_VALUE)).isEqualTo(later.state());
    }

    @Test
    void keepsWhatWasAppended() throws IOException {
        disk.open().append(ACTOR, event(1), event(2));
        disk.open().append(Actor.SYSTEM, event(3));

        ReleaseRecord record = disk.open();
        assertThat(ReleaseRecord.exists(disk.directory())).isTrue();
        assertThat(record.state().seq()).isEqualTo(3);
        assertThat(record.events(0)).extracting(Event::data).containsExactly(event(1), event(2), event(3));
        assertThat(record.events(0)).extracting(Event::actor).containsExactly(ACTOR, ACTOR, Actor.SYSTEM);
        assertThat(record.events(0))
                .extracting(Event::at)
                .containsExactly(START, START.plusSeconds(1), START.plusSeconds(2));
        assertThat(record.verify()).isEmpty();
    }

    @Test
    void namesInEveryLineTheHashOfTheLineBefore() throws IOException {
        disk.with(5);
        List<String> hashes = disk.expectedHashes();
        List<String> named = new ArrayList<>();
        for (String line : disk.lines()) {
            named.add(new ObjectMapper().readTree(line).path("prev").textValue());
        }
        assertThat(named).isEqualTo(hashes.subList(0, 5));
        assertThat(named.get(0)).isEqualTo("0000000000000000000000000000000000000000000000000000000000000000");
    }

    @Test
    void writesTheMomentOfAnEventToTheMillisecond() throws IOException {
        new ReleaseRecord(disk::directory, () -> START.plusNanos(123_456_789)).append(ACTOR, event(1));
        assertThat(disk.lines().get(0)).contains("\"at\":\"2026-05-04T10:00:00.123Z\"");
    }

    @Test
    void givesExactlyTheLaterEvents() throws IOException {
        ReleaseRecord record = disk.with(5).open();
        assertThat(numbers(record.events(0))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(numbers(record.events(3))).containsExactly(4L, 5L);
        assertThat(numbers(record.events(4))).containsExactly(5L);
        assertThat(record.events(5)).isEmpty();
        assertThat(record.events(Long.MAX_VALUE)).isEmpty();
        assertThat(numbers(record.events(-7))).containsExactly(1L, 2L, 3L, 4L, 5L);
        record.append(ACTOR, event(6));
        assertThat(record.events(5)).extracting(Event::data).containsExactly(event(6));
    }

    @Test
    void returnsTheStateAfterTheAppend() throws IOException {
        Release after = disk.open().append(ACTOR, new ReleaseEvent.BuildEnded("SUCCESS"));
        assertThat(after.seq()).isEqualTo(1);
        assertThat(after.ended()).contains("SUCCESS");
    }

    @Test
    void sharesOnePictureUntilSomethingChanges() throws IOException {
        ReleaseRecord record = disk.with(1).open();
        Release before = record.state();
        assertThat(record.state()).isSameAs(before);
        record.append(ACTOR, event(2));
        assertThat(record.state()).isNotSameAs(before);
        assertThat(before.seq()).isEqualTo(1);
    }

    @Test
    void appendsWhatFollowsFromTheState() throws IOException {
        ReleaseRecord record = disk.with(2).open();
        ReleaseRecord.Updated<String> updated =
                record.update(state -> Change.by(ACTOR, "seen " + state.seq(), event(3), event(4)));
        assertThat(updated.answer()).isEqualTo("seen 2");
        assertThat(updated.state().seq()).isEqualTo(4);
    }

    @Test
    void appendsNothingWhenNothingFollows() throws IOException {
        ReleaseRecord record = disk.with(2).open();
        byte[] before = disk.bytes();
        ReleaseRecord.Updated<String> updated = record.decide(state -> Change.none("no"));
        assertThat(updated.answer()).isEqualTo("no");
        assertThat(updated.state().seq()).isEqualTo(2);
        assertThat(disk.bytes()).isEqualTo(before);
    }

    @Test
    void appendsNothingWhenTheDecisionFails() throws IOException {
        ReleaseRecord record = disk.with(2).open();
        byte[] before = disk.bytes();
        assertThatThrownBy(() -> record.decide(state -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(disk.bytes()).isEqualTo(before);
        assertThat(record.append(ACTOR, event(3)).seq()).isEqualTo(3);
    }

    @Test
    void refusesWhatItCouldNotReadAgain() throws IOException {
        ReleaseRecord record = disk.with(1).open();
        byte[] before = disk.bytes();
        String nothing = null;
        assertThatThrownBy(() -> record.append(ACTOR, event(2), new ReleaseEvent.BuildEnded(nothing)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This cannot be recorded: what it says does not fit the event buildEnded (at result)");
        assertThat(disk.bytes()).isEqualTo(before);
        assertThat(record.append(ACTOR, event(2)).seq()).isEqualTo(2);
        assertThat(record.verify()).isEmpty();
    }

    @Test
    void hasTheSameStateAfterAnAppendAndAfterReadingItAgain() throws IOException {
        ReleaseRecord record = disk.openHasty();
        for (ReleaseEvent kind : EveryEvent.kinds()) {
            if (kind instanceof ReleaseEvent.Unrecognised) {
                continue;
            }
            record.append(ACTOR, kind);
            assertThat(disk.open().state()).as("after %s", kind).isEqualTo(record.state());
        }
    }

    @Test
    void neverMakesTheDirectoryOfADeletedBuildAnew() throws IOException {
        ReleaseRecord fresh = disk.open();
        ReleaseRecord used = disk.open();
        used.append(ACTOR, event(1));
        delete(job.resolve("42"));

        for (ReleaseRecord record : List.of(fresh, used)) {
            assertThatThrownBy(() -> record.append(ACTOR, event(2))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> record.decide(state -> Change.by(ACTOR, state, event(2))))
                    .isInstanceOf(IOException.class);
        }
        RecordLock.forgetGone();
        assertThatThrownBy(() -> disk.open().append(ACTOR, event(1))).isInstanceOf(NoSuchFileException.class);
        assertThat(job).isEmptyDirectory();
    }

    @Test
    void showsAnEmptyDirectoryInPlaceOfItsEventsAsDamage() throws IOException {
        ReleaseRecord record = disk.with(3).open();
        assertThat(record.state().seq()).isEqualTo(3);
        Files.delete(disk.file());
        assertThat(record.state().damage()).contains(new Damage(1, "it was there, and the record now ends before it"));
        assertThatThrownBy(() -> record.append(ACTOR, event(4))).isInstanceOf(RecordDamagedException.class);
        assertThat(disk.file()).doesNotExist();
    }

    @Test
    void followsARenamedJob() throws IOException {
        ReleaseRecord record = disk.open();
        record.append(ACTOR, event(1));
        disk.move(job.resolve("renamed"));
        assertThat(record.append(ACTOR, event(2)).seq()).isEqualTo(2);
        disk.move(job.resolve("again"));
        assertThat(numbers(record.events(0))).containsExactly(1L, 2L);
        assertThat(record.verify()).isEmpty();
        assertThat(disk.lines()).hasSize(2);
        assertThat(job.resolve("42")).doesNotExist();
    }

    @Test
    void loadsTenThousandEventsInOnePass() throws IOException {
        List<String> lines = new ArrayList<>();
        String prev = HashChain.GENESIS;
        for (int i = 1; i <= 10_000; i++) {
            byte[] line = EventCodec.encode(new Event(i, START.plusMillis(i), ACTOR, event(i), prev));
            prev = Sha256.hex(line);
            lines.add(new String(line, StandardCharsets.UTF_8));
        }
        Files.createDirectory(disk.directory());
        disk.tamper(lines);

        ReleaseRecord record = disk.open();
        assertThat(record.state().seq()).isEqualTo(10_000);
        assertThat(record.verify()).isEmpty();
        assertThat(numbers(record.events(0)))
                .isEqualTo(
                        IntStream.rangeClosed(1, 10_000).mapToObj(Long::valueOf).toList());
        assertThat(numbers(record.events(9_998))).containsExactly(9_999L, 10_000L);
        assertThat(record.append(ACTOR, event(10_001)).seq()).isEqualTo(10_001);
        assertThat(record.verify()).isEmpty();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
