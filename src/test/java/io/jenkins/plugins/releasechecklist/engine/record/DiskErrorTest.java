package io.jenkins.plugins.releasechecklist.engine.record;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordFile;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an append that fails leaves behind: nothing. */
class DiskErrorTest {
    @TempDir
    private Path build;

    private RecordOnDisk disk;

    @BeforeEach
    void haveTwoEvents() throws IOException {
        disk = new RecordOnDisk(build).with(2);
    }

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void aFullDiskLeavesNoHalfEvent() throws IOException {
        byte[] before = disk.bytes();
        for (int written : new int[] {0, 1, 100, 500}) {
            ReleaseRecord record = disk.open(file -> new FullDisk(file, written, true));
            assertThatThrownBy(() -> record.append(ACTOR, event(3), event(4)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
            assertThat(disk.bytes()).isEqualTo(before);
            assertThat(record.state().seq()).isEqualTo(2);
            assertThat(record.state().torn()).isFalse();
            assertThat(record.verify()).isEmpty();
        }
    }

    @Test
    void theSameObjectGoesOnWhenTheDiskHasRoomAgain() throws IOException {
        boolean[] full = {true};
        ReleaseRecord record =
                disk.open(file -> full[0] ? new FullDisk(file, 30, true) : new RandomAccessFile(file, "rw"));
        assertThatThrownBy(() -> record.append(ACTOR, event(3))).isInstanceOf(IOException.class);
        full[0] = false;
        assertThat(record.append(ACTOR, event(3)).seq()).isEqualTo(3);
        assertThat(record.verify()).isEmpty();
        assertThat(disk.open().verify()).isEmpty();
    }

    @Test
    void whatCannotEvenBeCutOffIsATornTail() throws IOException {
        byte[] before = disk.bytes();
        ReleaseRecord record = disk.open(file -> new FullDisk(file, 30, false));
        assertThatThrownBy(() -> record.append(ACTOR, event(3)))
                .isInstanceOf(IOException.class)
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));
        assertThat(Arrays.copyOf(disk.bytes(), before.length)).isEqualTo(before);
        assertThat(record.state().torn()).isTrue();
        assertThat(record.state().seq()).isEqualTo(2);
        assertThat(disk.open().append(ACTOR, event(3)).seq()).isEqualTo(3);
        assertThat(record.verify()).isEmpty();
        assertThat(record.state().seq()).isEqualTo(3);
    }

    @Test
    void aFileThatCannotBeOpenedIsAnError() throws IOException {
        byte[] before = disk.bytes();
        ReleaseRecord record = disk.open(file -> {
            throw new IOException("Read-only file system");
        });
        assertThatThrownBy(() -> record.append(ACTOR, event(3))).hasMessage("Read-only file system");
        assertThat(disk.bytes()).isEqualTo(before);
    }

    @Test
    void anAppendIsOnDiskBeforeAnybodyIsTold() throws IOException {
        List<String> order = new ArrayList<>();
        ReleaseRecord record = disk.open(new RecordFile.Opener() {
            @Override
            public RandomAccessFile open(File file) throws IOException {
                return new RandomAccessFile(file, "rw");
            }

            @Override
            public void force(RandomAccessFile file) throws IOException {
                order.add("forced " + disk.lines().size() + " lines");
            }
        });
        record.listen(state -> order.add("told " + state.seq()));
        record.append(ACTOR, event(3), event(4));
        assertThat(order).containsExactly("forced 4 lines", "told 4");
    }

    @Test
    void whatCannotBeForcedIsNotAppended() throws IOException {
        byte[] before = disk.bytes();
        ReleaseRecord record = disk.open(new RecordFile.Opener() {
            @Override
            public RandomAccessFile open(File file) throws IOException {
                return new RandomAccessFile(file, "rw");
            }

            @Override
            public void force(RandomAccessFile file) throws IOException {
                throw new IOException("Input/output error");
            }
        });
        assertThatThrownBy(() -> record.append(ACTOR, event(3))).hasMessage("Input/output error");
        assertThat(disk.bytes()).isEqualTo(before);
        assertThat(record.state().seq()).isEqualTo(2);
    }

    @Test
    void nobodyIsToldOfAnAppendThatFailed() throws IOException {
        ReleaseRecord record = disk.open(file -> new FullDisk(file, 30, true));
        StringBuilder heard = new StringBuilder();
        record.listen(state -> heard.append(state.seq()));
        assertThatThrownBy(() -> record.append(ACTOR, event(3))).isInstanceOf(IOException.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void anInterruptNeitherStopsAnAppendNorALookNorIsItSwallowed() throws IOException {
        ReleaseRecord record = disk.open();
        Thread.currentThread().interrupt();
        assertThat(record.append(ACTOR, event(3)).seq()).isEqualTo(3);
        assertThat(disk.open().state().seq()).isEqualTo(3);
        assertThat(record.events(1)).hasSize(2);
        assertThat(record.verify()).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void anInterruptDoesNotStopTheFirstAppendEither() throws IOException {
        RecordOnDisk fresh = new RecordOnDisk(Files.createDirectory(build.resolve("43")));
        Thread.currentThread().interrupt();
        assertThat(fresh.open().append(ACTOR, event(1)).seq()).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(fresh.open().verify()).isEmpty();
    }

    /** A disk with room for so many bytes more, on which files may not even be shortened. */
    private static final class FullDisk extends RandomAccessFile {
        private final int room;
        private final boolean canCut;
        private boolean failed;

        FullDisk(File file, int room, boolean canCut) throws IOException {
            super(file, "rw");
            this.room = room;
            this.canCut = canCut;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            super.write(bytes, 0, room);
            failed = true;
            throw new IOException("No space left on device");
        }

        @Override
        public void setLength(long length) throws IOException {
            if (failed && !canCut) {
                throw new IOException("Input/output error");
            }
            super.setLength(length);
        }
    }
}
