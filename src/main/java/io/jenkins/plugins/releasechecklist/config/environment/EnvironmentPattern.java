package io.jenkins.plugins.releasechecklist.config.environment;

import hudson.Util;
import java.util.regex.Pattern;

/** A name of environments with {@code *} for any letters and {@code ?} for one; upper and lower case are the same. */
final class EnvironmentPattern {
    static final String NO_NAME =
            "environment: expected a name such as production or a pattern such as prod*, found nothing";

    private final Pattern regex;

    EnvironmentPattern(String pattern) {
        StringBuilder quoted = new StringBuilder();
        pattern.strip().codePoints().forEach(letter -> {
            switch (letter) {
                case '*' -> quoted.append(".*");
                case '?' -> quoted.append('.');
                default -> quoted.append(Pattern.quote(Character.toString(letter)));
            }
        });
        regex = Pattern.compile(quoted.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /**
     * The pattern without blanks around it.
     *
     * @throws IllegalArgumentException if it is null or blank
     */
    static String require(String pattern) {
        String stripped = Util.fixNull(pattern).strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException(NO_NAME);
        }
        return stripped;
    }

    boolean matches(String environment) {
        return regex.matcher(environment.strip()).matches();
    }
}
