package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Distinct;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the channels of audiences, by the names of the audiences: {@code {support: [support-mail, support-chat]}}. */
final class AudiencesReader implements ValueReader<Map<String, List<String>>> {

    @Override
    public Optional<Map<String, List<String>>> read(PlanNode node, Problems problems) {
        if (!(node instanceof PlanNode.Mapping mapping)) {
            problems.expected("audiences by their names (a mapping)", node);
            return Optional.empty();
        }
        ValueReader<String> names = new Distinct<>("every audience once", Scalars.id("an audience"));
        ValueReader<List<String>> channels = Scalars.text("the name of a channel")
                .listOf("channels")
                .atLeastOne()
                .eachOnce();
        Map<String, List<String>> audiences = new LinkedHashMap<>();
        for (PlanNode.Entry entry : mapping.entries()) {
            Optional<String> name = names.read(entry.name(), problems);
            Optional<List<String>> to = channels.read(entry.value(), problems);
            name.ifPresent(known -> to.ifPresent(value -> audiences.put(known, value)));
        }
        return Optional.of(audiences);
    }
}
