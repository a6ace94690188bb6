package io.jenkins.plugins.releasechecklist.engine.record;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.event;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordLock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
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
