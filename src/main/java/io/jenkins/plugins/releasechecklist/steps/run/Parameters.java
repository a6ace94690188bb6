package io.jenkins.plugins.releasechecklist.steps.run;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Reads parameters, and refuses wrong ones in words that name the parameter. */
public final class Parameters {
    private Parameters() {}

    /** The text without white space around it; empty when there is nothing. */
    public static Optional<String> given(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** What a setter keeps: null where there is nothing, so that generated snippets leave it out. */
    public static String orNull(String value) {
        return given(value).orElse(null);
    }

    /** Says that the value is none of those allowed, and which one is nearest. */
    public static String unknown(String what, String found, List<String> allowed) {
        String known = String.join(", ", allowed);
        return Suggestions.closest(found, allowed)
                .map(closest -> Messages.unknownWithSuggestion(what, found, closest, known))
                .orElseGet(() -> Messages.unknown(what, found, known));
    }

    /** The duration, or empty when none is given. */
    public static Optional<Duration> duration(String name, String text) throws AbortException {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Durations.parse(text));
        } catch (IllegalArgumentException e) {
            throw new AbortException(name + ": " + e.getMessage());
        }
    }

    /** The text, which has to be there. */
    public static String required(String name, String text, String example) throws AbortException {
        return given(text).orElseThrow(() -> new AbortException(Messages.missing(name, example)));
    }

    /** One of the values of an enumeration, written as in a Jenkinsfile: {@code noGo} for {@code NO_GO}. */
    public static <E extends Enum<E>> E oneOf(String name, String text, E[] values) throws AbortException {
        for (E value : values) {
            if (camel(value.name()).equalsIgnoreCase(text.strip())) {
                return value;
            }
        }
        throw new AbortException(unknown(name, text, words(values)));
    }

    /** Refuses the name of something that the administrator sets up, such as a role. */
    public static AbortException notSetUp(String what, String found, List<String> known) {
        return new AbortException(
                known.isEmpty() ? Messages.Parameters_noneSetUp(what, found) : unknown(what, found, known));
    }

    /** The values of an enumeration as a Jenkinsfile writes them. */
    public static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> camel(value.name())).toList();
    }

    private static String camel(String constant) {
        StringBuilder camel = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    /**
     * Returns the path, or the Ant pattern, if it stays in the workspace.
     *
     * @param parameter the name of the parameter, for the message
     * @throws IllegalArgumentException if it is absolute or goes up
     */
    public static String inWorkspace(String parameter, String path) {
        boolean absolute = path.strip().matches("[/\\\\].*|[A-Za-z]:.*");
        if (path.isBlank() || absolute || List.of(path.split("[/\\\\]")).contains("..")) {
            throw new IllegalArgumentException(Messages.Parameters_inWorkspace(parameter, path));
        }
        return path.strip();
    }

    /**
     * Returns patterns of JUnit reports, with commas between them.
     *
     * @throws IllegalArgumentException if one of them is missing, or cannot be about a file of the workspace, or nobody can read
     *     the reports because the JUnit plugin is not installed
     */
    public static String reports(String patterns) {
        if (Jenkins.get().getPlugin("junit") == null) {
            throw new IllegalArgumentException(Messages.Parameters_noJUnit());
        }
        for (String pattern : patterns.split(",", -1)) {
            if (pattern.isBlank() || pattern.strip().matches("/.*|[A-Za-z]:.*")) {
                throw new IllegalArgumentException(Messages.Parameters_reports(patterns));
            }
        }
        return patterns;
    }
}
