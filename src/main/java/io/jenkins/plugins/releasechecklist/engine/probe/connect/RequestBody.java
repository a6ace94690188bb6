package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Serializable;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request carries. It may hold secrets, so that {@code toString} shows nothing of it. Text is always sent as UTF-8; a
 * {@code Content-Type} among the headers of the check comes before the one that is named here.
 */
public sealed interface RequestBody extends Serializable {
    /** A request without a body. */
    RequestBody NONE = new Text("");

    /** The body as it is sent; empty means no body. */
    String text();

    /** The body as it goes over the wire. */
    default byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** The media type of the body. */
    String contentType();

    /** What of it may be secret: the values, and not the names that they have. */
    Stream<String> values();

    /** Whether nothing is sent. */
    default boolean isEmpty() {
        return text().isEmpty();
    }

    /** A text without the escapes of a form; as it is where it has others. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /**
     * Text as it is.
     *
     * @param text the body
     */
    record Text(String text) implements RequestBody {
        /** What stands between the signs of XML, or after those of a form. */
        private static final Pattern PIECE = Pattern.compile("[^<>\"'=&\\r\\n]+");

        /** The whole text, and the values in it where it is JSON, a form or XML. */
        @Override
        public Stream<String> values() {
            Stream<String> parts;
            try {
                parts = JsonBody.parse(text).scalars();
            } catch (JsonProcessingException e) {
                parts = text.contains("=") || text.contains("<") ? pieces() : Stream.empty();
            }
            return Stream.concat(Stream.of(text.strip()), parts);
        }

        private Stream<String> pieces() {
            // The name of a field or of an element is none: what comes before "=" or stands after "<".
            return PIECE.matcher(text)
                    .results()
                    .filter(piece -> piece.start() > 0 && text.charAt(piece.start() - 1) != '<')
                    .filter(piece -> piece.end() == text.length() || text.charAt(piece.end()) != '=')
                    .map(piece -> decoded(piece.group()));
        }

        @Override
        public String contentType() {
            return "text/plain; charset=UTF-8";
        }

        @Override
        public String toString() {
            return "Text[****]";
        }
    }

    /**
     * Bytes as they are, none of them secret.
     *
     * @param contentType their media type
     * @param text each byte as the character with its number (ISO 8859-1)
     */
    record Binary(String contentType, String text) implements RequestBody {
        public Binary(String contentType, byte[] bytes) {
            this(contentType, new String(bytes, StandardCharsets.ISO_8859_1));
        }

        @Override
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public Stream<String> values() {
            return Stream.empty();
        }
    }

    /**
     * A form as a browser sends it.
     *
     * @param fields the values by their names, in the order in which they are sent
     */
    record Form(Map<String, String> fields) implements RequestBody {
        /** Checks that every field has a name. */
        public Form {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            if (fields.containsKey("")) {
                throw new IllegalArgumentException("form: expected a name for every field, found an empty one");
            }
        }

        @Override
        public String text() {
            return fields.entrySet().stream()
                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
        }

        @Override
        public Stream<String> values() {
            return fields.values().stream();
        }

        @Override
        public String contentType() {
            return "application/x-www-form-urlencoded";
        }

        @Override
        public String toString() {
            return "Form[****]";
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /**
     * JSON, sent as it was written.
     *
     * @param text a JSON value
     */
    record Json(String text) implements RequestBody {
        /** Checks that it is JSON. */
        public Json {
            try {
                JsonBody.parse(text);
            } catch (JsonProcessingException e) {
                String where = Optional.ofNullable(e.getLocation())
                        .map(at -> " in line " + at.getLineNr() + ", column " + at.getColumnNr())
                        .orElse("");
                // Not the text around it, which may be a secret.
                throw new IllegalArgumentException("json: expected JSON, found a mistake" + where);
            }
        }

        /**
         * Writes text, a number, a truth value, null, or a map or list of such as JSON. Refuses anything else, and what is
         * nested more than 100 times.
         */
        public static Json of(Object value) {
            return new Json(JsonBody.write(value));
        }

        @Override
        public Stream<String> values() {
            try {
                return JsonBody.parse(text).scalars();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("expected JSON that was read before", e);
            }
        }

        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public String toString() {
            return "Json[****]";
        }
    }
}
