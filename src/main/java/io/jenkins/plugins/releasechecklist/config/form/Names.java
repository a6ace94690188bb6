package io.jenkins.plugins.releasechecklist.config.form;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Lists of names that a form shows in one line with commas between them. Names can hold blanks, but neither commas nor line
 * breaks, so that splitting at these brings a line of the form and a list of YAML to the same list.
 */
public final class Names {
    private static final Pattern BETWEEN = Pattern.compile("[,\\r\\n]+");

    private Names() {}

    /** The names without blanks around them and without repetitions; nothing for null. The list is new and can be stored. */
    public static List<String> of(List<String> entries) {
        return CommaList.split(entries, BETWEEN);
    }

    public static String text(List<String> names) {
        return String.join(", ", names);
    }
}
