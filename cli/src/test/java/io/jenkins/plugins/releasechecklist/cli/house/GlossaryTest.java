package io.jenkins.plugins.releasechecklist.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/glossary.md} with the names of types. */
class GlossaryTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([^|]*) ?\\|$");
    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*)`");
    private static final Pattern WORD = Pattern.compile("[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z0-9]*|[A-Z]+");
    private static final String TECHNICAL = "## Technical words";

    private final SourceTree tree = SourceTree.read();
    private String glossary;

    @BeforeEach
    void read() throws IOException {
        glossary = Files.readString(Page.ROOT.resolve("docs/glossary.md"));
    }

    @Test
    void namesTypesThatExist() {
        assertThat(tree.allNames())
                .as("Types of the code. When one was renamed or is gone, say it in docs/glossary.md")
                .containsAll(rows().flatMap(row -> TYPE.matcher(row.group(3)).results())
                        .map(type -> type.group(1))
                        .toList());
    }

    @Test
    void explainsEveryTermOnce() {
        assertThat(rows().map(row -> row.group(1)))
                .hasSizeGreaterThan(50)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void hasTheWordsOfWhichTheNamesOfTheEngineAreMade() {
        Set<String> known = words();
        Map<String, Set<String>> unknown = new TreeMap<>();
        for (SourceTree.Source source : tree.sources()) {
            if (source.room().startsWith("engine") && source.isPublic()) {
                WORD.matcher(source.name())
                        .results()
                        .map(word -> singular(word.group()))
                        .filter(word -> !known.contains(word))
                        .forEach(word -> unknown.computeIfAbsent(word, w -> new TreeSet<>())
                                .add(source.name()));
            }
        }
        assertThat(unknown)
                .as(
                        "Words in names of public types that docs/glossary.md does not have. Call the type by a word of the field that is"
                                + " there; or add the term to the table, or, if it is none of the field, the word to '%s'",
                        TECHNICAL)
                .isEmpty();
    }

    /** Words of the terms, and the technical ones. */
    private Set<String> words() {
        String technical = glossary.substring(glossary.indexOf(TECHNICAL) + TECHNICAL.length());
        return Stream.concat(rows().map(row -> row.group(1)), Stream.of(technical))
                .flatMap(words -> Arrays.stream(words.split("\\W+")))
                .map(GlossaryTest::singular)
                .collect(Collectors.toSet());
    }

    private Stream<MatchResult> rows() {
        return ROW.matcher(glossary).results().filter(row -> !row.group(1).matches("term|-+"));
    }

    private static String singular(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.endsWith("ies")) {
            return lower.substring(0, lower.length() - "ies".length()) + "y";
        }
        return lower.endsWith("s") && !lower.endsWith("ss") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
