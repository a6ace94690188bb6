package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text may ask of the Markdown parser. The parser takes quadratic time for some hostile texts, and calls itself for
 * every level of emphasis; within these limits neither is noticed. A text beyond them is shown as text.
 */
final class MarkdownBudget {

    /** The longest text, in characters. */
    static final int LONGEST = 50_000;

    /** The most quotes and lists that begin inside each other on one line. */
    static final int DEEPEST_LINE = 32;

    /** The deepest tree. */
    static final int DEEPEST_TREE = 64;

    /** The most characters between two blank lines that could begin or end emphasis, links, code or HTML. */
    static final int MOST_MARKS = 2000;

    /** The most cells of tables: a short row is filled up to as many as the longest has. */
    static final int MOST_CELLS = 20_000;

    private static final Pattern BLANK_LINES = Pattern.compile("\n[ \t]*\n");
    private static final Pattern MARKER = Pattern.compile("[ \t]*(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))");
    private static final String MARKS = "*_[]<!`~";

    private MarkdownBudget() {}

    /** Whether the parser may have the text. */
    static boolean allows(String text) {
        return text.length() <= LONGEST && allowsBlocks(text) && cells(text) <= MOST_CELLS;
    }

    /** Whether the parser may look for the blocks of a text that is as long as a whole file. */
    static boolean allowsBlocks(String text) {
        return text.lines().allMatch(line -> depth(line) <= DEEPEST_LINE)
                && BLANK_LINES.splitAsStream(text).allMatch(paragraph -> marks(paragraph) <= MOST_MARKS);
    }

    /** How many cells a text could have if it were one table. */
    private static long cells(String text) {
        long columns = text.lines()
                .mapToLong(line -> line.chars().filter(c -> c == '|').count())
                .max()
                .orElse(0);
        return columns * text.lines().count();
    }

    /** How many markers of quotes and lists a line begins with. */
    private static int depth(String line) {
        Matcher marker = MARKER.matcher(line);
        int depth = 0;
        while (marker.lookingAt()) {
            depth++;
            marker.region(marker.end(), line.length());
        }
        return depth;
    }

    private static int marks(String paragraph) {
        int marks = 0;
        char before = 0;
        for (int i = 0; i < paragraph.length(); i++) {
            char c = paragraph.charAt(i);
            boolean ofRun = c == before && (c == '*' || c == '_' || c == '`' || c == '~');
            if (!ofRun && MARKS.indexOf(c) >= 0) {
                marks++;
            }
            before = c;
        }
        return marks;
    }
}
