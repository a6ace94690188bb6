package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.command.CommandCheck;
import java.util.List;
import java.util.Optional;

/** Reads {@code ./smoke.sh}, or {@code {name: smoke, command: ./smoke.sh, exitCode: 0, outputContains: "all fine"}}. */
public final class CommandCheckReader implements ValueReader<CommandCheck> {
    public static final List<String> KEYS = List.of("name", "command", "exitCode", "outputContains", "outputMatches");

    private static final String A_COMMAND = "a command such as ./smoke.sh";
    private static final ValueReader<CommandCheck> COMMAND = Scalars.parsed(A_COMMAND, CommandCheck::of);
    private static final ValueReader<Integer> EXIT_CODE = Scalars.wholeNumber(0, 255);

    private final ValueReader<String> name;

    CommandCheckReader(ValueReader<String> name) {
        this.name = name;
    }

    @Override
    public Optional<CommandCheck> read(PlanNode node, Problems problems) {
        if (node instanceof PlanNode.Scalar) {
            return COMMAND.read(node, problems);
        }
        return Fields.of(node, A_COMMAND + ", or a check by a command", KEYS, problems)
                .flatMap(fields -> {
                    Optional<String> title = fields.value("name", name);
                    int exitCode = fields.value("exitCode", EXIT_CODE).orElse(0);
                    String contains = fields.value("outputContains", Scalars.SOME_VERBATIM)
                            .orElse("");
                    String pattern =
                            fields.value("outputMatches", Scalars.SOME_VERBATIM).orElse("");
                    return fields.required("command", A_COMMAND, COMMAND)
                            .map(check -> check.exiting(exitCode).containing(contains))
                            .flatMap(check -> fields.built(() -> check.matching(pattern)))
                            .flatMap(check ->
                                    fields.built(() -> title.map(check::named).orElse(check)));
                });
    }
}
