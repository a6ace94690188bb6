package io.jenkins.plugins.releasechecklist.config;

import java.util.regex.Pattern;

/** A name of environments with {@code *} for any letters and {@code ?} for one; upper and lower case are the same. */
final class EnvironmentPattern {
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

    boolean matches(String environment) {
        return regex.matcher(environment.strip()).matches();
    }
}
