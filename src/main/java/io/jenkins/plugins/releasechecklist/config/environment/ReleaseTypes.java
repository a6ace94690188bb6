package io.jenkins.plugins.releasechecklist.config.environment;

import hudson.Util;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Release types as administrators write them: {@code patch}, {@code minor}, {@code major}. */
final class ReleaseTypes {
    private ReleaseTypes() {}

    /**
     * The type with the name, in any case.
     *
     * @param name may be null
     * @param what the setting, for the message
     * @throws IllegalArgumentException if there is no such type
     */
    static ReleaseType require(String name, String what) {
        return ReleaseType.named(Util.fixNull(name))
                .orElseThrow(() -> new IllegalArgumentException(what + ": expected "
                        + Arrays.stream(ReleaseType.values())
                                .map(ReleaseType::id)
                                .collect(Collectors.joining(" or "))
                        + ", found '" + Util.fixNull(name) + "'"));
    }

    /**
     * The names of the types in their usual order, each once. The list is new and can be stored.
     *
     * @throws IllegalArgumentException if one of the names is no type
     */
    static List<String> of(List<String> names, String what) {
        return new ArrayList<>(CommaList.of(names).stream()
                .map(name -> require(name, what))
                .distinct()
                .sorted()
                .map(ReleaseType::id)
                .toList());
    }
}
