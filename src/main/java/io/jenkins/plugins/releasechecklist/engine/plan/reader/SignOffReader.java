package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.List;
import java.util.Optional;

/**
 * Reads who signs an item off: {@code {anyOf: [qa, devops]}} or {@code {allOf: [devops, support]}}, in the words of
 * approvals.
 */
public final class SignOffReader {
    public static final List<String> KEYS = List.of("anyOf", "allOf");
    static final ValueReader<SignOff> SIGN_OFF = SignOffReader::read;

    private SignOffReader() {}

    private static Optional<SignOff> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a sign-off", KEYS, problems).flatMap(fields -> {
            if (fields.has("anyOf") == fields.has("allOf")) {
                problems.expected("either anyOf or allOf", fields.has("anyOf") ? "both" : "neither", node.place());
            }
            Optional<SignOff> any = fields.value("anyOf", Scalars.ROLES).map(roles -> new SignOff(roles, Quorum.ANY));
            Optional<SignOff> all = fields.value("allOf", Scalars.ROLES).map(roles -> new SignOff(roles, Quorum.ALL));
            return any.or(() -> all);
        });
    }
}
