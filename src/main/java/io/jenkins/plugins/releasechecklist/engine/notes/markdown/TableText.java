package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * A table of Markdown for receivers that know none: columns of text in a font of one width, below the heads of the columns a line.
 *
 * @param rows the cells, the heads of the columns first; every row has as many
 */
public record TableText(List<List<String>> rows) {

    /** Reads a table of a tree that {@link MarkdownText} made. */
    public static TableText of(TableBlock table) {
        List<List<String>> rows = new ArrayList<>();
        for (Node node : SafeTree.nodes(table)) {
            if (node instanceof TableRow row) {
                List<String> cells = new ArrayList<>();
                for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                    cells.add(words(cell).strip());
                }
                rows.add(cells);
            }
        }
        return new TableText(rows);
    }

    /** The words of a node; a tree is never deeper than {@link MarkdownBudget} allows. */
    private static String words(Node node) {
        if (node instanceof Text text) {
            return text.getLiteral();
        }
        if (node instanceof Code code) {
            return code.getLiteral();
        }
        StringBuilder words = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            words.append(words(child));
        }
        return node instanceof Strikethrough ? "~~" + words + "~~" : words.toString();
    }

    /** The table in lines. */
    public String text() {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> width(row.get(at))).max().orElse(0));
        }
        List<String> lines =
                new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
        lines.add(1, widths.stream().map("-"::repeat).collect(Collectors.joining("  ")));
        return String.join("\n", lines);
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths.get(column) - width(cell) + 2));
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
