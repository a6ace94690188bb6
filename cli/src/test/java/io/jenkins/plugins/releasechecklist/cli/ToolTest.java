package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.cli.terminal.Terminal;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolTest {
    @ParameterizedTest
    @ValueSource(strings = {"init", "lint", "rehearse", "verify", "report", "backtest", "replay", "completion"})
    void everyCommandHasHelpWithExamples(String command) {
        ToolRun run = ToolRun.of(command, "--help");

        assertThat(run.out()).contains("Usage: release-checklist " + command).containsPattern("Examples?:");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(ToolRun.of("--help").out())
                .contains("lint", "rehearse", "verify", "report", "completion", "--color");
        assertThat(ToolRun.of().err()).contains("Missing required subcommand", "Commands:", "rehearse");
    }

    @Test
    void saysWhenItsOutputIsNotWhole() {
        StringWriter err = new StringWriter();
        int exitCode = ReleaseChecklistTool.commandLine(InputStream.nullInputStream())
                .setOut(new PrintWriter(new FilterWriter(Writer.nullWriter()) {
                    @Override
                    public void write(String text, int from, int length) throws IOException {
                        throw new IOException("No space left on device");
                    }
                }))
                .setErr(new PrintWriter(err, true))
                .execute("completion");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("the output could not be written whole");
    }

    @Test
    void helpIsACommand() {
        assertThat(ToolRun.of("help", "lint").out())
                .isEqualTo(ToolRun.of("lint", "--help").out());
    }

    @Test
    void completesInBashAndZsh() {
        ToolRun run = ToolRun.of("completion");

        assertThat(run.out()).contains("bashcompinit", "_complete_release-checklist", "rehearse", "--release-version");
        assertThat(run.out()).contains("(\"text\" \"json\" \"github\")").doesNotContain("\"PATCH\"", "\"AUTO\"");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void progressIsWrittenOverOnATerminalOnly() {
        assertThat(written(new Style(false, true)))
                .isEqualTo("\r\u001b[?7l1 of 2\u001b[?7h\u001b[K\r\u001b[Kdone" + System.lineSeparator());
        assertThat(written(Style.PLAIN)).isEqualTo("done" + System.lineSeparator());
    }

    @Test
    void noLineOfAPlanCommandsTheTerminal() {
        StringWriter text = new StringWriter();
        Style style = new Style(true, false);
        new Terminal(new PrintWriter(text), Optional.empty(), style).say(style.good("Go") + " \u001b[2J\u202ex");

        assertThat(text.toString()).isEqualTo("\u001b[32mGo\u001b[0m ?[2J?x" + System.lineSeparator());
    }

    private static String written(Style style) {
        StringWriter text = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(text), Optional.empty(), style);
        terminal.progress("1 of 2");
        terminal.say("done");
        return text.toString();
    }
}
