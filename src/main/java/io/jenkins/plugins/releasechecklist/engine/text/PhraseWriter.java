package io.jenkins.plugins.releasechecklist.engine.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps phrases in records: the English words where they always were, as text, so that every version and every program can read
 * them, and beside them key and arguments: {@code "reason": "No decision in time", "reasonPhrase": {"key": "gate.noDecision"}}. A
 * list of phrases has a list beside it.
 */
public final class PhraseWriter extends JsonSerializer<Object> {
    private static final String BESIDE = "Phrase";

    @Override
    public void serialize(Object words, JsonGenerator out, SerializerProvider others) throws IOException {
        String name = out.getOutputContext().getCurrentName();
        if (words instanceof Phrase phrase) {
            out.writeString(phrase.text());
            if (!phrase.key().isEmpty() && out.getOutputContext().inObject()) {
                out.writeFieldName(name + BESIDE);
                write(phrase, out);
            }
            return;
        }
        List<Phrase> phrases =
                ((List<?>) words).stream().map(Phrase.class::cast).toList();
        out.writeStartArray();
        for (Phrase phrase : phrases) {
            out.writeString(phrase.text());
        }
        out.writeEndArray();
        if (phrases.stream().anyMatch(phrase -> !phrase.key().isEmpty())) {
            out.writeArrayFieldStart(name + BESIDE);
            for (Phrase phrase : phrases) {
                write(phrase, out);
            }
            out.writeEndArray();
        }
    }

    /** Reads the words of a record together with what stands beside them. Whoever takes them for text finds the English words. */
    public static void join(JsonNode record) {
        record.forEach(PhraseWriter::join);
        List<String> names = new ArrayList<>();
        record.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode words = record.path(name);
            JsonNode beside = record.path(name + BESIDE);
            if (words.isTextual() && beside.isObject()) {
                ((ObjectNode) record).putPOJO(name, Phrase.read(words.textValue(), beside));
            } else if (words instanceof ArrayNode list && beside.isArray()) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i).isTextual() && beside.path(i).isObject()) {
                        list.set(i, new POJONode(Phrase.read(list.get(i).textValue(), beside.get(i))));
                    }
                }
            }
        }
    }

    private static void write(Phrase phrase, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (!phrase.key().isEmpty()) {
            out.writeStringField("key", phrase.key());
        }
        if (!phrase.arguments().isEmpty()) {
            out.writeArrayFieldStart("arguments");
            for (Object argument : phrase.arguments()) {
                if (argument instanceof Phrase nested && !nested.key().isEmpty()) {
                    write(nested, out);
                } else if (argument instanceof Number number) {
                    out.writeNumber(number.longValue());
                } else {
                    out.writeString(argument.toString());
                }
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
