package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.probe.HttpCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads request headers by their names. What a header may be is the check's own rule, which is asked header by header.
 */
final class HeadersReader {
    static final ValueReader<Map<String, String>> HEADERS = HeadersReader::read;

    private HeadersReader() {}

    private static Optional<Map<String, String>> read(PlanNode node, Problems problems) {
        if (!(node instanceof PlanNode.Mapping mapping)) {
            problems.expected("headers by their names (a mapping)", node);
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (PlanNode.Entry entry : mapping.entries()) {
            Scalars.VERBATIM.read(entry.value(), problems).ifPresent(value -> {
                if (isAllowed(entry, value, problems)) {
                    headers.put(entry.key(), value);
                }
            });
        }
        return Optional.of(headers);
    }

    private static boolean isAllowed(PlanNode.Entry entry, String value, Problems problems) {
        try {
            HttpCheck.builder("http://localhost/").header(entry.key(), value).build();
            return true;
        } catch (IllegalArgumentException refused) {
            // Not the value itself, which may be a secret.
            problems.refused(refused.getMessage(), "a header", entry.place());
            return false;
        }
    }
}
