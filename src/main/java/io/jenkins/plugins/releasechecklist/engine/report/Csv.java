package io.jenkins.plugins.releasechecklist.engine.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table as comma-separated values (RFC 4180): lines end with CR LF, and what holds a comma, a quote or a line break is
 * quoted. Spreadsheets take a cell for a formula that begins with {@code = + - @}, a tab or a carriage return, and what people
 * wrote must not become one: such a cell gets an apostrophe in front, as OWASP recommends ("CSV Injection"). So does what
 * follows a semicolon, a tab or a line break inside of a cell: where lists are separated by semicolons, as in Germany, that is
 * another cell.
 */
public final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r";
    /** What spreadsheets take for the same when they are set to East Asian text. */
    private static final String WIDE_FORMULA_STARTS = "\uFF1D\uFF0B\uFF0D\uFF20";

    private static final String BLANK = "[\\s\\p{Z}\\p{Cf}\\p{Cc}]";
    private static final Pattern BLANKS = Pattern.compile("^" + BLANK + "+");
    /** Where a spreadsheet begins another cell that does not separate them by commas, quotes or not. */
    private static final Pattern INNER_FORMULA =
            Pattern.compile("([;\t\r\n]" + BLANK + "*+)(?=[=+\\-@" + WIDE_FORMULA_STARTS + "])");

    private static final String LINE_END = "\r\n";

    private Csv() {}

    /**
     * Writes a table.
     *
     * @param header the names of the columns, which are ours and stay as they are
     * @param rows the cells of each row, as many as the header has
     * @throws IllegalArgumentException if a row has another number of cells
     */
    public static String of(List<String> header, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(line(header));
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "Expected " + header.size() + " cells in every row, found " + row.size() + ": " + row);
            }
            text.append(line(row.stream().map(Csv::harmless).toList()));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", LINE_END));
    }

    /** Also where blanks stand before it, which some spreadsheets cut off; but a blank cell stays blank. */
    private static String harmless(String cell) {
        String shown = BLANKS.matcher(cell).replaceFirst("");
        boolean formula =
                startsWithOneOf(cell, FORMULA_STARTS) || startsWithOneOf(shown, FORMULA_STARTS + WIDE_FORMULA_STARTS);
        String inside = INNER_FORMULA.matcher(cell).replaceAll("$1'");
        return formula ? "'" + inside : inside;
    }

    private static boolean startsWithOneOf(String text, String starts) {
        return !text.isEmpty() && starts.indexOf(text.charAt(0)) >= 0;
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
