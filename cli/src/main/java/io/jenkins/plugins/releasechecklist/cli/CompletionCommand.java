package io.jenkins.plugins.releasechecklist.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("release-checklist", spec.root().commandLine()));
        out.print('\n');
        out.flush();
        return ReleaseChecklistTool.FINE;
    }
}
