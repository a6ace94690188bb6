package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Responsibility;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.List;
import java.util.Optional;

/** Reads what is expected of a role: {@code {roles: [qa], duties: [Verify critical user flows]}}. */
public final class ResponsibilityReader {
    public static final List<String> KEYS = List.of("roles", "duties");
    static final ValueReader<Responsibility> RESPONSIBILITY = ResponsibilityReader::read;

    private static final ValueReader<List<String>> DUTIES =
            Scalars.TEXT.listOf("duties").atLeastOne();

    private ResponsibilityReader() {}

    private static Optional<Responsibility> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a responsibility", KEYS, problems).flatMap(fields -> {
            Optional<List<String>> roles = fields.required("roles", "whose responsibility it is", Scalars.ROLES);
            Optional<List<String>> duties = fields.required("duties", "what is expected of them", DUTIES);
            return roles.flatMap(who -> duties.map(what -> new Responsibility(who, what)));
        });
    }
}
