package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import io.jenkins.plugins.releasechecklist.engine.plan.SourcePosition;
import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * The text of a file as SnakeYAML's nodes, of which no value is ever constructed: the text cannot name classes. Its
 * size, its depth and its aliases are limited. What is no YAML becomes a problem in the words of SnakeYAML.
 */
record YamlText(String file, Problems problems) {
    private static final int MOST_CODE_POINTS = 1 << 20;
    private static final int MOST_ALIASES = 50;
    private static final int DEEPEST = 50;
    /** What SnakeYAML says of values such as {@code >= 99%}, {@code @team} and {@code Fix: this}. */
    private static final Pattern UNQUOTED = Pattern.compile("found character '[>@`%]'|expected chomping or indentation"
            + "|undefined alias|unexpected character found|'}', but got :");
    /** A key that the blank after its colon is missing of, such as {@code httpCheck:{name: a}}. */
    private static final Pattern TIGHT_KEY = Pattern.compile("([\\w-]+:)[{\\[\"'].*");
    /** A line that would be a key if it had a colon. */
    private static final Pattern LONE_WORD = Pattern.compile("\\s*(?:- )?([\\w-]+)\\s*");

    /** The only document of the text; empty when there is none, or when a problem was added. */
    Optional<Node> compose(String text) {
        int length = text.codePointCount(0, text.length());
        if (length > MOST_CODE_POINTS) {
            String found = length + " characters";
            problems.refused(
                    "expected at most " + MOST_CODE_POINTS + " characters, found " + found,
                    found,
                    KeyPath.root("", Optional.of(start())));
            return Optional.empty();
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return Optional.ofNullable(new Yaml(new SafeConstructor(limits())).compose(new PiecewiseReader(content)));
        } catch (MarkedYAMLException syntax) {
            wrong(
                    reason(syntax),
                    remedy(syntax, content.lines().toList()),
                    Optional.ofNullable(syntax.getProblemMark())
                            .map(this::position)
                            .orElseGet(this::start));
        } catch (ReaderException character) {
            String found = String.format("the character U+%04X", character.getCodePoint());
            wrong(found, "printable text", position(content, character.getPosition()));
        } catch (YAMLException limit) {
            wrong(Quoted.sentence(String.valueOf(limit.getMessage())), "", start());
        } catch (IllegalArgumentException stumble) {
            // The library does not expect all that its own grammar allows.
            wrong("a tag or an escape that stands for nothing", "text without it", start());
        }
        return Optional.empty();
    }

    /** The beginning of the file. */
    SourcePosition start() {
        return new SourcePosition(file, 1, 1);
    }

    /** Where SnakeYAML found something. */
    SourcePosition position(Mark mark) {
        return new SourcePosition(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private SourcePosition position(String content, int codePoints) {
        String before = content.substring(0, content.offsetByCodePoints(0, codePoints));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
        return new SourcePosition(file, line, column);
    }

    private void wrong(String found, String expected, SourcePosition at) {
        problems.syntax(found, expected, KeyPath.root("", Optional.of(at)));
    }

    // The context tells what was being read and the problem what came instead; each may be missing.
    private static String reason(MarkedYAMLException syntax) {
        String context = Optional.ofNullable(syntax.getContext())
                .filter(text -> !text.equals("while scanning for the next token"))
                .map(text -> text + ", ")
                .orElse("");
        String problem = Optional.ofNullable(syntax.getProblem())
                .orElse("unreadable")
                .replaceFirst(" that cannot start any token\\..*", " that begins no value");
        return Quoted.sentence(context + problem) + beginning(syntax);
    }

    /** What to write instead; empty where SnakeYAML's own words say it. */
    private static String remedy(MarkedYAMLException syntax, List<String> lines) {
        String problem = String.valueOf(syntax.getProblem());
        if (problem.contains("(TAB)")) {
            return "blanks: tabs do not indent in YAML";
        }
        if (problem.contains("unexpected end of stream")) {
            return "the closing quotation mark";
        }
        if (problem.contains("but found '<scalar>'")) {
            return "nothing after the closing quotation mark; one within a text is doubled";
        }
        if (problem.contains("but found '<block ")) {
            return "this line to be indented as those that it belongs to";
        }
        if (problem.contains("mapping values are not allowed here")) {
            Mark mark = syntax.getProblemMark();
            return missingColon(mark, lines).or(() -> missingBlank(mark, lines)).orElse("the value in quotation marks");
        }
        return UNQUOTED.matcher(problem).find() ? "the value in quotation marks" : "";
    }

    private static Optional<String> missingColon(Mark mark, List<String> lines) {
        for (int line = Math.min(mark.getLine(), lines.size()) - 1; line >= 0; line--) {
            Matcher word = LONE_WORD.matcher(lines.get(line));
            if (word.matches()) {
                return Optional.of("a colon after " + Quoted.text(word.group(1)) + " in line " + (line + 1));
            }
            if (!lines.get(line).isBlank()) {
                break;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> missingBlank(Mark mark, List<String> lines) {
        return lines.stream()
                .skip(mark.getLine())
                .findFirst()
                .map(line -> line.substring(0, Math.min(mark.getColumn(), line.length())))
                .map(TIGHT_KEY::matcher)
                .filter(Matcher::find)
                .map(key -> "a blank after " + Quoted.text(key.group(1)));
    }

    /** Where what was being read began: a quote or bracket that is never closed shows only at the end of the file. */
    private static String beginning(MarkedYAMLException syntax) {
        return Optional.ofNullable(syntax.getContextMark())
                .filter(began -> Optional.ofNullable(syntax.getProblemMark())
                        .filter(found -> found.getLine() > began.getLine())
                        .isPresent())
                .map(began -> " (it began at " + (began.getLine() + 1) + ":" + (began.getColumn() + 1) + ")")
                .orElse("");
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CODE_POINTS + 1);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setNestingDepthLimit(DEEPEST);
        return limits;
    }

    /**
     * Hands out text in pieces that never fill the reader's buffer. SnakeYAML 2.3 reads past the end of its own one when a
     * character of two halves (an emoji) lies across it.
     */
    private static final class PiecewiseReader extends FilterReader {
        PiecewiseReader(String text) {
            super(new StringReader(text));
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.max(1, length - 1));
        }
    }
}
