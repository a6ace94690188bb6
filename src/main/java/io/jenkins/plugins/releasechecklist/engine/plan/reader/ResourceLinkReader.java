package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.ResourceLink;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.List;
import java.util.Optional;

/** Reads a related document: {@code {title: Cross-role scenarios, url: "https://..."}}; the address may be left out. */
public final class ResourceLinkReader {
    public static final List<String> KEYS = List.of("title", "url");
    static final ValueReader<ResourceLink> RESOURCE = ResourceLinkReader::read;

    private ResourceLinkReader() {}

    private static Optional<ResourceLink> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a resource", KEYS, problems).flatMap(fields -> {
            Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
            Optional<String> url = fields.value("url", Scalars.WEB_ADDRESS);
            return title.map(name -> new ResourceLink(name, url));
        });
    }
}
