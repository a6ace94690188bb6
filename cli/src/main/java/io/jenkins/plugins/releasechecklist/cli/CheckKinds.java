package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that names the kinds of checks of other plugins, of which this tool knows nothing. */
final class CheckKinds {
    @Option(
            names = "--check-kind",
            paramLabel = "KIND",
            description =
                    "A kind of check of another plugin that the plan may use, such as queueCheck; can be given several"
                            + " times. Its parameters are known to that plugin only.")
    private List<String> kinds = new ArrayList<>();

    /**
     * The kinds that were named.
     *
     * @throws ParameterException for a word that is no kind of check
     */
    ForeignKinds foreign(CommandSpec command) {
        try {
            return ForeignKinds.of(kinds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--check-kind: " + e.getMessage(), e);
        }
    }
}
