package io.jenkins.plugins.releasechecklist.config.environment;

import hudson.Util;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.regex.Pattern;

/**
 * A name of environments with {@code *} for any letters and {@code ?} for one. It stands for the environments of that name, and for
 * everything that has the address of one of them.
 */
public final class EnvironmentPattern {
    static final String NO_NAME = "environment: enter a name (production) or a pattern (prod*)";

    private final Pattern name;
    private final Pattern id;

    /** @param pattern as it was saved, whatever that is */
    public EnvironmentPattern(String pattern) {
        String canonical = EnvironmentName.canonical(pattern);
        name = regex(canonical);
        id = regex(Ids.slugPattern(canonical));
    }

    /**
     * The pattern in the one spelling of such names.
     *
     * @throws IllegalArgumentException if it is null or blank, or could be taken for another one
     */
    public static String require(String pattern) {
        if (Util.fixNull(pattern).isBlank()) {
            throw new IllegalArgumentException(NO_NAME);
        }
        try {
            return EnvironmentName.requirePattern(pattern);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("environment: " + e.getMessage(), e);
        }
    }

    /** @param environment the name of an environment, or the id of a gate */
    public boolean matches(String environment) {
        String canonical = EnvironmentName.canonical(environment);
        return name.matcher(canonical).matches()
                || id.matcher(Ids.slug(canonical)).matches();
    }

    /** What the pattern stands for, letter by letter. */
    static Pattern regex(String pattern) {
        StringBuilder quoted = new StringBuilder();
        pattern.codePoints().forEach(letter -> {
            switch (letter) {
                case '*' -> quoted.append(".*");
                case '?' -> quoted.append('.');
                default -> quoted.append(Pattern.quote(Character.toString(letter)));
            }
        });
        return Pattern.compile(quoted.toString());
    }
}
