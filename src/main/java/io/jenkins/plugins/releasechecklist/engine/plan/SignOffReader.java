package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import java.util.List;
import java.util.Optional;

/**
 * Reads who signs an item off: {@code {anyOf: [qa, devops]}} or {@code {allOf: [devops, support]}}, in the words of
 * approvals.
 */
final class SignOffReader {
    static final List<String> KEYS = List.of("anyOf", "allOf");
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
