package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.probe.VersionProbe;
import java.util.List;
import java.util.Optional;

/**
 * Reads where a deployed system tells its version:
 * {@code {url: "https://www.example.com/version", jsonPath: "$.version"}}.
 */
final class VersionReader {
    static final List<String> KEYS = List.of("url", "jsonPath", "credentialsId");
    static final ValueReader<VersionProbe> VERSION = VersionReader::read;

    private VersionReader() {}

    private static Optional<VersionProbe> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a version probe", KEYS, problems).flatMap(fields -> {
            Optional<String> url = fields.required("url", "a URL", HttpCheckReader.URL);
            Optional<String> jsonPath =
                    fields.required("jsonPath", "a JSONPath such as $.version", HttpCheckReader.JSON_PATH);
            Optional<String> credentialsId = fields.value("credentialsId", Scalars.TEXT);
            return url.flatMap(address ->
                    jsonPath.flatMap(path -> fields.built(() -> new VersionProbe(address, path, credentialsId))));
        });
    }
}
