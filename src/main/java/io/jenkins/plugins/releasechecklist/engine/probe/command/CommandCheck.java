package io.jenkins.plugins.releasechecklist.engine.probe.command;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckNames;
import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Passes when a command ends with the expected exit code and has printed what is expected. It runs in the shell ({@code sh -c},
 * on Windows {@code cmd /c}), where the {@link CommandWorkspace} of the context says. It has no input; standard error belongs to its
 * output. The first and the last 64 KiB of the output are judged. Whatever it has started and left running ends together with it.
 *
 * @param name the name of the check, by default the command
 * @param command what the shell is given, not blank, at most 100,000 characters
 * @param exitCode 0 to 255
 * @param outputContains a text that the output has to contain; empty when it may hold whatever it likes
 * @param outputMatches a regular expression of {@link Pattern} that has to match somewhere in the output, where {@code ^} and
 *     {@code $} stand for the beginning and end of a line; empty when it may hold whatever it likes
 */
public record CommandCheck(String name, String command, int exitCode, String outputContains, String outputMatches)
        implements Check {
    /** No more than any system takes as one argument. */
    private static final int LONGEST = 100_000;

    private static final int MAX_EXIT_CODE = 255;
    private static final Pattern EXIT_CODE = Pattern.compile("\\d{1,3}");

    /** Checks command, exit code and pattern. */
    public CommandCheck {
        name = CheckNames.require(name);
        if (command.isBlank() || command.length() > LONGEST || command.indexOf('\0') >= 0) {
            String found = command.isBlank() ? "nothing" : Texts.quoted(command);
            throw new IllegalArgumentException("command: expected a command such as ./smoke.sh of at most " + LONGEST
                    + " characters, found " + found);
        }
        if (exitCode < 0 || exitCode > MAX_EXIT_CODE) {
            throw new IllegalArgumentException("exitCode: expected 0 to " + MAX_EXIT_CODE + ", found " + exitCode);
        }
        requirePattern(outputMatches);
    }

    /** Makes the check for a command that has to end with exit code 0; its name is the command. Refuses a blank one. */
    public static CommandCheck of(String command) {
        String line = command.strip().replaceAll("\\p{Cntrl}+", " ");
        return new CommandCheck(line.isEmpty() ? "command" : CheckNames.of(line), command, 0, "", "");
    }

    /** Reads an exit code, and refuses what is no whole number from 0 to 255. */
    public static int exitCode(String text) {
        String digits = text.strip();
        int code = EXIT_CODE.matcher(digits).matches() ? Integer.parseInt(digits) : -1;
        if (code < 0 || code > MAX_EXIT_CODE) {
            throw new IllegalArgumentException(
                    "exitCode: expected a whole number from 0 to " + MAX_EXIT_CODE + ", found '" + text + "'");
        }
        return code;
    }

    /** The same check under another name. */
    public CommandCheck named(String newName) {
        return new CommandCheck(newName, command, exitCode, outputContains, outputMatches);
    }

    /** The same check with another expected exit code, 0 to 255. */
    public CommandCheck exiting(int code) {
        return new CommandCheck(name, command, code, outputContains, outputMatches);
    }

    /** The same check with a text that the output has to contain, upper and lower case as written; empty for whatever. */
    public CommandCheck containing(String text) {
        return new CommandCheck(name, command, exitCode, text, outputMatches);
    }

    /** The same check with a regular expression that has to match somewhere in the output; empty for whatever. */
    public CommandCheck matching(String pattern) {
        return new CommandCheck(name, command, exitCode, outputContains, pattern);
    }

    @Override
    public String kind() {
        return "command";
    }

    @Override
    public String target() {
        return Texts.clip(command.strip());
    }

    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        return new CommandAttempt(this, context).start();
    }

    private static void requirePattern(String text) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "outputMatches: expected a regular expression, found '" + text + "': " + e.getDescription());
        }
    }
}
