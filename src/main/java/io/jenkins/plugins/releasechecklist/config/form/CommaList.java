package io.jenkins.plugins.releasechecklist.config.form;

import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lists of ids, days and the like that a form shows in one line with commas between them. The form sends the whole line as the
 * only element of the list; code and YAML send one element a word. None of these words can hold a comma or a blank, so that
 * splitting at both brings all to the same list.
 */
public final class CommaList {
    private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[,\\r\\n]+");

    private CommaList() {}

    /** The words without repetitions; nothing for null. The list is new and can be stored. */
    public static List<String> of(List<String> entries) {
        return split(entries, BETWEEN);
    }

    /**
     * Names, which can hold blanks, but neither commas nor line breaks: what is split at these, without blanks around it and without
     * repetitions; nothing for null. The list is new and can be stored.
     */
    public static List<String> names(List<String> entries) {
        return split(entries, BETWEEN_NAMES);
    }

    private static List<String> split(List<String> entries, Pattern between) {
        return entries == null
                ? new ArrayList<>()
                : new ArrayList<>(entries.stream()
                        .filter(entry -> entry != null)
                        .flatMap(between::splitAsStream)
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList());
    }

    /**
     * The words, each of which is an id.
     *
     * @param what what the ids belong to, for the message
     * @throws IllegalArgumentException if one is not made of lower-case letters, digits and hyphens
     */
    public static List<String> ids(List<String> entries, String what) {
        List<String> words = of(entries);
        words.forEach(word -> Ids.require(word, what));
        return words;
    }

    public static String text(List<String> words) {
        return String.join(", ", words);
    }
}
