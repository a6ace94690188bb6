package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the environments that a checklist speaks of: a list of names, or a mapping of the checklist's words to the
 * names that the team's plans and Jenkinsfiles use, {@code {production: eu-prod}}.
 */
final class EnvironmentNamesReader {
    static final ValueReader<Map<String, String>> NAMES = EnvironmentNamesReader::read;

    private static final ValueReader<List<String>> LIST =
            Scalars.TEXT.listOf("environments").eachOnce();

    private EnvironmentNamesReader() {}

    private static Optional<Map<String, String>> read(PlanNode node, Problems problems) {
        Map<String, String> names = new LinkedHashMap<>();
        if (node instanceof PlanNode.Mapping mapping) {
            for (PlanNode.Entry entry : mapping.entries()) {
                Optional<String> word = Scalars.TEXT.read(entry.name(), problems);
                Optional<String> name = Scalars.TEXT.read(entry.value(), problems);
                word.ifPresent(known -> name.ifPresent(value -> names.put(known, value)));
            }
            return Optional.of(names);
        }
        return LIST.read(node, problems).map(list -> {
            list.forEach(name -> names.put(name, name));
            return names;
        });
    }
}
