package io.jenkins.plugins.releasechecklist.engine.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.Serializable;
import java.text.Format;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the engine says to people: in English for logs, records and programs, and in the language of the reader on a page. The
 * sentences are patterns in {@code Phrases.properties} of the package of the engine that says them; a translation lies beside it,
 * as {@code Phrases_de.properties}. Phrases are equal when they say the same in English.
 *
 * @param text the English words, which records keep as they are
 * @param key where the pattern is: packages below the engine and its name there, such as {@code gate.noDecision}; empty for words
 *     of others, which nobody can translate
 * @param arguments what the pattern puts in: texts, whole numbers, and phrases
 */
@JsonSerialize(using = PhraseWriter.class)
public record Phrase(String text, String key, List<Object> arguments) implements Serializable {
    /** Nothing is said. */
    public static final Phrase NONE = plain("");

    private static final String ENGINE = "io.jenkins.plugins.releasechecklist.engine.";
    private static final Pattern KEY = Pattern.compile("((?:[a-z]+\\.)+)([a-zA-Z0-9]+)");
    private static final Control PATTERNS = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    public Phrase {
        arguments = arguments.stream()
                .map(one ->
                        one instanceof Phrase || one instanceof Integer || one instanceof Long ? one : one.toString())
                .toList();
    }

    /** Words of a person, a server or a plugin, the same in every language. */
    public static Phrase plain(String text) {
        return new Phrase(text, "", List.of());
    }

    /**
     * A sentence of the engine.
     *
     * @param key where its pattern is
     * @param arguments phrases, whole numbers, and whatever is put in as text
     * @throws MissingResourceException if there is no such pattern
     */
    public static Phrase of(String key, Object... arguments) {
        List<Object> all = List.of(arguments);
        return new Phrase(said(key, all, Locale.ROOT), key, all);
    }

    /** The phrases in one, each behind the separator of the one before: {@code text.and}, {@code text.or}, {@code text.list}, {@code text.then}. */
    public static Phrase joined(String separator, List<Phrase> phrases) {
        return phrases.stream()
                .reduce((before, next) -> of(separator, before, next))
                .orElse(NONE);
    }

    /** Reads what a record keeps. A pattern that this version does not know leaves the English words. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Phrase read(JsonNode written) {
        return written instanceof POJONode joined && joined.getPojo() instanceof Phrase phrase
                ? phrase
                : read(
                        written.isTextual()
                                ? written.textValue()
                                : written.path("text").asText(),
                        written);
    }

    /**
     * Reads what a record keeps beside the English words.
     *
     * @param text the English words
     * @param written key and arguments
     */
    static Phrase read(String text, JsonNode written) {
        List<Object> arguments = new ArrayList<>();
        for (JsonNode argument : written.path("arguments")) {
            arguments.add(
                    argument.isObject()
                            ? read(argument)
                            : argument.isIntegralNumber() ? (Object) argument.longValue() : argument.asText());
        }
        return new Phrase(text, written.path("key").asText(), arguments);
    }

    /** What it says to a reader; the English words where nobody has translated them. */
    public String in(Locale reader) {
        try {
            return key.isEmpty() || patterns(key, reader).getLocale().equals(Locale.ROOT)
                    ? text
                    : said(key, arguments, reader);
        } catch (MissingResourceException | IllegalArgumentException notOurs) {
            return text;
        }
    }

    /** The same with other words in it, because they held secrets. */
    public Phrase map(UnaryOperator<String> words) {
        return new Phrase(
                words.apply(text),
                key,
                arguments.stream()
                        .map(argument -> argument instanceof Phrase phrase
                                ? phrase.map(words)
                                : argument instanceof String text ? words.apply(text) : argument)
                        .toList());
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    private static String said(String key, List<Object> arguments, Locale reader) {
        MessageFormat pattern =
                new MessageFormat(patterns(key, reader).getString(key.substring(key.lastIndexOf('.') + 1)), reader);
        Format[] formats = pattern.getFormatsByArgumentIndex();
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            Object argument = arguments.get(i);
            // A number stays one where the pattern chooses by it. Anywhere else it is written without grouping.
            boolean number = argument instanceof Number && i < formats.length && formats[i] != null;
            values[i] = argument instanceof Phrase phrase ? phrase.in(reader) : number ? argument : argument.toString();
        }
        return pattern.format(values);
    }

    /** Only patterns of the engine: a key has no way to others. */
    private static ResourceBundle patterns(String key, Locale reader) {
        Matcher place = KEY.matcher(key);
        if (!place.matches()) {
            throw new IllegalArgumentException("Expected a key such as gate.noDecision, found " + Texts.quoted(key));
        }
        return ResourceBundle.getBundle(
                ENGINE + place.group(1) + "Phrases", reader, Phrase.class.getClassLoader(), PATTERNS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Phrase phrase && text.equals(phrase.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
