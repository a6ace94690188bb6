package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what a gate demands. What is left out is as in {@link GatePolicy#NONE}. The window of an environment stands
 * beside its gate, not inside, and is not part of the policy that this reader builds.
 */
public final class GateReader implements ValueReader<GatePolicy> {
    public static final List<String> KEYS =
            List.of("approvals", "veto", "forbidSelfApproval", "requires", "timeout", "onTimeout");

    private static final ValueReader<OnTimeout> ON_TIMEOUT =
            Scalars.oneOf("what happens when the time runs out", List.of(OnTimeout.values()), GateReader::word);

    private final ValueReader<List<String>> requires;

    /**
     * @param checklist whose items and sections the gate can require; empty when the checklist itself could not be
     *     read: then any name is taken, so that one mistake there does not cause others here
     */
    GateReader(Optional<Checklist> checklist) {
        ValueReader<String> name = checklist
                .map(known -> Scalars.oneOf("an item or a section of the checklist", names(known)))
                .orElse(Scalars.TEXT);
        requires = name.listOf("items and sections").eachOnce();
    }

    @Override
    public Optional<GatePolicy> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a gate", KEYS, problems)
                .map(fields -> GatePolicy.NONE.toBuilder()
                        .approvals(fields.list("approvals", ApprovalsReader.APPROVALS))
                        .veto(fields.value("veto", Scalars.FLAG).orElse(GatePolicy.NONE.veto()))
                        .forbidSelfApproval(fields.value("forbidSelfApproval", Scalars.FLAG)
                                .orElse(GatePolicy.NONE.forbidSelfApproval()))
                        .requires(fields.list("requires", requires))
                        .timeout(fields.value("timeout", Scalars.POSITIVE_DURATION))
                        .onTimeout(fields.value("onTimeout", ON_TIMEOUT).orElse(GatePolicy.NONE.onTimeout()))
                        .build());
    }

    private static List<String> names(Checklist checklist) {
        return Stream.concat(
                        checklist.sections().stream().map(Section::id),
                        checklist.items().stream().map(Item::id))
                .toList();
    }

    private static String word(OnTimeout onTimeout) {
        return switch (onTimeout) {
            case NO_GO -> "noGo";
            case FAIL -> "fail";
        };
    }
}
