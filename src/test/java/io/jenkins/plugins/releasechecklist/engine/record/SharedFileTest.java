package io.jenkins.plugins.releasechecklist.engine.record;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.event;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordFile;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordLock;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two objects for one file, as there are when Jenkins reloads its configuration. */
class SharedFileTest {
    @TempDir
    private Path build;

    private RecordOnDisk disk;
    private ReleaseRecord one;
    private ReleaseRecord other;

    @BeforeEach
    void openTwice() {
        disk = new RecordOnDisk(build);
        one = disk.open();
        other = disk.open();
    }

    @Test
    void eachSeesWhatTheOtherOneAppended() throws IOException {
        assertThat(one.state().seq()).isZero();
        assertThat(other.state().seq()).isZero();
        for (int i = 1; i <= 6; i++) {
            ReleaseRecord writer = i % 2 == 0 ? one : other;
            ReleaseRecord reader = i % 2 == 0 ? other : one;
            assertThat(writer.append(ACTOR, event(i)).seq()).isEqualTo(i);
            assertThat(reader.state().seq()).isEqualTo(i);
            assertThat(reader.events(i - 1L)).extracting(Event::data).containsExactly(event(i));
        }
        assertThat(one.verify()).isEmpty();
        assertThat(other.verify()).isEmpty();
        assertThat(numbers(disk.open().events(0))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void appendsWithoutLookingFirstStillFollowEachOther() throws IOException {
        one.append(ACTOR, event(1));
        other.append(ACTOR, event(2));
        one.append(ACTOR, event(3));
        other.append(ACTOR, event(4));
        assertThat(disk.open().verify()).isEmpty();
        assertThat(disk.lines()).hasSize(4);
    }

    @Test
    void seesAFileThatWasReplacedByOneOfTheSameSize() throws IOException {
        one.append(ACTOR, event(1), event(2));
        FileTime before = Files.getLastModifiedTime(disk.file());
        String text = Files.readString(disk.file()).replace("\"seq\":2", "\"seq\":9");
        Path copy = Files.writeString(build.resolve("copy"), text);
        Files.delete(disk.file());
        Files.move(copy, disk.file());
        Files.setLastModifiedTime(disk.file(), FileTime.from(before.toInstant().plusSeconds(5)));
        assertThat(one.state().damage()).isPresent();
    }

    /** A process on the controller can read the last line, and chain another one to it. */
    private byte[] stranger(int number) throws IOException {
        List<String> hashes = disk.expectedHashes();
        Event event = new Event(number, RecordOnDisk.START, ACTOR, event(number), hashes.get(hashes.size() - 1));
        return (new String(EventCodec.encode(event), StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void believesNoLineThatNobodyOfThisProcessWrote() throws IOException {
        one.append(ACTOR, event(1));
        other.append(ACTOR, event(2));
        Files.write(disk.file(), stranger(3), StandardOpenOption.APPEND);
        Files.write(disk.file(), stranger(4), StandardOpenOption.APPEND);

        Damage damage = new Damage(3, "this Jenkins did not write it: something else adds to the record");
        for (ReleaseRecord record : List.of(one, other, disk.open())) {
            assertThat(record.state().damage()).contains(damage);
            assertThat(record.state().seq()).isEqualTo(2);
            assertThat(record.verifyUnlessKnown()).contains(damage);
            assertThat(record.verify()).contains(damage);
            assertThat(numbers(record.events(0))).containsExactly(1L, 2L);
            assertThatThrownBy(() -> record.append(ACTOR, event(3))).isInstanceOf(RecordDamagedException.class);
        }
        assertThat(disk.lines()).hasSize(4);
    }

    @Test
    void believesNoStrangerAfterAnAppendThatWasRefused() throws IOException {
        one.append(ACTOR, event(1));
        String nothing = null;
        assertThatThrownBy(() -> one.append(ACTOR, new ReleaseEvent.BuildEnded(nothing)))
                .isInstanceOf(IllegalArgumentException.class);
        Files.write(disk.file(), stranger(2), StandardOpenOption.APPEND);

        assertThat(one.state().damage()).map(Damage::event).contains(2L);
    }

    @Test
    void believesNoFirstLineOfSomebodyElseInARecordThatIsNew() throws IOException {
        Files.createDirectory(disk.directory());
        Files.createFile(disk.file());
        Files.write(disk.file(), stranger(1));
        one.expect(RecordHead.NONE);

        assertThat(one.state().damage()).map(Damage::event).contains(1L);
        assertThat(other.state().seq()).isZero();
    }

    @Test
    void takesWhatIsKnownOfARecordAlongWhenItsJobIsRenamed() throws IOException {
        disk = new RecordOnDisk(Files.createDirectory(build.resolve("shop")));
        one = disk.with(2).open();
        assertThat(one.state().seq()).isEqualTo(2);
        disk.move(build.resolve("store"));
        RecordLock.forgetGone();
        RecordOnDisk another = new RecordOnDisk(Files.createDirectory(build.resolve("shop")));
        ReleaseRecord newcomer = another.open();

        assertThat(newcomer.append(ACTOR, event(1)).seq()).isEqualTo(1);
        Files.write(disk.file(), stranger(3), StandardOpenOption.APPEND);
        assertThat(one.state().damage()).map(Damage::event).contains(3L);
    }

    @Test
    void believesWhatIsThereAfterARestartUnlessItsHeadWasNotedAndIsGone() throws IOException {
        one.append(ACTOR, event(1), event(2));
        RecordHead noted = one.head();
        one.append(ACTOR, event(3));
        List<String> lines = disk.lines();

        assertThat(expecting(noted).state().damage()).isEmpty();
        disk.tamper(lines.subList(0, 2));
        assertThat(expecting(noted).state().seq()).isEqualTo(2);
        disk.tamper(lines.subList(0, 1));
        assertThat(expecting(noted).state().damage())
                .contains(new Damage(2, "it was there, and the record now ends after 1"));
        disk.tamper(List.of(lines.get(0), lines.get(1).replace("PASSED", "FAILED"), lines.get(2)));
        assertThat(expecting(noted).state().damage()).contains(new Damage(2, "it is not the event that was written"));
        Files.delete(disk.file());
        assertThat(expecting(noted).state().damage()).map(Damage::event).contains(1L);
        assertThatThrownBy(() -> expecting(noted).append(ACTOR, event(1))).isInstanceOf(RecordDamagedException.class);
        assertThat(disk.file()).doesNotExist();
    }

    private ReleaseRecord expecting(RecordHead head) throws IOException {
        ReleaseRecord record = disk.restart().open();
        record.expect(RecordHead.of(head.text()).orElseThrow());
        return record;
    }

    @Test
    void cutsNothingOffThatSomebodyElseWritesAtThatVeryMoment() throws IOException {
        disk.with(2);
        byte[] stranger = "a stranger's line".getBytes();
        ReleaseRecord late = disk.open(file -> {
            Files.write(file.toPath(), stranger, StandardOpenOption.APPEND);
            return new RandomAccessFile(file, "rw");
        });
        byte[] before = disk.bytes();
        assertThatThrownBy(() -> late.append(ACTOR, event(3)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("something else writes to it. Nothing was appended");
        assertThat(disk.bytes()).startsWith(before).endsWith(stranger);
    }

    /** A second controller on the same home, by mistake, at the worst moment: what it writes is not believed later either. */
    @Test
    void believesNoStrangerWhoCameBetweenTheLookAndTheAppend() throws IOException {
        disk.with(2);
        byte[] stranger = stranger(3);
        ReleaseRecord late = disk.open(file -> {
            Files.write(file.toPath(), stranger, StandardOpenOption.APPEND);
            return new RandomAccessFile(file, "rw");
        });
        assertThatThrownBy(() -> late.append(ACTOR, event(3))).hasMessageContaining("something else writes to it");

        assertThat(late.state().damage()).map(Damage::event).contains(3L);
        assertThatThrownBy(() -> late.append(ACTOR, event(3))).isInstanceOf(RecordDamagedException.class);
    }

    /** Two processes that write at the same moment would write over each other. */
    @Test
    void writesWhileItHoldsTheFileAgainstOtherProcesses() throws IOException {
        disk.with(2);
        List<Boolean> held = new ArrayList<>();
        ReleaseRecord record = disk.open(new RecordFile.Opener() {
            @Override
            public RandomAccessFile open(File file) throws IOException {
                return new RandomAccessFile(file, "rw");
            }

            @Override
            public void force(RandomAccessFile file) throws IOException {
                try (RandomAccessFile other = open(disk.file().toFile())) {
                    other.getChannel().tryLock();
                    held.add(false);
                } catch (OverlappingFileLockException e) {
                    held.add(true);
                }
            }
        });
        record.append(ACTOR, event(3));
        assertThat(held).containsExactly(true);
    }

    @Test
    void toldAreThoseWhoListenToTheObjectThatAppends() throws IOException {
        StringBuilder heard = new StringBuilder();
        one.listen(state -> heard.append("one").append(state.seq()).append(' '));
        other.listen(state -> heard.append("other").append(state.seq()).append(' '));
        one.append(ACTOR, event(1));
        other.append(ACTOR, event(2));
        assertThat(heard).hasToString("one1 other2 ");
    }

    @Test
    void aLockIsTheSameForEverySpellingOfADirectory() {
        RecordLock lock = RecordLock.of(build.resolve("release-checklist"));
        assertThat(RecordLock.of(build.resolve("release-checklist"))).isSameAs(lock);
        assertThat(RecordLock.of(build.resolve("x/../release-checklist/."))).isSameAs(lock);
        assertThat(RecordLock.of(build.resolve("other"))).isNotSameAs(lock);
    }
}
