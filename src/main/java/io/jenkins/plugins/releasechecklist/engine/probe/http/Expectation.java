package io.jenkins.plugins.releasechecklist.engine.probe.http;

import com.jayway.jsonpath.InvalidPathException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.JsonPathReader;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.io.Serializable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the headers or the body of an answer have to be like. A JSONPath that can find several values (a wildcard, a filter)
 * has to find one at least, and the expectation has to hold for all of them.
 */
public sealed interface Expectation extends Serializable {
    /** Whether a body is needed to judge it. */
    default boolean ofBody() {
        return true;
    }

    /**
     * A header is there, and a regular expression is found in one of its values.
     *
     * @param name the name of the header, in upper or lower case
     * @param pattern a regular expression of {@link Pattern}; {@code .*} when the header only has to be there
     */
    record HeaderMatches(String name, String pattern) implements Expectation {
        /** Checks name and pattern. */
        public HeaderMatches {
            RequestHeaders.requireName("expectHeaders", name);
            requirePattern("expectHeaders: '" + name + "'", pattern);
        }

        @Override
        public boolean ofBody() {
            return false;
        }
    }

    /**
     * The body contains a text, upper and lower case as written.
     *
     * @param text the text, not empty
     */
    record Contains(String text) implements Expectation {
        /** Checks that there is a text. */
        public Contains {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("bodyContains: expected a text, found an empty one");
            }
        }
    }

    /**
     * The body does not contain a text, upper and lower case as written.
     *
     * @param text the text, not empty
     */
    record ContainsNot(String text) implements Expectation {
        /** Checks that there is a text. */
        public ContainsNot {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("bodyNotContains: expected a text, found an empty one");
            }
        }
    }

    /**
     * A regular expression is found in the body.
     *
     * @param pattern a regular expression of {@link Pattern}, in which {@code ^} and {@code $} stand for the beginning and end of a
     *     line
     */
    record BodyMatches(String pattern) implements Expectation {
        /** Checks the pattern. */
        public BodyMatches {
            requirePattern("bodyMatches", pattern);
        }
    }

    /**
     * The body is JSON and has a value at a path, whatever it is.
     *
     * @param path a JSONPath such as {@code $.status}
     */
    record JsonExists(String path) implements Expectation {
        /** Checks the path. */
        public JsonExists {
            requirePath(path);
        }
    }

    /**
     * The body is JSON, and the value at a path equals a text. Numbers are compared as numbers, booleans and null as JSON
     * writes them, objects and lists as compact JSON.
     *
     * @param path a JSONPath such as {@code $.status}
     * @param text the expected value
     */
    record JsonEquals(String path, String text) implements Expectation {
        /** Checks the path. */
        public JsonEquals {
            requirePath(path);
        }
    }

    /**
     * The body is JSON, and the text of the value at a path matches a regular expression as a whole.
     *
     * @param path a JSONPath such as {@code $.status}
     * @param pattern a regular expression of {@link Pattern}
     */
    record JsonMatches(String path, String pattern) implements Expectation {
        /** Checks path and pattern. */
        public JsonMatches {
            requirePath(path);
            requirePattern("matches", pattern);
        }
    }

    /**
     * The value at a path of the JSON of the body, or the whole body if it is plain text, is the version that was deployed. A
     * leading {@code v} makes no difference, nor does build metadata that only one of both has.
     *
     * @param path a JSONPath such as {@code $.version}
     * @param version the expected version
     */
    record VersionIs(String path, String version) implements Expectation {
        /** Checks the path, and that there is a version. */
        public VersionIs {
            requirePath(path);
            if (version.isBlank()) {
                throw new IllegalArgumentException("version: expected a version such as 2.4.0, found nothing");
            }
        }

        /** Whether what a system tells is the version. */
        boolean isTold(String told) {
            String expected = plain(version);
            String found = plain(told);
            boolean both = expected.contains("+") && found.contains("+");
            return both
                    ? expected.equals(found)
                    : expected.replaceFirst("\\+.*", "").equals(found.replaceFirst("\\+.*", ""));
        }

        private static String plain(String version) {
            return version.strip().replaceFirst("^[vV](?=\\d)", "");
        }
    }

    private static void requirePattern(String parameter, String pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException(parameter + ": expected a regular expression, found an empty one");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(parameter + ": expected a regular expression, found "
                    + Texts.quoted(pattern) + ": " + e.getDescription());
        }
    }

    private static void requirePath(String path) {
        try {
            if (!path.startsWith("$")) {
                throw new InvalidPathException("it does not begin with $");
            }
            new JsonPathReader(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("jsonPath: expected a JSONPath such as $.status, found "
                    + Texts.quoted(path) + ": " + e.getMessage());
        }
    }
}
