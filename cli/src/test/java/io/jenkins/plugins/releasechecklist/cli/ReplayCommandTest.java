package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    @TempDir
    private Path folder;

    private Path record;

    @BeforeEach
    void rehearse() throws IOException {
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"),
                "{application: Shop, environments: {staging: {}, production: {gate: {approvals: {qa: 1}}}}}");
        record = folder.resolve("record");
        assertThat(ToolRun.of("rehearse", plan, "--yes", "--version", "2.4.0", "--output", record)
                        .out())
                .contains("Go / no-go decision");
    }

    private ToolRun replay(String rules) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules);
        return ToolRun.of("replay", "--policy", file, record);
    }

    /** The first example of the page on the tool is what these rules are. */
    @Test
    void tellsWhatTheExampleOfTheDocumentationWouldHaveStopped() throws IOException {
        Matcher example = Pattern.compile("(?s)<!-- rules.yaml -->\n```yaml\n(.*?)```")
                .matcher(Files.readString(Path.of("../docs/standalone-tool.md")));
        assertThat(example.find()).isTrue();

        ToolRun run = replay(example.group(1));

        assertThat(run.out()).contains("Shop 2.4.0 (" + record + ")", "  production, ", ": would have been stopped");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void isContentWithWhatTheRulesWouldHaveLetGo() throws IOException {
        ToolRun run = replay("environments: {production: {gate: {approvals: {qa: 1}}}}");

        assertThat(run.out()).contains(": would have had its Go");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysThatARecordIsDamaged() throws IOException {
        Path file = Files.isDirectory(record) ? record.resolve("events.jsonl") : record;
        Files.writeString(file, Files.readString(file) + "{}\n");

        ToolRun run = replay("environments: {production: {gate: {approvals: {qa: 1}}}}");

        assertThat(run.err()).startsWith("DAMAGED: record damaged at event ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void wantsRulesAndAGoTheyAreAbout() throws IOException {
        assertThat(replay("environments: {production: {}}").err())
                .contains("--policy: expected a gate or a window of an environment in ");
        ToolRun elsewhere = replay("environments: {mars: {gate: {approvals: {qa: 1}}}}");
        assertThat(elsewhere.err()).contains("expected a record with a Go in front of mars, found none");
        assertThat(elsewhere.exitCode()).isEqualTo(2);
        assertThat(replay("environments: {mars: {gate: {aprovals: {qa: 1}}}}").err())
                .contains("rules.yaml:1:", "did you mean \"approvals\"?");
    }
}
