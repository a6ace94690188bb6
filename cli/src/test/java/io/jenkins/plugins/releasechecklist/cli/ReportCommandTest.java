package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import io.jenkins.plugins.releasechecklist.engine.report.SampleRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
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
}
