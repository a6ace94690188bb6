package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.Predicate;
import com.jayway.jsonpath.spi.json.JsonSmartJsonProvider;
import io.jenkins.plugins.releasechecklist.engine.text.TimedRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A JSONPath that comes to an end on every JSON. Nothing could stop the library in an unlucky regular expression, or in scans of
 * scans, so that its regular expressions are judged here and its steps are counted.
 */
public final class JsonPathReader {
    /** More than any path needs that somebody waits for: some seconds. */
    private static final int MOST_STEPS = 2_000_000;

    /** Far more than a path needs, in characters: reading longer ones can overflow the stack. */
    private static final int LONGEST = 1000;

    /** A filter by a regular expression alone: {@code [?(@.name =~ /.../i)]}. */
    private static final Pattern REGEX_FILTER = Pattern.compile(
            "\\[\\s*\\?\\s*\\(\\s*@([^=~<>!&|?()/]*?)\\s*=~\\s*/((?:[^/\\\\]|\\\\.)*)/([idmsuxU]*)\\s*\\)\\s*]");

    private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");

    private final JsonPath path;

    /**
     * Reads a path.
     *
     * @throws InvalidPathException if it is none, or has a regular expression beside other conditions in one filter
     */
    public JsonPathReader(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidPathException("it has more than " + LONGEST + " characters: " + text.length());
        }
        List<Predicate> filters = new ArrayList<>();
        Matcher found = REGEX_FILTER.matcher(text);
        String plain = found.replaceAll(filter -> {
            filters.add(regex(filter.group(1), filter.group(2), filter.group(3)));
            return "[?]";
        });
        if (QUOTED.matcher(plain).replaceAll("").contains("=~")) {
            throw new InvalidPathException("a regular expression has to be the only condition of its filter, as in"
                    + " $.items[?(@.name =~ /a.*/)]");
        }
        path = compiled(plain, filters.toArray(Predicate[]::new));
    }

    /** The library stumbles over some paths, and then tells the name of a class of Java. */
    private static JsonPath compiled(String text, Predicate... filters) {
        try {
            return JsonPath.compile(text, filters);
        } catch (InvalidPathException e) {
            if (e.getCause() == null) {
                throw e;
            }
            throw new InvalidPathException("a bracket, a quote or a step is not complete", e);
        }
    }

    private static Predicate regex(String operand, String pattern, String flags) {
        JsonPath value = compiled("$" + operand);
        try {
            Pattern compiled =
                    Pattern.compile((flags.isEmpty() ? "" : "(?" + flags + ")") + pattern.replace("\\/", "/"));
            return context -> {
                try {
                    Object found =
                            operand.isEmpty() ? context.item() : value.read(context.item(), context.configuration());
                    return (found instanceof String || found instanceof Number || found instanceof Boolean)
                            && TimedRegex.matches(compiled, found.toString());
                } catch (PathNotFoundException e) {
                    return false;
                }
            };
        } catch (PatternSyntaxException e) {
            throw new InvalidPathException("its regular expression: " + e.getDescription());
        }
    }

    /** Whether it leads to one value at most. */
    boolean isDefinite() {
        return path.isDefinite();
    }

    /**
     * What the path leads to.
     *
     * @throws PathNotFoundException if it leads nowhere
     * @throws JsonPathException if it cannot be evaluated, or not in a reasonable time
     */
    Object read(Object root) {
        try {
            return path.read(root, Configuration.defaultConfiguration().jsonProvider(new CountedSteps()));
        } catch (TimedRegex.Exhausted | StackOverflowError e) {
            throw new JsonPathException("it takes too long");
        } catch (JsonPathException e) {
            throw e;
        } catch (RuntimeException e) {
            // The library's functions stumble over arguments that they do not expect.
            throw new JsonPathException("it cannot be evaluated", e);
        }
    }

    /** Every step of an evaluation asks for the kind of what it has come to. */
    private static final class CountedSteps extends JsonSmartJsonProvider {
        private int steps;

        private void count() {
            if (++steps > MOST_STEPS) {
                throw new JsonPathException("it takes too long");
            }
        }

        @Override
        public boolean isMap(Object found) {
            count();
            return super.isMap(found);
        }

        @Override
        public boolean isArray(Object found) {
            count();
            return super.isArray(found);
        }
    }
}
