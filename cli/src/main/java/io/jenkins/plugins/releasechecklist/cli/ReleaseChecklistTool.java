package io.jenkins.plugins.releasechecklist.cli;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code release-checklist} with its subcommands. */
@Command(
        name = "release-checklist",
        mixinStandardHelpOptions = true,
        versionProvider = ReleaseChecklistTool.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lints a release plan, rehearses a release, and verifies the record of one.",
        subcommands = {LintCommand.class, RehearseCommand.class, VerifyCommand.class})
public final class ReleaseChecklistTool {
    /** Everything is as it should be. */
    static final int FINE = CommandLine.ExitCode.OK;
    /** Something is wrong with what was looked at. */
    static final int WRONG = CommandLine.ExitCode.SOFTWARE;
    /** It could not be looked at: wrong arguments, or a file that cannot be read. */
    static final int UNUSABLE = CommandLine.ExitCode.USAGE;

    /** Runs the tool and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ReleaseChecklistTool())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(ReleaseChecklistTool::correct)
                .setExecutionExceptionHandler(ReleaseChecklistTool::explain);
    }

    /** The whole help would bury what is wrong. */
    private static int correct(CommandLine.ParameterException cause, String[] arguments) {
        CommandLine command = cause.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(cause.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(cause, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return UNUSABLE;
    }

    /** A stack trace is of no use to the person at the terminal. */
    private static int explain(Exception cause, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println(
                "release-checklist: " + Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString));
        err.flush();
        return UNUSABLE;
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
