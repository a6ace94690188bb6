package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A check under a name of its run. So a check is known by the same name also when it runs again without the others.
 *
 * @param check the check
 * @param name its name in the run
 */
public record NamedCheck(Check check, String name) implements ForwardingCheck {
    /**
     * Gives every check of a run its own name: the first keeps it, the next of the same name get {@code -2}, {@code -3}, ...
     * As many checks come back, in the same order; those whose names are unique already stay as they are.
     */
    public static List<Check> unique(List<? extends Check> checks) {
        Set<String> wanted = new HashSet<>();
        checks.forEach(check -> wanted.add(check.name()));
        Set<String> given = new HashSet<>();
        List<Check> named = new ArrayList<>();
        for (Check check : checks) {
            String name = check.name();
            for (int number = 2; given.contains(name); number++) {
                String candidate = check.name() + "-" + number;
                // A name that another check brought itself stays its own.
                name = wanted.contains(candidate) ? name : candidate;
            }
            given.add(name);
            named.add(name.equals(check.name()) ? check : new NamedCheck(check, name));
        }
        return List.copyOf(named);
    }
}
