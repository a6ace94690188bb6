package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * A check under a name of its run. So a check is known by the same name also when it runs again without the others.
 *
 * @param check the check
 * @param name its name in the run
 */
public record NamedCheck(Check check, String name) implements ForwardingCheck {
    /** Names the checks of a run as {@link UniqueNames} does: as many, in the same order, no two of the same name. */
    public static List<Check> unique(List<? extends Check> checks) {
        List<String> names = UniqueNames.of(checks);
        List<Check> named = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Check check = checks.get(i);
            named.add(check.name().equals(names.get(i)) ? check : new NamedCheck(check, names.get(i)));
        }
        return List.copyOf(named);
    }
}
