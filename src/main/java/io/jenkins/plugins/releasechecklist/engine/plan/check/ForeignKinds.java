package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which kinds of checks of other plugins a plan may use.
 *
 * @param names their symbols, such as {@code queueCheck}
 * @param any whether every word that ends in {@code Check} may be one
 */
public record ForeignKinds(List<String> names, boolean any) {
    /** The built-in kinds alone. */
    public static final ForeignKinds NONE = new ForeignKinds(List.of(), false);

    /** Whatever could be a kind: for a plan that was right once, when the other plugins were there. */
    public static final ForeignKinds ANY = new ForeignKinds(List.of(), true);

    private static final Pattern FORM = Pattern.compile("[a-z][A-Za-z0-9]*Check");

    /** Checks the form of the names, and leaves the built-in kinds out. */
    public ForeignKinds {
        for (String name : names) {
            if (!isKind(name)) {
                throw new IllegalArgumentException(
                        "expected the symbol of a kind of check, such as queueCheck, found '" + name + "'");
            }
        }
        names = names.stream()
                .distinct()
                .filter(name -> !PlanMapping.CHECK.keys().contains(name))
                .sorted()
                .toList();
    }

    /**
     * The built-in kinds, and some more; built-in ones among these do not matter. Refuses what has not the form of a symbol
     * that ends in {@code Check}.
     */
    public static ForeignKinds of(Collection<String> names) {
        return new ForeignKinds(List.copyOf(names), false);
    }

    /**
     * Whether a word may be the symbol of a kind of check: letters and digits that begin with a small letter and end in {@code
     * Check}.
     */
    public static boolean isKind(String symbol) {
        return FORM.matcher(symbol).matches();
    }

    boolean contains(String key) {
        return names.contains(key)
                || any && isKind(key) && !PlanMapping.CHECK.keys().contains(key);
    }
}
