package io.jenkins.plugins.releasechecklist.engine.record.log;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that some program changed on its way is no longer what was written, but it is said what happened to it. */
class ConversionTest {
    @TempDir
    private Path build;

    private RecordOnDisk disk;
    private String written;

    @BeforeEach
    void haveThreeEvents() throws IOException {
        disk = new RecordOnDisk(build);
        ReleaseEvent accented =
                new ReleaseEvent.ItemMarked("backup", ItemStatus.PASSED, Optional.of("Prüfung é “quoted”"), List.of());
        disk.open().append(ACTOR, accented, event(2), event(3));
        written = Files.readString(disk.file());
    }

    private void assertNamed(byte[] changed, String reason) throws IOException {
        Files.write(disk.file(), changed);
        ReleaseRecord record = disk.restart().open();
        assertThat(record.verify()).map(Damage::reason).contains(reason);
        assertThat(record.verify()).map(Damage::text).get().asString().startsWith("record damaged at event ");
        assertThat(record.verify()).map(Damage::newer).contains(false);
    }

    private void assertNamed(UnaryOperator<String> change, String words) throws IOException {
        assertNamed(change.apply(written).getBytes(StandardCharsets.UTF_8), words);
    }

    @Test
    void namesOtherLineEnds() throws IOException {
        assertNamed(text -> text.replace("\n", "\r\n"), "the line ends were changed to CR LF: was the file converted?");
        assertNamed(text -> text.replace("\n", "\r"), "the line ends were changed to CR: was the file converted?");
    }

    @Test
    void namesOtherLineEndsAlsoOfTheOnlyEvent() throws IOException {
        assertNamed(
                text -> text.substring(0, text.indexOf('\n')) + "\r\n",
                "the line ends were changed to CR LF: was the file converted?");
    }

    @Test
    void namesAByteOrderMark() throws IOException {
        assertNamed(text -> "\uFEFF" + text, "a byte order mark was put in front of it: was the file converted?");
        assertNamed(
                text -> "\uFEFF" + text.replace("\n", "\r\n"),
                "a byte order mark was put in front of it, and the line ends were changed to CR LF: was the file"
                        + " converted?");
    }

    @Test
    void namesAnotherEncoding() throws IOException {
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertNamed(written.getBytes(wide), "it was encoded in UTF-16: was the file converted?");
        }
        assertNamed(
                ("\uFEFF" + written).getBytes(StandardCharsets.UTF_16LE),
                "it was encoded in UTF-16: was the file converted?");
        byte[] utf8 = written.getBytes(StandardCharsets.UTF_8);
        assertNamed(
                new String(utf8, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8),
                "its letters were encoded twice, as Latin-1: was the file converted?");
    }

    @Test
    void namesOtherFormsOfAccents() throws IOException {
        assertNamed(
                text -> Normalizer.normalize(text, Normalizer.Form.NFD),
                "its accents were decomposed (NFD): was the file converted?");
    }

    @Test
    void namesBlanksAndBlankLines() throws IOException {
        assertNamed(text -> text + "\n", "it is a blank line: was the file edited?");
        assertNamed(text -> text.replaceFirst("\n", "\n\n"), "it is a blank line: was the file edited?");
        assertNamed(text -> text.replace("\n", " \n"), "blanks were put at the end of it: was the file converted?");
        assertNamed(text -> "\t" + text, "blanks were put in front of it: was the file converted?");
    }

    @Test
    void namesJsonThatWasFormatted() throws IOException {
        assertNamed(
                text -> text.lines()
                                .map(line -> line.replace("\":", "\": ").replace(",\"", ", \""))
                                .collect(Collectors.joining("\n"))
                        + "\n",
                "its JSON was formatted: was the file converted?");
    }

    @Test
    void callsEverythingElseByNoHarmlessName() throws IOException {
        assertNamed(text -> text.replace("Prüfung", "Prüfling"), "its hash is not the one that the next event names");
    }
}
