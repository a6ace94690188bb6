package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code release-checklist} with its subcommands. */
@Command(
        name = "release-checklist",
        mixinStandardHelpOptions = true,
        versionProvider = ReleaseChecklistTool.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lints a release plan, rehearses a release, reports on releases, and verifies the record of one.",
        subcommands = {
            InitCommand.class,
            LintCommand.class,
            RehearseCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            BacktestCommand.class,
            ReplayCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  release-checklist rehearse --demo --serve",
            "  release-checklist init",
            "  release-checklist lint release-plan.yaml",
            "  release-checklist verify evidence.json --key key.pem --record record.jsonl",
            "  release-checklist report record.jsonl -o report.html",
            "  release-checklist backtest record.jsonl --pass \"p95 <= 500ms\"",
            "  release-checklist replay --policy rules.yaml record.jsonl",
            "  release-checklist report --metrics jobs/shop/release-checklist --format md",
            "",
            "release-checklist COMMAND --help tells more."
        })
public final class ReleaseChecklistTool {
    /** Everything is as it should be. */
    static final int FINE = CommandLine.ExitCode.OK;
    /** Something is wrong with what was looked at. */
    static final int WRONG = CommandLine.ExitCode.SOFTWARE;
    /** It could not be looked at: wrong arguments, or a file that cannot be read. */
    static final int UNUSABLE = CommandLine.ExitCode.USAGE;

    /** The record ends with a line that was not written to its end. */
    static final int TORN = 3;

    /** The exit code of a record of which the chain is whole, and that a newer version wrote. */
    static final int NEWER = 4;

    @Option(
            names = "--color",
            scope = ScopeType.INHERIT,
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto (on a terminal, unless NO_COLOR is set), always or never. Default: ${DEFAULT-VALUE}.")
    private Style.When color = Style.When.AUTO;

    private final InputStream in;

    private ReleaseChecklistTool(InputStream in) {
        this.in = in;
    }

    /** Runs the tool and ends the process with its exit code. */
    public static void main(String[] args) {
        // From Java 22 on, a console would be there also where nobody sits, unless asked for as before.
        System.setProperty("jdk.console", "java.base");
        CommandLine tool = commandLine(System.in);
        if (System.console() == null) {
            // Files and pipes get what the page gives; a terminal has an encoding of its own.
            tool.setOut(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true));
        }
        System.exit(tool.execute(args));
    }

    /** How to write. */
    Style style() {
        return Style.of(color);
    }

    /** The standard input: what a person types, or a program pipes. */
    BufferedReader input() {
        return new BufferedReader(Optional.ofNullable(System.console())
                .map(Console::reader)
                .orElseGet(() -> new InputStreamReader(in, Charset.defaultCharset())));
    }

    /** The whole standard input as text. */
    String all() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The file that was named, or one with the standard input where {@code -} was. */
    Path file(Path named) throws IOException {
        if (!named.toString().equals("-")) {
            return named;
        }
        Path copy = Files.createTempFile("standard-input", "");
        copy.toFile().deleteOnExit();
        return Files.write(copy, in.readAllBytes());
    }

    static CommandLine commandLine(InputStream in) {
        ReleaseChecklistTool tool = new ReleaseChecklistTool(in);
        return new CommandLine(tool)
                .setExecutionStrategy(tool::execute)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(ReleaseChecklistTool::correct)
                .setExecutionExceptionHandler(ReleaseChecklistTool::explain);
    }

    /** The help, too, keeps to the colours that were asked for. */
    private int execute(CommandLine.ParseResult parsed) {
        CommandLine.Help.Ansi ansi = style().colored() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
        parsed.commandSpec().commandLine().setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        try {
            int code = new CommandLine.RunLast().execute(parsed);
            // Writers of Java keep it to themselves when the disk is full.
            if (parsed.commandSpec().commandLine().getOut().checkError() || System.out.checkError()) {
                parsed.commandSpec()
                        .commandLine()
                        .getErr()
                        .println("release-checklist: the output could not be written whole. Is the disk full?");
                return UNUSABLE;
            }
            return code;
        } catch (OutOfMemoryError e) {
            CommandLine command = parsed.commandSpec().commandLine();
            command.getErr()
                    .println("release-checklist: this needs more memory than Java was given. Try java -Xmx4g -jar ...");
            return UNUSABLE;
        }
    }

    /** The whole help would bury what is wrong. */
    private static int correct(CommandLine.ParameterException cause, String[] arguments) {
        CommandLine command = cause.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(cause.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(cause, err);
        if (arguments.length == 0) {
            command.usage(err);
            return UNUSABLE;
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return UNUSABLE;
    }

    /** A stack trace is of no use to the person at the terminal. */
    private static int explain(Exception cause, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        String message = cause instanceof FileSystemException file
                ? mistake(file)
                : Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
        err.println("release-checklist: " + Style.printable(message));
        err.flush();
        return UNUSABLE;
    }

    /** What is wrong with a file; the exceptions of the JDK often tell its name only. */
    static String mistake(FileSystemException cause) {
        String reason = cause instanceof NoSuchFileException
                ? "there is no such file or folder"
                : cause instanceof AccessDeniedException
                        ? "this user may not read or write it"
                        : cause instanceof NotDirectoryException
                                ? "it is no folder"
                                : Optional.ofNullable(cause.getReason())
                                        .orElse(cause.getClass().getSimpleName());
        return cause.getFile() + ": " + (Files.isDirectory(Path.of(cause.getFile())) ? "it is a folder" : reason);
    }

    /** Tells the version that the jar was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ReleaseChecklistTool.class.getPackage().getImplementationVersion();
            return new String[] {
                "release-checklist " + Optional.ofNullable(version).orElse("(not from a jar)")
            };
        }
    }
}
