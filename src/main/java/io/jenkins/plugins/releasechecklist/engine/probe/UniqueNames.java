package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives every check of a run its own name: the first keeps it, the next of the same name get {@code -2}, {@code -3},
 * ...
 */
public final class UniqueNames {
    private UniqueNames() {}

    /**
     * Names the checks of a run: as many names, in the same order, no two alike. Names that are unique already stay as they
     * are.
     */
    public static List<String> of(List<? extends Check> checks) {
        Set<String> wanted = new HashSet<>();
        checks.forEach(check -> wanted.add(check.name()));
        Set<String> given = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (Check check : checks) {
            String name = check.name();
            for (int number = 2; given.contains(name); number++) {
                String candidate = check.name() + "-" + number;
                // A name that another check brought itself stays its own.
                name = wanted.contains(candidate) ? name : candidate;
            }
            given.add(name);
            names.add(name);
        }
        return List.copyOf(names);
    }
}
