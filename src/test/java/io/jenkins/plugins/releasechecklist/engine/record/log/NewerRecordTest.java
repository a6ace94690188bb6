package io.jenkins.plugins.releasechecklist.engine.record.log;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.EveryEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordFormat;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newer version wrote is not understood, which closes the gates as damage does, and accuses nobody. */
class NewerRecordTest {
    @TempDir
    private Path build;

    private RecordOnDisk disk;

    @BeforeEach
    void haveARelease() throws IOException {
        disk = new RecordOnDisk(build);
        ReleaseEvent.Opened opened = EveryEvent.kinds().stream()
                .filter(ReleaseEvent.Opened.class::isInstance)
                .map(ReleaseEvent.Opened.class::cast)
                .findFirst()
                .orElseThrow();
        disk.open()
                .append(
                        ACTOR,
                        new ReleaseEvent.Opened(
                                opened.details(),
                                opened.build(),
                                opened.starters(),
                                opened.origin(),
                                Optional.of(RecordFormat.by("1.4"))),
                        RecordOnDisk.event(2),
                        RecordOnDisk.event(3),
                        RecordOnDisk.event(4));
    }

    /** Another version writes that: its chain is whole. */
    private ReleaseRecord written(UnaryOperator<String> change) throws IOException {
        List<String> lines = new ArrayList<>();
        String prev = HashChain.GENESIS;
        for (String line : disk.lines()) {
            String other = change.apply(line).replaceFirst("\"prev\":\"[0-9a-f]{64}\"", "\"prev\":\"" + prev + "\"");
            prev = Sha256.hex(other);
            lines.add(other);
        }
        disk.tamper(lines);
        return disk.restart().open();
    }

    private static void assertNotUnderstood(ReleaseRecord record, long event, String reason) throws IOException {
        Damage found = new Damage(event, reason, true);
        assertThat(found.text()).isEqualTo("record not understood at event " + event + ": " + reason);
        assertThat(record.state().damage()).contains(found);
        assertThat(record.state().seq()).isEqualTo(event - 1);
        assertThat(record.verify()).contains(found);
        assertThat(record.examine().damage()).contains(found);
        assertThatThrownBy(() -> record.append(ACTOR, RecordOnDisk.event(9)))
                .isInstanceOf(RecordDamagedException.class)
                .hasMessage("The " + found.text() + ". Nothing can be decided on it.");
    }

    @Test
    void isAnEventOfAKindThatThisVersionDoesNotKnow() throws IOException {
        ReleaseRecord record =
                written(line -> line.contains("\"seq\":3") ? line.replace("itemMarked", "moonPhaseChanged") : line);
        assertNotUnderstood(
                record,
                3,
                "a newer version of Release Checklist wrote it (moonPhaseChanged): use that version or a later one");
    }

    @Test
    void isAWordThatThisVersionDoesNotKnowInAnEventThatItKnows() throws IOException {
        ReleaseRecord record = written(line -> line.replace("PASSED", "DEGRADED"));
        assertNotUnderstood(
                record,
                2,
                "a newer version of Release Checklist wrote it (itemMarked): use that version or a later one");
    }

    @Test
    void isAKindOfActorThatThisVersionDoesNotKnow() throws IOException {
        ReleaseRecord record = written(
                line -> line.contains("\"seq\":3") ? line.replace("\"kind\":\"STEP\"", "\"kind\":\"ROBOT\"") : line);
        assertNotUnderstood(
                record,
                3,
                "a newer version of Release Checklist wrote it (itemMarked): use that version or a later one");
    }

    @Test
    void isARecordInAHigherFormat() throws IOException {
        ReleaseRecord record = written(line -> line.replace(
                "\"format\":{\"version\":1,\"writer\":\"1.4\"}", "\"format\":{\"version\":7,\"writer\":\"9.1\"}"));
        assertNotUnderstood(
                record,
                1,
                "the record has format 7, and this version reads formats up to 1: use Release Checklist 9.1 or later");
    }

    @Test
    void isUnderstoodInTheFormatOfThisVersionAndInOneThatNamesNone() throws IOException {
        assertThat(written(UnaryOperator.identity()).verify()).isEmpty();
        ReleaseRecord old = written(line -> line.replaceFirst(",\"format\":\\{[^}]*}", ""));
        assertThat(Files.readString(disk.file(), StandardCharsets.UTF_8)).doesNotContain("format");
        assertThat(old.verify()).isEmpty();
        assertThat(old.state().seq()).isEqualTo(4);
    }

    @Test
    void isDamageAllTheSameWhenTheChainIsBrokenThereOrLater() throws IOException {
        disk.tamper(disk.lines().stream()
                .map(line -> line.contains("\"seq\":3") ? line.replace("PASSED", "PASSEd") : line)
                .toList());
        assertThat(disk.restart().open().state().damage())
                .contains(new Damage(3, "its hash is not the one that the next event names"));

        written(line -> line.contains("\"seq\":2")
                ? line.replace("itemMarked", "moonPhaseChanged")
                : line.replace("PASSEd", "PASSED"));
        disk.tamper(disk.lines().stream()
                .map(line -> line.contains("\"seq\":3") ? line.replace("note 3", "note 8") : line)
                .toList());
        assertThat(disk.restart().open().verify())
                .contains(new Damage(3, "its hash is not the one that the next event names"));
    }
}
