package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndexFile;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.report.MetricsReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import io.jenkins.plugins.releasechecklist.engine.report.SampleRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportCommandTest {
    @TempDir
    private Path folder;

    private ReleaseRecord record;
    private Path file;

    @BeforeEach
    void writeARecord() throws IOException {
        record = SampleRelease.in(folder.resolve("record"));
        file = folder.resolve("record/events.jsonl");
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void writesEveryForm(ReportFormat format) throws IOException {
        Path output = folder.resolve(format.fileName());
        String name = format.name().toLowerCase(Locale.ROOT);

        ToolRun run = ToolRun.of("report", file, "--format", name, "-o", output);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(output)
                .content(StandardCharsets.UTF_8)
                .isEqualTo(ReleaseReport.of(record).as(format));
        assertThat(ToolRun.of("report", file, "--format", name).out())
                .isEqualTo(ReleaseReport.of(record).as(format));
    }

    @Test
    void saysThatTheRecordIsDamaged() throws IOException {
        Files.writeString(file, Files.readString(file).replace("Numbers look good", "Numbers look fine"));

        ToolRun run = ToolRun.of("report", file, "--format", "json");

        assertThat(run.out()).contains("\"whole\": false");
        assertThat(run.err()).contains("DAMAGED: record damaged at event");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void accusesNobodyOfWhatANewerVersionWrote() throws IOException {
        String record = Files.readString(file);
        int last = record.lastIndexOf("\"type\":");
        Files.writeString(
                file,
                record.substring(0, last)
                        + record.substring(last).replaceFirst("\"type\":\"\\w+\"", "\"type\":\"moon\""));

        ToolRun run = ToolRun.of("report", file, "--format", "md");

        assertThat(run.err())
                .contains("NOT UNDERSTOOD: record not understood at event")
                .doesNotContain("DAMAGED");
        assertThat(run.exitCode()).isEqualTo(4);
    }

    @Test
    void readsTheRecordThatIsPipedToIt() throws IOException {
        ToolRun run = ToolRun.answering(Files.readString(file), "report", "-", "--format", "md");

        assertThat(run.out())
                .isEqualTo(ToolRun.of("report", file, "--format", "md").out());
        assertThat(ToolRun.answering(Files.readString(file), "verify", "-").out())
                .isEqualTo(ToolRun.of("verify", file).out())
                .contains("The hash chain is whole.");
    }

    @Test
    void neverWritesOverTheRecord() throws IOException {
        byte[] before = Files.readAllBytes(file);

        ToolRun run = ToolRun.of("report", file.getParent(), "-o", file);

        assertThat(run.err()).contains("expected another file than the record");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void saysThatItsFileCannotBeWritten() {
        ToolRun run = ToolRun.of("report", file, "-o", folder.resolve("gone/report.html"));

        assertThat(run.err()).contains("report.html: there is no such file or folder");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThat(ToolRun.of("report", file, "--format", "pdf").exitCode()).isEqualTo(2);
        assertThat(ToolRun.of("report", folder.resolve("gone.jsonl")).err())
                .contains("gone.jsonl: expected a record, found no such file");
    }

    @Nested
    class OnAJob {
        private final List<ReleaseLine> lines = List.of(
                History.committed(History.good(1), 0.5),
                History.good(2),
                History.incident(History.good(3), 3.5, Optional.of(4.0)));

        private Path index;

        @BeforeEach
        void writeAnIndex() throws IOException {
            index = Files.createDirectory(folder.resolve("release-checklist")).resolve(ReleaseIndex.FILE);
            ReleaseIndexFile written = new ReleaseIndexFile(index.getParent());
            for (ReleaseLine line : lines) {
                written.append(line);
            }
        }

        @ParameterizedTest
        @EnumSource(ReportFormat.class)
        void computesMetricsFromTheIndexInEveryForm(ReportFormat format) throws IOException {
            Path output = folder.resolve(format.fileName());
            String name = format.name().toLowerCase(Locale.ROOT);
            Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

            ToolRun run = ToolRun.of("report", "--metrics", index, "--format", name, "-o", output);

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).isEmpty();
            Set<String> expected = new HashSet<>();
            for (Instant at = before; !at.isAfter(Instant.now()); at = at.plusSeconds(1)) {
                expected.add(new MetricsReport(new ReleaseIndex(lines), at).as(format));
            }
            assertThat(expected).contains(Files.readString(output));
        }

        @Test
        void takesAFileOfAnyNameItsFolderOrTheDirectoryOfTheJob() throws IOException {
            Path copy = Files.copy(index, folder.resolve("copy.txt"));
            for (Path path : List.of(copy, index.getParent(), folder)) {
                ToolRun run = ToolRun.of("report", "--metrics", path, "--format", "md");

                assertThat(run.out()).contains("Change failure rate", "| production | 1.3 |");
                assertThat(run.exitCode()).isZero();
            }
        }

        @Test
        void saysWhatIsWrongWithTheIndex() throws IOException {
            assertThat(ToolRun.of("report", "--metrics", folder.resolve("gone")))
                    .matches(run -> run.exitCode() == 2)
                    .matches(run -> run.err().contains("expected a release index, found no such file"));
            assertThat(ToolRun.of("report", "--metrics", file))
                    .matches(run -> run.exitCode() == 2)
                    .matches(run -> run.err().contains("expected a release index, found no release in it"));
            assertThat(ToolRun.of("report", "--metrics", index, "-o", index).err())
                    .contains("expected another file than the release index");
            assertThat(ToolRun.of("report", "--metrics", index, file).exitCode())
                    .isEqualTo(2);
            assertThat(ToolRun.of("report").exitCode()).isEqualTo(2);

            Files.writeString(index, "no JSON\n", StandardOpenOption.APPEND);
            ToolRun damaged = ToolRun.of("report", "--metrics", index, "--format", "json");

            assertThat(damaged.out()).contains("\"releases\": 3");
            assertThat(damaged.err()).contains("DAMAGED: the release index has lines that nobody can read");
            assertThat(damaged.exitCode()).isEqualTo(1);
        }
    }
}
