package io.jenkins.plugins.releasechecklist.engine.record.log;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.event;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage in the middle of the file: shown as such, never as an empty or a good record, and nothing is built on it. */
class DamageTest {
    @TempDir
    private Path build;

    private RecordOnDisk disk;
    private List<String> lines;

    @BeforeEach
    void haveFiveEvents() throws IOException {
        disk = new RecordOnDisk(build).with(5).restart();
        lines = new ArrayList<>(disk.lines());
    }

    private static Optional<Long> at(Optional<Damage> damage) {
        return damage.map(Damage::event);
    }

    private void assertVisibleAt(long event) throws IOException {
        ReleaseRecord record = disk.open();
        Release release = record.state();
        assertThat(at(release.damage())).contains(event);
        assertThat(release.seq()).isEqualTo(event - 1);
        assertThat(numbers(record.events(0))).hasSize((int) event - 1);
        assertThat(at(record.verify())).contains(event);
        assertRefused(record);
    }

    /** Nothing to see while reading, but the chain tells. */
    private void assertFoundByVerifyAt(long event) throws IOException {
        ReleaseRecord record = disk.open();
        assertThat(record.state().damage()).isEmpty();
        assertThat(at(record.verify())).contains(event);
        assertNotDecided(record);
    }

    private void assertRefused(ReleaseRecord record) throws IOException {
        byte[] before = disk.bytes();
        assertThatThrownBy(() -> record.append(ACTOR, event(6)))
                .isInstanceOf(RecordDamagedException.class)
                .hasMessageStartingWith("The record damaged at event ")
                .hasMessageEndingWith("Nothing can be decided on a damaged record.");
        assertThatThrownBy(() -> record.update(state -> Change.by(ACTOR, state, event(6))))
                .isInstanceOf(RecordDamagedException.class);
        assertThat(disk.bytes()).isEqualTo(before);
        assertNotDecided(record);
    }

    private void assertNotDecided(ReleaseRecord record) throws IOException {
        byte[] before = disk.bytes();
        AtomicBoolean asked = new AtomicBoolean();
        assertThatThrownBy(() -> record.decide(state -> {
                    asked.set(true);
                    return Change.by(ACTOR, state, event(6));
                }))
                .isInstanceOf(RecordDamagedException.class);
        assertThat(asked).isFalse();
        assertThat(disk.bytes()).isEqualTo(before);
    }

    @Test
    void aMalformedLineIsSeen() throws IOException {
        lines.set(2, lines.get(2).substring(0, 40));
        disk.tamper(lines);
        assertVisibleAt(3);
        assertThat(disk.open().state().damage()).contains(new Damage(3, "it is not JSON"));
    }

    @Test
    void anEmptyLineIsSeen() throws IOException {
        lines.add(2, "");
        disk.tamper(lines);
        assertVisibleAt(3);
    }

    @Test
    void aRemovedLineIsSeen() throws IOException {
        lines.remove(1);
        disk.tamper(lines);
        assertVisibleAt(2);
        assertThat(disk.open().state().damage()).contains(new Damage(2, "expected number 2, found 3"));
    }

    @Test
    void aRemovedFirstLineIsSeen() throws IOException {
        lines.remove(0);
        disk.tamper(lines);
        assertVisibleAt(1);
    }

    @Test
    void aDoubledLineIsSeen() throws IOException {
        lines.add(3, lines.get(2));
        disk.tamper(lines);
        assertVisibleAt(4);
    }

    @Test
    void swappedLinesAreSeen() throws IOException {
        Collections.swap(lines, 1, 3);
        disk.tamper(lines);
        assertVisibleAt(2);
    }

    @Test
    void aWrongNumberIsSeen() throws IOException {
        lines.set(4, lines.get(4).replace("\"seq\":5", "\"seq\":50"));
        disk.tamper(lines);
        assertVisibleAt(5);
    }

