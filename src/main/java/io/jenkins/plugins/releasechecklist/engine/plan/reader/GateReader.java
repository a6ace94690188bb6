package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.VoterRules;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.KeyPath;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a gate demands, and its approvals. What is left out is as in {@link GatePolicy#NONE}. */
final class GateReader {
    private static final ValueReader<Integer> COUNT = Scalars.wholeNumber(1, Approval.MOST);
    private static final ValueReader<Approval> APPROVAL = Fields.reader(PlanMapping.APPROVAL, GateReader::approval);

    /**
     * Reads how many people of which roles have to approve: a list of {@code {role: qa, count: 1}} and
     * {@code {anyOf: [product-manager, project-manager], count: 1}}, or for plain roles the short form {@code {qa: 1}}. A
     * count that is left out is 1. Each set of roles stands once.
     */
    static final ValueReader<List<Approval>> APPROVALS = GateReader::approvals;

    private static final ValueReader<OnTimeout> ON_TIMEOUT = Scalars.oneOf(
            "what happens when the time runs out",
            List.of(OnTimeout.values()),
            then -> then == OnTimeout.NO_GO ? "noGo" : "fail");

    private GateReader() {}

    /**
     * A reader of what a gate demands.
     *
     * @param checklist whose items and sections the gate can require; empty when the checklist itself could not be
     *     read: then any name is taken, so that one mistake there does not cause others here
     */
    static ValueReader<GatePolicy> of(Optional<Checklist> checklist) {
        ValueReader<List<String>> requires = checklist
                .map(known -> Scalars.oneOf(
                        "an item or a section of the checklist",
                        known.inTeamsWords().names()))
                .orElse(Scalars.TEXT)
                .listOf("items and sections")
                .eachOnce();
        return Fields.reader(
                PlanMapping.GATE,
                fields -> Optional.of(new GatePolicy(
                        fields.list("approvals", APPROVALS),
                        VoterRules.NONE
                                .withVeto(fields.value("veto", Scalars.FLAG).orElse(true))
                                .withForbidSelfApproval(fields.value("forbidSelfApproval", Scalars.FLAG)
                                        .orElse(false)),
                        fields.list("requires", requires),
                        GatePolicy.NONE.schedule(),
                        fields.value("timeout", Scalars.POSITIVE_DURATION),
                        fields.value("onTimeout", ON_TIMEOUT).orElse(GatePolicy.NONE.onTimeout()),
                        GatePolicy.NONE.approvalLifetime(),
                        GatePolicy.NONE.reminders(),
                        GatePolicy.NONE.conditions(),
                        GatePolicy.NONE.demands())));
    }

    private static Optional<List<Approval>> approvals(PlanNode node, Problems problems) {
        List<Approval> approvals = new ArrayList<>();
        Map<List<String>, KeyPath> seen = new HashMap<>();
        if (node instanceof PlanNode.Sequence list) {
            list.elements()
                    .forEach(element -> APPROVAL.read(element, problems)
                            .map(approval -> once(approval, element.place(), seen, problems))
                            .ifPresent(approvals::add));
        } else if (node instanceof PlanNode.Mapping map) {
            map.entries()
                    .forEach(entry -> ofRole(entry, problems)
                            .map(approval -> once(approval, entry.place(), seen, problems))
                            .ifPresent(approvals::add));
        } else {
            problems.expected("a list of approvals such as {role: qa, count: 1}, or a mapping such as {qa: 1}", node);
            return Optional.empty();
        }
        return Optional.of(approvals);
    }

    private static Optional<Approval> ofRole(PlanNode.Entry entry, Problems problems) {
        Optional<String> role = Scalars.ROLE.read(entry.name(), problems);
        Optional<Integer> count = COUNT.read(entry.value(), problems);
        return role.flatMap(name -> count.map(number -> new Approval(List.of(name), number)));
    }

    private static Optional<Approval> approval(Fields fields) {
        Optional<List<String>> anyOf = fields.value("anyOf", Scalars.ROLES);
        Optional<String> role = fields.value("role", Scalars.ROLE);
        boolean both = fields.has("role") && fields.has("anyOf");
        if (both) {
            fields.wrong("either role or anyOf", "both");
        }
        if (!fields.has("role") && !fields.has("anyOf")) {
            fields.missing("role", "a role, or anyOf with several");
        }
        Optional<Integer> count = fields.has("count") ? fields.value("count", COUNT) : Optional.of(1);
        return both
                ? Optional.empty()
                : role.map(List::of).or(() -> anyOf).flatMap(names -> count.map(number -> new Approval(names, number)));
    }

    private static Approval once(Approval approval, KeyPath place, Map<List<String>, KeyPath> seen, Problems problems) {
        Optional.ofNullable(seen.putIfAbsent(approval.anyOf(), place))
                .ifPresent(
                        first -> problems.again("every role or set of roles once", approval.roleText(), place, first));
        return approval;
    }
}
