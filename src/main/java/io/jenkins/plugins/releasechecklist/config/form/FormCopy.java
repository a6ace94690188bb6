package io.jenkins.plugins.releasechecklist.config.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Copies of configured lists in which every name stands once. */
public final class FormCopy {
    private FormCopy() {}

    /**
     * Copies a list.
     *
     * @param items may be null, which stands for an empty list
     * @param name how an item is told from the others
     * @param what the kind of thing with an article, for the message: {@code "a role"}
     * @return a new list that XStream stores well
     * @throws IllegalArgumentException if two items have the same name
     */
    public static <T> List<T> copy(List<? extends T> items, Function<? super T, String> name, String what) {
        List<T> copy = items == null ? new ArrayList<>() : new ArrayList<>(items);
        Set<String> seen = new HashSet<>();
        for (T item : copy) {
            if (!seen.add(name.apply(item))) {
                throw new IllegalArgumentException(
                        "Expected " + what + " '" + name.apply(item) + "' once, found it twice");
            }
        }
        return copy;
    }
}
