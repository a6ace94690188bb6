package io.jenkins.plugins.releasechecklist.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * A parameter that a Jenkinsfile writes as a map, {@code headers: [Accept: 'application/json']}, and a form as a list of names
 * and texts, which is what the structs plugin binds.
 *
 * @param parameter the name of the parameter
 * @param text how an element of the list calls the text that belongs to its {@code name}
 */
record NamedTexts(String parameter, String text) {
    private static final String NAME = "name";

    /** Makes a list of the argument, if it is a map; other arguments stay as they are. */
    Map<String, Object> toList(Map<String, Object> arguments) {
        if (!(arguments.get(parameter) instanceof Map<?, ?> byName)) {
            return arguments;
        }
        List<Map<String, Object>> list = new ArrayList<>();
        byName.forEach((name, value) -> {
            Map<String, Object> element = new HashMap<>();
            element.put(NAME, String.valueOf(name));
            element.put(text, value == null ? "" : value.toString());
            list.add(element);
        });
        Map<String, Object> bound = new HashMap<>(arguments);
        bound.put(parameter, list);
        return bound;
    }

    /** Makes a map of the argument, unless a name is there twice, which a map cannot show. */
    UninstantiatedDescribable fromList(UninstantiatedDescribable check) {
        Optional<Map<String, Object>> byName =
                check.getArguments().get(parameter) instanceof List<?> list ? byName(list) : Optional.empty();
        return byName.map(map -> {
                    Map<String, Object> arguments = new LinkedHashMap<>(check.getArguments());
                    arguments.put(parameter, map);
                    return check.withArguments(arguments);
                })
                .orElse(check);
    }

    private Optional<Map<String, Object>> byName(List<?> elements) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Object element : elements) {
            if (!(element instanceof UninstantiatedDescribable described)) {
                return Optional.empty();
            }
            Map<String, ?> arguments = described.getArguments();
            if (map.put(String.valueOf(arguments.get(NAME)), arguments.get(text)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(map);
    }
}
