package io.jenkins.plugins.releasechecklist.actions.wording;

import java.util.Collection;
import java.util.List;

/**
 * A symbol that the page shows many times and holds once.
 *
 * @param name as Jenkins knows it
 * @param id what the places refer to that show it
 */
public record SymbolView(String name, String id) {
    private static final String PREFIX = "symbol-";

    /** The symbol that Jenkins knows as {@code symbol-NAME plugin-PLUGIN}. */
    public static SymbolView of(String name) {
        int end = name.indexOf(' ');
        return new SymbolView(name, "rc-" + name.substring(PREFIX.length(), end < 0 ? name.length() : end));
    }

    /** Each of the symbols once. */
    public static List<SymbolView> distinct(Collection<String> names) {
        return names.stream()
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .map(SymbolView::of)
                .toList();
    }
}
