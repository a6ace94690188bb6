package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.HashChain;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeARecord() throws IOException {
        ReleaseRecord record =
                new ReleaseRecord(() -> folder.resolve("record"), () -> Instant.parse("2026-01-02T03:04:05Z"));
        record.append(Actor.SYSTEM, new ReleaseEvent.IncidentOpened(Optional.of("production"), "It burns"));
        record.append(Actor.SYSTEM, new ReleaseEvent.IncidentOpened(Optional.of("production"), "It still burns"));
        record.append(Actor.SYSTEM, new ReleaseEvent.BuildEnded("FAILURE"));
        file = folder.resolve("record").resolve("events.jsonl");
    }

    @Test
    void saysThatAWholeChainIsWhole() throws IOException {
        List<String> lines = Files.readAllLines(file);

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out())
                .contains("3 events, status FAILED")
                .contains("The hash chain is whole. Hash of the last event: "
                        + HashChain.hash(lines.get(2).getBytes(StandardCharsets.UTF_8)));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void takesTheFolderAndAFileOfAnyName() throws IOException {
        Path downloaded = Files.copy(file, folder.resolve("record (1).jsonl"));

        assertThat(ToolRun.of("verify", file.getParent()).exitCode()).isZero();
        assertThat(ToolRun.of("verify", downloaded).exitCode()).isZero();
    }

    @Test
    void reportsAChangedEvent() throws IOException {
        Files.writeString(file, Files.readString(file).replace("It burns", "Peaceful"));

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out()).contains("DAMAGED: record damaged at event ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void reportsARemovedEvent() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, lines.get(0) + "\n" + lines.get(2) + "\n");

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out()).contains("DAMAGED: record damaged at event 2");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void reportsATornLastLineAndLeavesTheFileAlone() throws IOException {
        Files.writeString(file, "{\"seq\":4,\"at\":", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(file);

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out()).contains("3 events").contains("TORN: the last line was not written to its end");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void saysThatThereIsNoRecord() throws IOException {
        ToolRun missing = ToolRun.of("verify", folder.resolve("nowhere.jsonl"));
        ToolRun empty = ToolRun.of("verify", Files.createFile(folder.resolve("empty.jsonl")));

        assertThat(missing.err()).contains("nowhere.jsonl: expected a record, found no such file");
        assertThat(empty.err()).contains("empty.jsonl: expected a record, found an empty or unreadable file");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(empty.exitCode()).isEqualTo(2);
    }
}
