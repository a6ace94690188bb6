package io.jenkins.plugins.releasechecklist.steps.run;

import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what is released: a map of names and digests, or a list of maps with {@code name} and {@code digest}. */
public final class Artifacts {
    /** More than a person names, and few enough for a record. */
    static final int MOST = 200;

    private Artifacts() {}

    /**
     * Reads the artifacts.
     *
     * @throws IllegalArgumentException if something in them is not allowed, with what was expected
     */
    public static List<Artifact> read(String text) {
        Object value = Parameters.map(text);
        List<Artifact> artifacts = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, digest) -> artifacts.add(artifact(name, digest)));
        } else if (value instanceof List<?> list) {
            for (Object entry : list) {
                artifacts.add(entry(entry));
            }
        } else {
            throw new IllegalArgumentException(Messages.Artifacts_noMap(text));
        }
        if (artifacts.size() > MOST) {
            throw new IllegalArgumentException(Messages.Artifacts_tooMany(MOST, artifacts.size()));
        }
        Set<String> names = new HashSet<>();
        for (Artifact artifact : artifacts) {
            if (!names.add(artifact.name())) {
                throw new IllegalArgumentException(Messages.Artifacts_twice(artifact.name()));
            }
        }
        return List.copyOf(artifacts);
    }

    /**
     * The text of a form as a Jenkinsfile has it. As a list, because the generator of snippets leaves a name with a dot unquoted as the
     * key of a map, which is no Groovy.
     */
    public static Object snippet(String text) {
        Object value = Parameters.map(text);
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        List<Map<String, Object>> entries = new ArrayList<>();
        map.forEach((name, digest) -> {
            Map<String, Object> entry = new TreeMap<>();
            entry.put("name", String.valueOf(name));
            entry.put("digest", text(digest));
            entries.add(entry);
        });
        return entries;
    }

    private static Artifact entry(Object entry) {
        if (entry instanceof Map<?, ?> map && map.keySet().equals(Set.of("name", "digest"))) {
            return artifact(map.get("name"), map.get("digest"));
        }
        throw new IllegalArgumentException(Messages.Artifacts_noEntry(entry));
    }

    private static Artifact artifact(Object name, Object digest) {
        try {
            return new Artifact(text(name).strip(), text(digest));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("artifacts: " + e.getMessage(), e);
        }
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
