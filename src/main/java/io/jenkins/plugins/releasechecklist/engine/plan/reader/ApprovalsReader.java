package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.KeyPath;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Entry;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Mapping;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Sequence;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how many people of which roles have to approve: a list of {@code {role: qa, count: 1}} and
 * {@code {anyOf: [product-manager, project-manager], count: 1}}, or for plain roles the short form {@code {qa: 1}}. A
 * count that is left out is 1. Each set of roles stands once.
 */
public final class ApprovalsReader {
    public static final List<String> KEYS = List.of("role", "anyOf", "count");
    static final ValueReader<List<Approval>> APPROVALS = ApprovalsReader::read;

    private static final ValueReader<Integer> COUNT = Scalars.wholeNumber(1, Approval.MOST);

    private ApprovalsReader() {}

    private static Optional<List<Approval>> read(PlanNode node, Problems problems) {
        List<Approval> approvals = new ArrayList<>();
        Map<List<String>, KeyPath> seen = new HashMap<>();
        if (node instanceof Sequence list) {
            for (PlanNode element : list.elements()) {
                Optional<Approval> approval = approval(element, problems);
                approval.ifPresent(known -> once(known, element.place(), seen, problems));
                approval.ifPresent(approvals::add);
            }
        } else if (node instanceof Mapping map) {
            for (Entry entry : map.entries()) {
                Optional<Approval> approval = ofRole(entry, problems);
                approval.ifPresent(known -> once(known, entry.place(), seen, problems));
                approval.ifPresent(approvals::add);
            }
        } else {
            problems.expected("a list of approvals such as {role: qa, count: 1}, or a mapping such as {qa: 1}", node);
            return Optional.empty();
        }
        return Optional.of(approvals);
    }

    private static Optional<Approval> ofRole(Entry entry, Problems problems) {
        Optional<String> role = Scalars.ROLE.read(entry.name(), problems);
        Optional<Integer> count = COUNT.read(entry.value(), problems);
        return role.flatMap(name -> count.map(number -> new Approval(List.of(name), number)));
    }

    private static Optional<Approval> approval(PlanNode node, Problems problems) {
        return Fields.of(node, "an approval", KEYS, problems).flatMap(fields -> {
            Optional<List<String>> roles = roles(fields, problems);
            Optional<Integer> count = fields.has("count") ? fields.value("count", COUNT) : Optional.of(1);
            return roles.flatMap(names -> count.map(number -> new Approval(names, number)));
        });
    }

    private static Optional<List<String>> roles(Fields fields, Problems problems) {
        Optional<List<String>> anyOf = fields.value("anyOf", Scalars.ROLES);
        Optional<String> role = fields.value("role", Scalars.ROLE);
        if (fields.has("role") && fields.has("anyOf")) {
            problems.expected("either role or anyOf", "both", fields.mapping().place());
            return Optional.empty();
        }
        if (!fields.has("role") && !fields.has("anyOf")) {
            fields.missing("role", "a role, or anyOf with several");
        }
        return role.map(List::of).or(() -> anyOf);
    }

    private static void once(Approval approval, KeyPath place, Map<List<String>, KeyPath> seen, Problems problems) {
        KeyPath first = seen.putIfAbsent(approval.anyOf(), place);
        if (first != null) {
            problems.again("every role or set of roles once", approval.roleText(), place, first);
        }
    }
}
