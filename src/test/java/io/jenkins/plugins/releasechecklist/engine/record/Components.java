package io.jenkins.plugins.releasechecklist.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Walks through a record and what was written of it side by side. */
public final class Components {
    /** What tells the kinds of a sealed interface apart. */
    private static final String KIND = "by";

    /** Holds that every field of the JSON is a component of its record. */
    public void check(Object value, JsonNode json) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(content -> check(content, json));
        } else if (value instanceof Collection<?> list) {
            int index = 0;
            for (Object element : list) {
                check(element, json.path(index++));
            }
        } else if (value instanceof Record && !(value instanceof Phrase) && !isWrittenAsText(value)) {
            List<String> names = new ArrayList<>(List.of(KIND));
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                if (isPartOfTheWhole(component)) {
                    names.addAll(components(component.getType()).toList());
                } else {
                    // What translates a phrase stands beside its words.
                    names.addAll(List.of(name(component), name(component) + "Phrase"));
                    check(read(value, component), json.path(name(component)));
                }
            }
            assertThat(json.isObject()).as("%s in %s", value, json).isTrue();
            assertThat(names).as("components of %s", value.getClass()).containsAll(() -> json.fieldNames());
        }
    }

    private static boolean isWrittenAsText(Object value) {
        return Arrays.stream(value.getClass().getRecordComponents())
                .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    private static boolean isPartOfTheWhole(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }

    private static Stream<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(Components::name);
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    /** Takes away, everywhere in the JSON, what the record may do without: optional values, lists, sets and maps that are empty. */
    public void thin(Object value, JsonNode json) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(content -> thin(content, json));
        } else if (value instanceof Collection<?> list) {
            int index = 0;
            for (Object element : list) {
                thin(element, json.path(index++));
            }
        } else if (value instanceof Record && !(value instanceof Phrase)) {
            Arrays.stream(value.getClass().getRecordComponents()).forEach(component -> {
                Object content = read(value, component);
                thin(content, json.path(name(component)));
                if (content instanceof Collection<?> list && list.isEmpty()
                        || content instanceof Map<?, ?> map && map.isEmpty()) {
                    ((ObjectNode) json).remove(name(component));
                }
            });
        }
    }

    /** The components that are neither optional nor a list, a set or a map. */
    public List<String> needed(Object value) {
        return Arrays.stream(value.getClass().getRecordComponents())
                .filter(component -> component.getType() != Optional.class
                        && !Collection.class.isAssignableFrom(component.getType())
                        && !Map.class.isAssignableFrom(component.getType()))
                .map(Components::name)
                .toList();
    }

    private static Object read(Object value, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
