package io.jenkins.plugins.releasechecklist.engine.report.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** Writes the answers as JSON. What is not there is written as null, so that every answer has all its fields. Thread-safe. */
public final class JsonText {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private static final PrettyPrinter PRETTY = pretty();

    private JsonText() {}

    /** The JSON of an answer, in one line. */
    public static String of(Object answer) {
        return written(JSON.writer(), answer);
    }

    /** The JSON of an answer for people too: indented by two blanks, with a line feed at the end of every line. */
    public static String indented(Object answer) {
        return written(JSON.writer(PRETTY), answer) + "\n";
    }

    private static String written(ObjectWriter writer, Object answer) {
        try {
            return writer.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "Expected an answer of records, lists and texts, found " + answer.getClass(), e);
        }
    }

    private static PrettyPrinter pretty() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter()
                .withObjectIndenter(lines)
                .withArrayIndenter(lines)
                .withSeparators(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    }
}
