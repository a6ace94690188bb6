package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Scalar;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode.Style;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.WebAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Readers of single values. Numbers are accepted where text is expected and the other way round. */
public final class Scalars {
    // No octal, hexadecimal or sexagesimal numbers, which YAML 1.1 has: nobody who writes 010 in a plan means eight.
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,8}");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9]");
    private static final Map<String, Boolean> FLAGS =
            Map.of("true", true, "yes", true, "on", true, "false", false, "no", false, "off", false);
    private static final String DURATION_TEXT = "a duration such as 500ms, 15s, 10m, 24h, 14d or PT10M";

    /** Any text that is not blank, without the spaces around it. */
    public static final ValueReader<String> TEXT = text("text");

    /** Any text as it was written, with its spaces; it may be empty. */
    public static final ValueReader<String> VERBATIM = verbatim(0);

    /** Text as it was written, with its spaces; at least one character. */
    public static final ValueReader<String> SOME_VERBATIM = verbatim(1);

    /** {@code true} or {@code false}, and the other words that YAML has for them, unless in quotes. */
    public static final ValueReader<Boolean> FLAG = expecting("true or false", Scalars::flag);

    /** A length of time; zero is one. */
    public static final ValueReader<Duration> DURATION = parsed(DURATION_TEXT, Durations::parse);

    /** A length of time longer than zero. */
    public static final ValueReader<Duration> POSITIVE_DURATION = parsed(DURATION_TEXT, text -> {
        Duration duration = Durations.parse(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("expected a duration longer than zero, found '" + text + "'");
        }
        return duration;
    });

    /** The name of a role. */
    public static final ValueReader<String> ROLE = id("a role");

    /** Several roles, at least one. */
    public static final ValueReader<List<String>> ROLES =
            ROLE.listOf("roles").atLeastOne().eachOnce();

    /** The name of an environment, in the one spelling of such names. */
    public static final ValueReader<String> ENVIRONMENT =
            parsed("the name of an environment", EnvironmentName::require);

    /** An absolute address on the web. */
    public static final ValueReader<String> WEB_ADDRESS = formed(
            "an http or https URL such as https://wiki.example.com/handoff",
            text -> Optional.of(text).filter(WebAddress::is));

    private Scalars() {}

    /** Any text that is not blank, without the spaces around it. */
    public static ValueReader<String> text(String what) {
        return formed(what, Optional::of);
    }

    /** Text in the form of ids; for text that could be turned into one, that one is suggested. */
    public static ValueReader<String> id(String what) {
        return (node, problems) -> {
            Optional<String> text = writtenText(node);
            Optional<String> id =
                    text.filter(found -> Ids.PATTERN.matcher(found).matches());
            if (id.isEmpty()) {
                String expected = what + " of lower-case letters, digits and hyphens";
                problems.expected(
                        expected, node, text.filter(Scalars::hasLetters).map(Ids::slug));
            }
            return id;
        };
    }

    /** The canonical name of one of a few environments, however it is written; a message names the value by {@code what}. */
    public static ValueReader<String> environment(String what, Collection<String> names) {
        return (node, problems) -> {
            Optional<String> name =
                    writtenText(node).map(EnvironmentName::canonical).filter(names::contains);
            if (name.isEmpty()) {
                problems.expectedOneOf(what, names, node);
            }
            return name;
        };
    }

    /** A whole number within a range, both ends included. */
    public static ValueReader<Integer> wholeNumber(int least, int most) {
        return formed(
                "a whole number from " + least + " to " + most,
                text -> Optional.of(text)
                        .filter(digits -> WHOLE_NUMBER.matcher(digits).matches())
                        .map(Integer::valueOf)
                        .filter(number -> number >= least && number <= most));
    }

    /**
     * One of a few words.
     *
     * @param what how a message names the value
     * @param values what the words stand for, in the order in which a message lists them
     * @param word how a value is written
     */
    public static <T> ValueReader<T> oneOf(String what, Collection<T> values, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        values.forEach(value -> words.put(word.apply(value), value));
        return (node, problems) -> {
            Optional<T> value = writtenText(node).flatMap(text -> Optional.ofNullable(words.get(text)));
            if (value.isEmpty()) {
                problems.expectedOneOf(what, words.keySet(), node);
            }
            return value;
        };
    }

    /** One of a few words that stand for themselves. */
    public static ValueReader<String> oneOf(String what, Collection<String> words) {
        return oneOf(what, words, Function.identity());
    }

    /**
     * Text with a form that the engine knows. What the engine refuses is reported in the engine's words.
     *
     * @param what how a message names the value when it is no text at all
     * @param parser throws IllegalArgumentException, with a sentence, for text that has not the form
     */
    public static <T> ValueReader<T> parsed(String what, Function<String, T> parser) {
        return (node, problems) -> {
            Optional<String> text = writtenText(node);
            if (text.isEmpty()) {
                problems.expected(what, node);
            }
            return text.flatMap(written -> {
                try {
                    return Optional.of(parser.apply(written));
                } catch (IllegalArgumentException otherForm) {
                    problems.refused(otherForm.getMessage(), node.describe(), node.place());
                    return Optional.empty();
                }
            });
        };
    }

    /**
     * Text with a form that is nobody else's business.
     *
     * @param what how a message names the value
     * @param parser the value, or empty for text that has not the form
     */
    public static <T> ValueReader<T> formed(String what, Function<String, Optional<T>> parser) {
        return expecting(what, node -> writtenText(node).flatMap(parser));
    }

    private static <T> ValueReader<T> expecting(String what, Function<PlanNode, Optional<T>> parser) {
        return (node, problems) -> {
            Optional<T> value = parser.apply(node);
            if (value.isEmpty()) {
                problems.expected(what, node);
            }
            return value;
        };
    }

    private static Optional<Boolean> flag(PlanNode node) {
        return node instanceof Scalar scalar
                ? Optional.ofNullable(FLAGS.get(scalar.text().toLowerCase(Locale.ROOT)))
                        .filter(flag ->
                                scalar.style() == Style.BOOLEAN || scalar.text().equalsIgnoreCase(flag.toString()))
                : Optional.empty();
    }

    private static ValueReader<String> verbatim(int shortest) {
        return expecting("text", node -> verbatim(node).filter(text -> text.length() >= shortest));
    }

    private static Optional<String> verbatim(PlanNode node) {
        return node instanceof Scalar scalar && scalar.style() != Style.NOTHING
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    private static Optional<String> writtenText(PlanNode node) {
        return verbatim(node).map(String::strip).filter(text -> !text.isEmpty());
    }

    // A text without any letter gets an arbitrary id, which nobody could have meant.
    private static boolean hasLetters(String text) {
        return LETTERS.matcher(text).find();
    }
}
