package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.List;
import java.util.Optional;

/**
 * Reads the parts of an item: {@code ["Runbook is up to date", {title: Dashboards, url: "https://..."}]}. Their ids are made of
 * their titles.
 */
public final class PartsReader {
    public static final List<String> KEYS = List.of("title", "url");

    static final ValueReader<List<Part>> PARTS =
            ((ValueReader<Part>) PartsReader::read).listOf("parts").eachOnce();

    private static final ValueReader<String> TITLE =
            Scalars.text("a part: text, or a mapping with the keys " + String.join(", ", KEYS));

    private PartsReader() {}

    private static Optional<Part> read(PlanNode node, Problems problems) {
        if (!(node instanceof PlanNode.Mapping)) {
            return TITLE.read(node, problems).map(title -> Part.titled(title, Optional.empty()));
        }
        return Fields.of(node, "a part", KEYS, problems).flatMap(fields -> {
            Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
            Optional<String> url = fields.value("url", Scalars.WEB_ADDRESS);
            return title.map(name -> Part.titled(name, url));
        });
    }
}
