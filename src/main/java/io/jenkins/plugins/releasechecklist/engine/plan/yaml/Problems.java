package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanProblem;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanProblem.Kind;
import io.jenkins.plugins.releasechecklist.engine.plan.SourcePosition;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Collects what is wrong, so that the author of a plan sees all mistakes at once. A reader adds a problem and goes on;
 * whoever started the reading asks at the end. For one reading and one thread.
 */
public final class Problems {
    /** More than anybody reads; keeps a hostile file from filling the memory or the log. */
    private static final int MOST_KEPT = 100;

    /** No key or name that was meant is longer, and comparing long texts is slow. */
    private static final int LONGEST_TYPO = 100;

    /** Two letters begin too many words. */
    private static final int SHORTEST_PART = 3;

    /** Problems without a position stay in the order in which they were found. */
    private static final Comparator<PlanProblem> FILE_ORDER = Comparator.comparingInt((PlanProblem problem) ->
                    problem.position().map(SourcePosition::line).orElse(0))
            .thenComparingInt(
                    problem -> problem.position().map(SourcePosition::column).orElse(0));

    private static final Pattern KEY_OF_SENTENCE = Pattern.compile("^[A-Za-z0-9]+: ");

    /** What stands for a value elsewhere: ${NAME}, $NAME, {{ name }}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{|\\{\\{|^[\"']?\\$[A-Z_]{2}");

    private final List<PlanProblem> kept = new ArrayList<>();
    private int count;
    private boolean syntax;

    /** The value is not what was expected there. */
    public void expected(String expected, PlanNode node) {
        add(Kind.WRONG_VALUE, node.place(), node.describe(), expected, Optional.empty());
    }

    /** The value is not one of a known set. */
    void expectedOneOf(String what, Collection<String> allowed, PlanNode node) {
        String expected = what + " (" + (allowed.isEmpty() ? "there are none" : String.join(", ", allowed)) + ")";
        Optional<String> suggestion =
                node instanceof PlanNode.Scalar scalar ? closest(scalar.text(), allowed) : Optional.empty();
        expected(expected, node, suggestion);
    }

    /** The value contradicts something else, or is there a second time. */
    public void expected(String expected, String found, KeyPath place) {
        add(Kind.WRONG_VALUE, place, found, expected, Optional.empty());
    }

    /** The value is not what was expected there, and something close to it would be. */
    public void expected(String expected, PlanNode node, Optional<String> suggestion) {
        add(Kind.WRONG_VALUE, node.place(), node.describe(), expected, suggestion);
    }

    /** Something that may stand only once is there again. */
    public void again(String expected, String found, KeyPath place, KeyPath first) {
        String where = first.position().map(at -> "on line " + at.line()).orElseGet(() -> "at " + first.path());
        expected(expected, found + " again (first " + where + ")", place);
    }

    /** A key that nobody knows here; tells which one was probably meant. */
    Optional<String> unknownKey(PlanNode.Entry entry, Collection<String> allowed) {
        Optional<String> meant = closest(entry.key(), allowed);
        add(Kind.UNKNOWN_KEY, entry.place(), Quoted.text(entry.key()), String.join(", ", allowed), meant);
        return meant;
    }

    /** The text is not YAML that a plan may use. */
    void syntax(String found, String expected, KeyPath place) {
        syntax = true;
        add(Kind.SYNTAX, place, found, expected, Optional.empty());
    }

    /** The engine refuses the value, and its sentence says what it expected and what it found. */
    public void refused(String sentence, String found, KeyPath place) {
        // The path says already which key it is.
        String key = KEY_OF_SENTENCE.matcher(sentence).replaceFirst("");
        add(Kind.REFUSED, place, found, Quoted.sentence(key), Optional.empty());
    }

    /**
     * What was probably meant: the nearest word, or else the only one that begins or ends the other, as {@code MON} does
     * {@code monday} and {@code http} does {@code httpCheck}. Nothing for a text that is too long to be a typing mistake.
     */
    public static Optional<String> closest(String found, Collection<String> allowed) {
        return found.length() > LONGEST_TYPO
                ? Optional.empty()
                : Suggestions.closest(found, allowed)
                        .or(() -> Optional.of(allowed.stream()
                                        .filter(word -> isPart(found.strip(), word) || isPart(word, found.strip()))
                                        .toList())
                                .filter(words -> words.size() == 1)
                                .map(words -> words.get(0)));
    }

    private static boolean isPart(String part, String whole) {
        int rest = whole.length() - part.length();
        return part.length() >= SHORTEST_PART
                && (whole.regionMatches(true, 0, part, 0, part.length())
                        || whole.regionMatches(true, rest, part, 0, part.length()));
    }

    /** Whether anything is wrong so far. */
    boolean any() {
        return count > 0;
    }

    /** How many problems were added so far; a reader compares, to know whether its part is right. */
    public int count() {
        return count;
    }

    /** Whether the text is not YAML, so that looking at its keys would only lead to wrong complaints. */
    boolean anySyntax() {
        return syntax;
    }

    /** Ends a reading: the value if everything is right. */
    public <T> T orThrow(Optional<T> value) {
        if (any()) {
            kept.sort(FILE_ORDER);
            throw new PlanException(kept, count - kept.size());
        }
        return value.orElseThrow(() -> new IllegalStateException("Nothing was read, and nobody said why"));
    }

    private void add(Kind kind, KeyPath place, String found, String expected, Optional<String> suggestion) {
        count++;
        if (VARIABLE.matcher(found).find()) {
            found += " (a plan knows no variables such as ${NAME})";
            expected = kind == Kind.REFUSED
                    ? expected + ". A plan knows no variables such as ${NAME}: write the value"
                    : expected;
        }
        if (kept.size() < MOST_KEPT) {
            kept.add(new PlanProblem(kind, place.position(), place.path(), found, expected, suggestion));
        }
    }
}
