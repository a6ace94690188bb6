package io.jenkins.plugins.releasechecklist.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Headers as a Jenkinsfile writes them, {@code [Accept: 'application/json']}, and as the structs plugin binds them. */
final class HeaderMap {
    private static final String PARAMETER = "headers";
    private static final String NAME = "name";
    private static final String VALUE = "value";

    private HeaderMap() {}

    /** Makes a list of the argument {@code headers}, if it is a map; other arguments stay as they are. */
    static Map<String, Object> toList(Map<String, Object> arguments) {
        if (!(arguments.get(PARAMETER) instanceof Map<?, ?> byName)) {
            return arguments;
        }
        List<Map<String, Object>> list = new ArrayList<>();
        byName.forEach((name, value) -> {
            Map<String, Object> header = new HashMap<>();
            header.put(NAME, String.valueOf(name));
            header.put(VALUE, value == null ? "" : value.toString());
            list.add(header);
        });
        Map<String, Object> bound = new HashMap<>(arguments);
        bound.put(PARAMETER, list);
        return bound;
    }

    /** Makes a map of the argument {@code headers}, unless a name is there twice, which a map cannot show. */
    static UninstantiatedDescribable fromList(UninstantiatedDescribable check) {
        Optional<Map<String, Object>> byName =
                check.getArguments().get(PARAMETER) instanceof List<?> list ? byName(list) : Optional.empty();
        return byName.map(map -> {
                    Map<String, Object> arguments = new LinkedHashMap<>(check.getArguments());
                    arguments.put(PARAMETER, map);
                    return check.withArguments(arguments);
                })
                .orElse(check);
    }

    private static Optional<Map<String, Object>> byName(List<?> headers) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Object header : headers) {
            if (!(header instanceof UninstantiatedDescribable described)) {
                return Optional.empty();
            }
            Map<String, ?> arguments = described.getArguments();
            if (map.put(String.valueOf(arguments.get(NAME)), arguments.get(VALUE)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(map);
    }
}
