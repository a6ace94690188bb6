package io.jenkins.plugins.releasechecklist.steps.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads parameters, and refuses wrong ones in words that name the parameter. */
public final class Parameters {
    /** Everything outside ASCII is escaped: YAML takes some of it for the end of a line. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Parameters() {}

    /** The text without white space around it; empty when there is nothing. */
    public static Optional<String> given(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * The name of an environment in the one spelling that is recorded; empty when none is given.
     *
     * @throws AbortException if it could be taken for another one
     */
    public static Optional<String> environment(String text) throws AbortException {
        try {
            return read("environment", text, EnvironmentName::require);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** What a step keeps of a required parameter: null where there is nothing. */
    public static String orNull(String value) {
        return given(value).orElse(null);
    }

    /**
     * The value of a parameter, or empty when none is given.
     *
     * @throws IllegalArgumentException when the reader refuses it; the message begins with the name of the parameter
     */
    public static <T> Optional<T> read(String name, String text, Function<String, T> reader) {
        try {
            return given(text).map(reader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** The duration, or empty when none is given. */
    public static Optional<Duration> duration(String name, String text) throws AbortException {
        try {
            return read(name, text, Durations::parse);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
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
        throw new AbortException(Suggestions.unknown(name, text, words(values)));
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

    /**
     * The text of a value from a Jenkinsfile: JSON for maps and lists, the value itself otherwise. What is a map or a list in a
     * Jenkinsfile is text in a form: {@code ['product-manager': 1, qa: 1]} there, {@code product-manager: 1, qa: 1} here. It is kept
     * as text, so that it is read, and refused, only when the step runs.
     */
    public static String text(Object value) {
        if (!(value instanceof Map) && !(value instanceof List)) {
            return value.toString();
        }
        try {
            return JSON.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps, lists, numbers and text can always be written as JSON", e);
        }
    }

    /** The value of a text that may be just a text: a map or a list when it stands in brackets, else the text itself. */
    public static Object value(String text) {
        return isInBrackets(text) ? read(text, text) : text;
    }

    /** The value of a text that has to be a map or a list, where a map needs no brackets; the text itself when it is neither. */
    public static Object map(String text) {
        boolean isLine = !isInBrackets(text) && !text.strip().contains("\n");
        return read(isLine ? "{" + text + "}" : text, text);
    }

    /** The value of a text that may be a map, with or without brackets, a list, or just a text. */
    public static Object mapOrText(String text) {
        return isInBrackets(text) || text.contains(": ") ? map(text) : text;
    }

    private static boolean isInBrackets(String text) {
        String flow = text.strip();
        return flow.startsWith("{") && flow.endsWith("}") || flow.startsWith("[") && flow.endsWith("]");
    }

    private static Object read(String yaml, String text) {
        try {
            Object value = yaml().load(yaml);
            return value instanceof Map || value instanceof List ? value : text;
        } catch (YAMLException e) {
            return text;
        }
    }

    /** The values of a list: a real one, or text with commas. */
    public static List<String> list(String text) {
        Object value = value(text);
        List<?> values = value instanceof List<?> list ? list : List.of(text.split(","));
        return values.stream()
                .map(entry -> String.valueOf(entry).strip())
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static Yaml yaml() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        return new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, new PlainScalars());
    }

    /** Only whole numbers and truth values are no text: YAML 1.1 takes the time 16:00 for the number 960. */
    private static final class PlainScalars extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.INT, Pattern.compile("0|-?[1-9][0-9]{0,8}"), "-0123456789");
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
        }
    }

    /** Groovy's own kinds of text become text. Maps are sorted: their order is lost already when a step gets them. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((key, entry) -> copy.put(String.valueOf(key), plain(entry)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(entry -> copy.add(plain(entry)));
            return copy;
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
