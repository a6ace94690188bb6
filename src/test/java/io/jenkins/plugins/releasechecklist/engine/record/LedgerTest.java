package io.jenkins.plugins.releasechecklist.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordFormat;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerOpened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerStamped;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ReleaseNoted;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final String AUTHORITY = "https://tsa.example.com/";

    @TempDir
    private Path folder;

    private NotedReleases releases;
    private Ledger ledger;

    @BeforeEach
    void begin() {
        releases = new NotedReleases(folder);
        ledger = releases.ledger();
    }

    @Test
    void notesTheHeadOfTheRecordAtTheGoAndAtTheEnd() throws IOException {
        ledger.open();
        ReleaseRecord record = releases.release(ledger, 7);

        List<ReleaseNoted> noted = noted(record);
        assertThat(noted).extracting(ReleaseNoted::event).containsExactly(3L, 4L);
        assertThat(noted)
                .extracting(ReleaseNoted::hash)
                .containsExactly(record.hash(3).orElseThrow(), record.examine().head());
        assertThat(noted.get(0))
                .returns(record.hash(1).orElseThrow(), ReleaseNoted::record)
                .returns("shop", it -> it.build().job())
                .returns(7, it -> it.build().number())
                .returns(Optional.of("Shop"), ReleaseNoted::application)
                .returns(Optional.of("1.7.0"), ReleaseNoted::version)
                .returns(Optional.of("production"), ReleaseNoted::environment)
                .returns(record.events(2).get(0).at(), ReleaseNoted::happened)
                .returns(false, ReleaseNoted::late);
        assertThat(noted.get(1).gate()).isEmpty();
    }

    @Test
    void notesNothingTwiceAndNoNoGo() throws IOException {
        ledger.open();
        ReleaseRecord record = releases.opened(1);
        releases.settle(record, GateStatus.NO_GO);

        assertThat(ledger.note(record, false)).isFalse();
        releases.end(record);
        assertThat(ledger.note(record, false)).isTrue();
        assertThat(ledger.note(record, true)).isFalse();
        assertThat(releases.ledger().note(record, true)).isFalse();
        assertThat(noted(record)).extracting(ReleaseNoted::event).containsExactly(4L);
    }

    @Test
    void appendsLateWhatACrashKeptFromIt() throws IOException {
        ledger.open();
        ReleaseRecord record = releases.opened(1);
        releases.go(record);
        ledger.note(record, false);
        releases.end(record);

        Ledger afterTheStart = releases.ledger();

        assertThat(afterTheStart.note(record, true)).isTrue();
        assertThat(noted(record)).extracting(ReleaseNoted::late).containsExactly(false, true);
    }

    @Test
    void saysWhenTheLastEntryWasMade() throws IOException {
        Instant began = ledger.open();
        releases.release(ledger, 1);

        assertThat(began).isEqualTo(events().get(0).at());
        assertThat(releases.ledger().open()).isEqualTo(events().get(2).at()).isAfter(began);
    }

    @Test
    void leavesOutWhatHappenedBeforeItBegan() throws IOException {
        ReleaseRecord record = releases.opened(1);
        releases.go(record);
        ledger.open();
        releases.end(record);

        ledger.note(record, false);

        assertThat(noted(record)).extracting(ReleaseNoted::event).containsExactly(4L);
        assertThat(events().get(0).data()).isInstanceOf(LedgerOpened.class);
    }

    @Test
    void tellsTwoRecordsOfOneBuildApart() throws IOException {
        ledger.open();
        ReleaseRecord first = releases.release(ledger, 1);
        List<ReleaseNoted> before = noted(first);
        NotedReleases others = new NotedReleases(Files.createDirectory(folder.resolve("a-new-job-of-that-name")));
        others.setClock(releases.now());

        ReleaseRecord second = others.release(ledger, 1);

        assertThat(noted(second)).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void goesOnAfterALineThatWasNotWrittenToItsEnd() throws IOException {
        ledger.open();
        releases.release(ledger, 1);
        Files.writeString(file(), "{\"seq\":4,", StandardOpenOption.APPEND);

        Ledger afterTheStart = releases.ledger();
        releases.release(afterTheStart, 2);

        assertThat(events()).extracting(Event::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(afterTheStart.head())
                .isEqualTo(new RecordHead(5, log().examine().head()));
    }

    @Test
    void takesNoEntryWhenItIsDamaged() throws IOException {
        ledger.open();
        ReleaseRecord record = releases.release(ledger, 1);
        Files.writeString(file(), Files.readString(file()).replace("1.1.0", "1.1.1"));
        releases.opened(2);

        assertThatThrownBy(() -> ledger.note(record, false)).isInstanceOf(RecordDamagedException.class);
        assertThatThrownBy(() -> ledger.head()).isInstanceOf(RecordDamagedException.class);
    }

    @Test
    void hasItsHeadStampedAsLongAsAReleaseIsNotCovered() throws IOException {
        ledger.open();
        assertThat(ledger.unstamped(AUTHORITY)).isEmpty();
        ReleaseRecord record = releases.release(ledger, 7);

        assertThat(ledger.unstamped(AUTHORITY)).contains(new Ledger.Unstamped(ledger.head(), Optional.empty()));
        stamp(AUTHORITY);

        assertThat(ledger.unstamped(AUTHORITY)).isEmpty();
        assertThat(ledger.unstamped("https://other.example.com/"))
                .contains(new Ledger.Unstamped(ledger.head(), Optional.empty()));
        Instant stamped = events().get(3).at();
        Ledger afterRestart = releases.ledger();
        releases.release(afterRestart, 8);
        assertThat(afterRestart.unstamped(AUTHORITY))
                .contains(new Ledger.Unstamped(afterRestart.head(), Optional.of(stamped)));
        assertThat(noted(record)).hasSize(2);
    }

    @Test
    void tellsTheFirstStampOfEachAuthorityThatCoversTheRecord() throws IOException {
        ledger.open();
        ReleaseRecord first = releases.opened(1);
        releases.go(first);
        ledger.note(first, false);
        stamp(AUTHORITY);
        releases.end(first);
        ledger.note(first, false);
        ReleaseRecord second = releases.release(ledger, 2);

        assertThat(ledger.excerpt(first).stamps()).isEmpty();
        stamp(AUTHORITY);
        stamp("https://other.example.com/");
        stamp(AUTHORITY);

        List<String> lines = Files.readAllLines(folder.resolve("ledger/events.jsonl"));
        assertThat(ledger.excerpt(first).stamps()).containsExactly(lines.get(7), lines.get(6));
        assertThat(ledger.excerpt(second)).isEqualTo(releases.ledger().excerpt(second));
    }

    @Test
    void noticesAfterARestartThatItsEndIsMissing() throws IOException {
        ledger.open();
        releases.release(ledger, 1);
        Path file = Files.createDirectory(folder.resolve("copy")).resolve("events.jsonl");
        Files.copy(folder.resolve("ledger").resolve(Ledger.POINTER), file.resolveSibling(Ledger.POINTER));
        List<String> lines = Files.readAllLines(folder.resolve("ledger/events.jsonl"));
        Files.write(file, lines.subList(0, 2));

        Ledger cut = new Ledger(file.getParent(), releases::now, RecordFormat.by("1.0"));

        assertThatThrownBy(cut::head).isInstanceOf(RecordDamagedException.class);
        assertThatThrownBy(cut::open).isInstanceOf(RecordDamagedException.class);
        Files.write(file, lines);
        Ledger whole = new Ledger(file.getParent(), releases::now, RecordFormat.by("1.0"));
        assertThat(whole.head()).isEqualTo(ledger.head());
    }

    @Test
    void goesOnWhereTheLastEntryWasNotPointedToYet() throws IOException {
        ledger.open();
        Path pointer = folder.resolve("ledger").resolve(Ledger.POINTER);
        String before = Files.readString(pointer);
        ReleaseRecord record = releases.release(ledger, 1);
        Files.writeString(pointer, before);

        assertThat(releases.ledger().of(record)).hasSize(2);
        assertThat(Files.readString(pointer)).isEqualTo(ledger.head().text());
    }

    private void stamp(String authority) throws IOException {
        RecordHead head = ledger.head();
        ledger.stamp(new LedgerStamped(authority, head.seq(), head.hash(), releases.now(), "MIAG"));
    }

    private List<ReleaseNoted> noted(ReleaseRecord record) throws IOException {
        return releases.ledger().of(record).stream()
                .map(event -> (ReleaseNoted) event.data())
                .toList();
    }

    private List<Event> events() throws IOException {
        return log().events(0);
    }

    private ReleaseRecord log() {
        return new ReleaseRecord(() -> folder.resolve(NotedReleases.LEDGER), releases::now);
    }

    private Path file() {
        return folder.resolve(NotedReleases.LEDGER).resolve("events.jsonl");
    }
}