    @Test
    void linesThatWereRenumberedAfterOneWasRemovedAreFoundByTheChain() throws IOException {
        lines.remove(1);
        for (int i = 1; i < lines.size(); i++) {
            lines.set(i, lines.get(i).replace("\"seq\":" + (i + 2), "\"seq\":" + (i + 1)));
        }
        disk.tamper(lines);
        assertFoundByVerifyAt(1);
    }

    @Test
    void aChangedWordInAnyLineButTheLastIsFoundByTheChain() throws IOException {
        for (int i = 0; i < 4; i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(i, lines.get(i).replace("PASSED", "FAILED"));
            disk.tamper(changed);
            assertFoundByVerifyAt(i + 1);
        }
    }

    @Test
    void aChangedFirstHashIsFoundByTheChain() throws IOException {
        lines.set(0, lines.get(0).replace("\"prev\":\"00", "\"prev\":\"10"));
        disk.tamper(lines);
        assertFoundByVerifyAt(1);
    }

    @Test
    void aChangedByteAnywhereIsFound() throws IOException {
        disk.tamper(lines.subList(0, 2));
        byte[] good = disk.bytes();
        ReleaseRecord witness = disk.open();
        assertThat(witness.state().seq()).isEqualTo(2);
        for (int at = 0; at < good.length - 1; at++) {
            byte[] changed = good.clone();
            changed[at] ^= 1;
            Files.write(disk.file(), changed);
            assertThat(witness.verify()).as("byte %d", at).isPresent();
        }
        Files.write(disk.file(), good);
        assertThat(witness.verify()).isEmpty();
        assertThat(witness.append(ACTOR, event(3)).seq()).isEqualTo(3);
    }

    @Test
    void whoeverSawTheEndOfTheRecordSeesThatItWasChanged() throws IOException {
        ReleaseRecord witness = disk.open();
        assertThat(witness.state().damage()).isEmpty();
        lines.set(4, lines.get(4).replace("PASSED", "FAILED"));
        disk.tamper(lines);

        assertThat(witness.state().damage()).contains(new Damage(5, "it is not the event that was written"));
        assertThat(witness.state().seq()).isEqualTo(4);
        assertRefused(witness);
    }

    @Test
    void whoeverSawTheEndOfTheRecordSeesThatItWasCutOff() throws IOException {
        ReleaseRecord witness = disk.open();
        assertThat(witness.state().damage()).isEmpty();
        disk.tamper(lines.subList(0, 3));

        assertThat(witness.state().damage()).contains(new Damage(4, "it was there, and the record now ends after 3"));
        assertRefused(witness);
        disk.tamper(lines);
        assertThat(witness.state().damage()).isEmpty();
    }

    @Test
    void everythingWrittenAnewIsFoundByWhoeverSawTheEnd() throws IOException {
        ReleaseRecord witness = disk.open();
        assertThat(witness.state().damage()).isEmpty();
        RecordOnDisk other = new RecordOnDisk(Files.createDirectory(build.resolve("other")));
        Files.write(disk.file(), other.with(4).with(1).bytes());
        assertThat(other.open().verify()).isEmpty();
        assertThat(at(witness.state().damage())).contains(5L);
    }

    @Test
    void saysTheDamageInWords() {
        assertThat(new Damage(3, "it is not JSON").text()).isEqualTo("record damaged at event 3: it is not JSON");
    }

    @Test
    void noEventsOfADamagedRecordAreGivenBeyondTheDamage() throws IOException {
        lines.set(2, "x");
        disk.tamper(lines);
        ReleaseRecord record = disk.open();
        assertThat(numbers(record.events(0))).containsExactly(1L, 2L);
        assertThat(numbers(record.events(1))).containsExactly(2L);
        assertThat(record.events(2)).isEmpty();
        assertThat(record.events(3)).isEmpty();
    }

    @Test
    void aFileOfTheWrongKindIsAnErrorAndNoEmptyRecord() throws IOException {
        Files.delete(disk.file());
        Files.createDirectory(disk.file());
        ReleaseRecord record = disk.open();
        assertThatThrownBy(record::state).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> record.append(ACTOR, event(1))).isInstanceOf(IOException.class);
    }
}
