package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.check.CheckReader;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Distinct;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the environments of a plan, by their names. */
public final class EnvironmentReader implements ValueReader<EnvironmentPlan> {
    public static final List<String> KEYS = List.of("checks", "gate", "window", "verify");

    private final ValueReader<GatePolicy> gate;
    private final ForeignKinds foreign;

    EnvironmentReader(ValueReader<GatePolicy> gate, ForeignKinds foreign) {
        this.gate = gate;
        this.foreign = foreign;
    }

    /** A reader of all environments, in the order of the plan. */
    ValueReader<Map<String, EnvironmentPlan>> byName() {
        return (node, problems) -> {
            if (!(node instanceof PlanNode.Mapping mapping)) {
                problems.expected("environments by their names (a mapping)", node);
                return Optional.empty();
            }
            ValueReader<String> names =
                    new Distinct<>("every environment once", Scalars.text("the name of an environment"));
            Map<String, EnvironmentPlan> environments = new LinkedHashMap<>();
            for (PlanNode.Entry entry : mapping.entries()) {
                Optional<String> name = names.read(entry.name(), problems);
                Optional<EnvironmentPlan> plan = read(entry.value(), problems);
                name.ifPresent(known -> plan.ifPresent(value -> environments.put(known, value)));
            }
            return Optional.of(environments);
        };
    }

    @Override
    public Optional<EnvironmentPlan> read(PlanNode node, Problems problems) {
        return Fields.of(node, "an environment", KEYS, problems)
                .map(fields -> new EnvironmentPlan(
                        fields.list("checks", new CheckReader(foreign).listOf("checks")),
                        fields.value("gate", gate),
                        fields.value("window", WindowReader.WINDOW),
                        fields.value("verify", VerifyReader.VERIFY)));
    }
}
