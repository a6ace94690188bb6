package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.plan.check.HttpCheckReader;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import java.util.List;
import java.util.Optional;

/**
 * Reads where a deployed system tells its version: {@code {url: "https://www.example.com/version", jsonPath: "$.version"}},
 * with {@code instances: all} for every address behind the name, or {@code urls} for a list of instances.
 */
public final class VersionReader {
    public static final List<String> KEYS = List.of("url", "urls", "jsonPath", "credentialsId", "instances");
    static final ValueReader<VersionProbe> VERSION = VersionReader::read;

    private static final ValueReader<List<String>> URLS = HttpCheckReader.URL.listOf("URLs");
    private static final ValueReader<String> INSTANCES =
            Scalars.oneOf("which instances are asked", List.of("one", "all"));

    private VersionReader() {}

    private static Optional<VersionProbe> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a version probe", KEYS, problems).flatMap(fields -> {
            Optional<List<String>> urls = urls(fields);
            Optional<String> jsonPath =
                    fields.required("jsonPath", "a JSONPath such as $.version", HttpCheckReader.JSON_PATH);
            String credentialsId = fields.value("credentialsId", Scalars.TEXT).orElse("");
            boolean all =
                    fields.value("instances", INSTANCES).filter("all"::equals).isPresent();
            return urls.flatMap(addresses -> jsonPath.flatMap(
                    path -> fields.built(() -> new VersionProbe(addresses, path, credentialsId, all))));
        });
    }

    private static Optional<List<String>> urls(Fields fields) {
        if (fields.has("url") && fields.has("urls")) {
            fields.contradicts("urls", "either url or urls", "both");
            return Optional.empty();
        }
        return fields.has("urls")
                ? fields.value("urls", URLS)
                : fields.required("url", "a URL", HttpCheckReader.URL).map(List::of);
    }
}
