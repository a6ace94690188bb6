package io.jenkins.plugins.releasechecklist.engine.record.event;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A last line that was not written whole, because of a crash. */
class TornTailTest {
    @TempDir
    private Path build;

    private RecordOnDisk disk;

    @BeforeEach
    void haveThreeEvents() throws IOException {
        disk = new RecordOnDisk(build);
        ReleaseRecord record = disk.open();
        for (int i = 1; i <= 3; i++) {
            record.append(Actor.step("s"), end(i));
        }
    }

    /** An event with a short line, since there are many places where it can be torn. */
    private static ReleaseEvent end(int number) {
        return new ReleaseEvent.BuildEnded("" + number);
    }

    /** Cuts the last line to so many bytes. */
    private void tear(byte[] whole, int start, int length) throws IOException {
        Files.write(disk.file(), Arrays.copyOf(whole, start + length));
        disk.restart();
    }

    private static int startOfLastLine(byte[] bytes) {
        int at = bytes.length - 2;
        while (bytes[at] != '\n') {
            at--;
        }
        return at + 1;
    }

    @Test
    void isDroppedSaidAndCutOffBeforeTheNextAppendWhereverItWasTorn() throws IOException {
        byte[] whole = disk.bytes();
        int start = startOfLastLine(whole);
        for (int length = 1; length < whole.length - start; length++) {
            tear(whole, start, length);
            ReleaseRecord record = disk.openHasty();

            Release torn = record.state();
            assertThat(torn.torn()).as("torn at %d", length).isTrue();
            assertThat(torn.seq()).isEqualTo(2);
            assertThat(torn.damage()).isEmpty();
            assertThat(record.verify()).isEmpty();
            assertThat(numbers(record.events(0))).containsExactly(1L, 2L);

            Release mended = record.append(Actor.step("s"), end(33));
            assertThat(mended.torn()).isFalse();
            assertThat(mended.seq()).isEqualTo(3);
            assertThat(record.verify()).isEmpty();
            assertThat(disk.open().verify()).isEmpty();
            assertThat(disk.open().events(2)).extracting(Event::data).containsExactly(end(33));
            assertThat(disk.lines()).hasSize(3);
        }
    }

    @Test
    void isNoneWhenTheLastLineIsThereToItsEnd() throws IOException {
        assertThat(disk.open().state().torn()).isFalse();
    }

    @Test
    void canBeTheFirstLineToo() throws IOException {
        byte[] whole = disk.bytes();
        tear(whole, 0, 20);
        ReleaseRecord record = disk.open();
        assertThat(record.state().torn()).isTrue();
        assertThat(record.state().seq()).isZero();
        assertThat(record.append(Actor.step("s"), end(1)).seq()).isEqualTo(1);
        assertThat(disk.open().verify()).isEmpty();
        assertThat(disk.lines()).hasSize(1);
    }

    @Test
    void maySurviveADecisionThatAppendsNothing() throws IOException {
        byte[] whole = disk.bytes();
        tear(whole, startOfLastLine(whole), 20);
        byte[] torn = disk.bytes();
        ReleaseRecord record = disk.open();
        record.decide(state -> Change.none(state));
        assertThat(disk.bytes()).isEqualTo(torn);
        assertThat(record.state().torn()).isTrue();
    }

    @Test
    void canBeGarbageOfAnyKindAsLongAsNoLineEndsInIt() throws IOException {
        for (byte[] garbage : new byte[][] {new byte[4096], {(byte) 0xff, (byte) 0xc3}, "}".getBytes()}) {
            byte[] good = disk.bytes();
            Files.write(disk.file(), garbage, StandardOpenOption.APPEND);
            ReleaseRecord record = disk.open();
            assertThat(record.state().torn()).isTrue();
            assertThat(record.state().damage()).isEmpty();
            assertThat(record.append(Actor.step("s"), end(9)).torn()).isFalse();
            assertThat(disk.open().verify()).isEmpty();
            assertThat(Arrays.copyOf(disk.bytes(), good.length)).isEqualTo(good);
        }
    }

    @Test
    void isNeverTakenForTheEventThatAnotherObjectWroteInItsPlace() throws IOException {
        byte[] whole = disk.bytes();
        int start = startOfLastLine(whole);
        // The same number of bytes once the other one has appended, so that the size alone tells nothing.
        tear(whole, start, whole.length - start - 1);
        Files.write(disk.file(), new byte[] {' '}, StandardOpenOption.APPEND);
        ReleaseRecord one = disk.open();
        assertThat(one.state().torn()).isTrue();

        ReleaseRecord other = disk.open();
        other.append(Actor.step("s"), end(7));
        assertThat(disk.bytes()).hasSameSizeAs(whole);

        assertThat(one.append(Actor.step("s"), end(8)).seq()).isEqualTo(4);
        assertThat(one.events(2)).extracting(Event::data).containsExactly(end(7), end(8));
        assertThat(disk.open().verify()).isEmpty();
    }
}
