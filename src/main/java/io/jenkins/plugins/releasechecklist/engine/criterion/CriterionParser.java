package io.jenkins.plugins.releasechecklist.engine.criterion;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion.Bound;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion.Operator;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity.Unit;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a criterion by recursive descent:
 *
 * <pre>
 * criterion = operator ( "baseline" [ ( "+" | "-" ) quantity ] | [ "-" ] quantity )
 *           | "no" ( "worse" | "higher" | "lower" ) "than" name [ "by" quantity ]
 * quantity  = number [ "%" ] | duration
 * </pre>
 */
final class CriterionParser {
    /** Far more than a criterion needs, and few enough for a regular expression that repeats groups. */
    private static final int LONGEST = 1000;

    private static final Pattern SPACES = Pattern.compile("\\s*");
    private static final Pattern BASELINE = Pattern.compile("baseline\\b");
    private static final Pattern COMPARISON = Pattern.compile("no\\s+(?:worse|higher|lower)\\s+than\\b");
    private static final Pattern NAME = Pattern.compile("\\S+?(?:\\s+(?!by\\s)\\S+)*(?=\\s+by\\s|\\s*$)");
    private static final Pattern BY = Pattern.compile("by\\b");
    private static final Pattern DURATION =
            Pattern.compile("\\d+(?:ms|[dhms])(?:\\s*\\d+(?:ms|[dhms]))*\\b|PT?\\d[\\w.]*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(?:\\.\\d{1,18})?(?:[eE][+-]?\\d{1,2})?(?![\\w.])");
    private static final Pattern WORD = Pattern.compile("\\S+");
    /** The longer symbol first: {@code <=} begins with {@code <}. */
    private static final List<Operator> OPERATORS = Stream.of(Operator.values())
            .sorted(Comparator.comparing(
                    (Operator operator) -> -operator.symbol().length()))
            .toList();

    private final String text;
    private final Matcher matcher;
    private int position;

    CriterionParser(String text) {
        this.text = text;
        this.matcher = Pattern.compile("").matcher(text);
    }

    Criterion parse() {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("'" + Texts.clip(text) + "': expected a criterion of at most " + LONGEST
                    + " characters, found " + text.length());
        }
        skipSpaces();
        String comparison = take(COMPARISON);
        if (!comparison.isEmpty()) {
            return distribution(comparison.contains("lower") ? Operator.AT_LEAST : Operator.AT_MOST);
        }
        Operator operator = operator();
        Bound bound = take(BASELINE).isEmpty()
                ? new Bound.Fixed(signed("a percentage, a duration, a number or baseline"))
                : new Bound.Baseline(offset());
        if (position < text.length()) {
            throw expected("the end");
        }
        return new Criterion(operator, bound);
    }

    private Criterion distribution(Operator operator) {
        String of = take(NAME).strip();
        if (of.isEmpty()) {
            throw expected("baseline or the name of a metric");
        }
        Quantity tolerance = take(BY).isEmpty() ? new Quantity(BigDecimal.ZERO, Unit.NUMBER) : quantity("how much");
        if (position < text.length()) {
            throw expected("the end");
        }
        return new Criterion(operator, new Bound.Distribution(of, tolerance));
    }

    private Operator operator() {
        skipSpaces();
        for (Operator operator : OPERATORS) {
            if (takeSymbol(operator.symbol())) {
                return operator;
            }
        }
        throw expected("one of <, <=, >, >=, ==");
    }

    private Quantity offset() {
        if (takeSymbol("+")) {
            return quantity("a percentage or a number");
        }
        if (takeSymbol("-")) {
            return quantity("a percentage or a number").negated();
        }
        if (position < text.length()) {
            throw expected("+, - or the end");
        }
        return new Quantity(BigDecimal.ZERO, Unit.NUMBER);
    }

    private Quantity signed(String what) {
        int start = position;
        if (!takeSymbol("-")) {
            return quantity(what);
        }
        Quantity quantity = quantity("a number");
        if (quantity.unit() != Unit.NUMBER) {
            position = start;
            throw expected("a percentage or a duration of zero or more");
        }
        return quantity.negated();
    }

    private Quantity quantity(String what) {
        int start = position;
        String duration = take(DURATION);
        if (!duration.isEmpty()) {
            try {
                return new Quantity(BigDecimal.valueOf(Durations.parse(duration).toMillis()), Unit.DURATION);
            } catch (IllegalArgumentException e) {
                position = start;
                throw expected(what);
            }
        }
        String number = take(NUMBER);
        if (number.isEmpty()) {
            throw expected(what);
        }
        return new Quantity(new BigDecimal(number), takeSymbol("%") ? Unit.PERCENTAGE : Unit.NUMBER);
    }

    private boolean takeSymbol(String symbol) {
        boolean there = text.startsWith(symbol, position);
        if (there) {
            position += symbol.length();
            skipSpaces();
        }
        return there;
    }

    private String take(Pattern pattern) {
        if (!matcher.usePattern(pattern).region(position, text.length()).lookingAt()) {
            return "";
        }
        String found = matcher.group();
        position = matcher.end();
        skipSpaces();
        return found;
    }

    private void skipSpaces() {
        matcher.usePattern(SPACES).region(position, text.length()).lookingAt();
        position = matcher.end();
    }

    private IllegalArgumentException expected(String what) {
        String found = matcher.usePattern(WORD).region(position, text.length()).lookingAt()
                ? "'" + matcher.group() + "'"
                : "the end";
        return new IllegalArgumentException("'" + text + "': expected " + what + " in column " + (position + 1)
                + ", found " + found + " (examples: >= 99%, <= 800ms, <= baseline + 10%)");
    }
}
