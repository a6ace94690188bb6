package io.jenkins.plugins.releasechecklist.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete the commands and options of the tool. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script that makes bash or zsh complete commands and options of release-checklist.",
        footer = {
            "",
            "Examples:",
            "  alias release-checklist='java -jar /path/to/release-checklist.jar'",
            "  source <(release-checklist completion)",
            "  release-checklist completion > /etc/bash_completion.d/release-checklist"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final Pattern VALUES = Pattern.compile("(?<=_option_args=\\().*(?=\\))");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        // The generator takes the names of constants; the help and the docs have them in lower case.
        out.print(VALUES.matcher(
                        AutoComplete.bash("release-checklist", spec.root().commandLine()))
                .replaceAll(values -> Matcher.quoteReplacement(values.group().toLowerCase(Locale.ROOT))));
        out.print('\n');
        out.flush();
        return ReleaseChecklistTool.FINE;
    }
}
