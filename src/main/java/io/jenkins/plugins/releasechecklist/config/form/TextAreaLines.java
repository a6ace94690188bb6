package io.jenkins.plugins.releasechecklist.config.form;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists of names that a form shows as a text area with one name a line. The form sends the whole text as the only element of
 * the list; code and YAML send one element a name. Names of users and groups can hold any letter but a line break, so that
 * splitting at line breaks brings both to the same list.
 */
public final class TextAreaLines {
    private TextAreaLines() {}

    /** The names without blanks around them, without blank ones and repetitions; nothing for null. The list is new and can be stored. */
    public static List<String> of(List<String> entries) {
        return entries == null
                ? new ArrayList<>()
                : new ArrayList<>(entries.stream()
                        .filter(entry -> entry != null)
                        .flatMap(String::lines)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList());
    }

    public static String text(List<String> names) {
        return String.join("\n", names);
    }
}
