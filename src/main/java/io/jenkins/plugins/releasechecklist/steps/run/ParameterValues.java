package io.jenkins.plugins.releasechecklist.steps.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A parameter that is a map or a list in a Jenkinsfile and text in a form: {@code ['product-manager': 1, qa: 1]} there,
 * {@code product-manager: 1, qa: 1} here. It is kept as text, so that it is read, and refused, only when the step runs.
 */
public final class ParameterValues {
    /** Everything outside ASCII is escaped: YAML takes some of it for the end of a line. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ParameterValues() {}

    /** The text of a value from a Jenkinsfile: JSON for maps and lists, the value itself otherwise. */
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
