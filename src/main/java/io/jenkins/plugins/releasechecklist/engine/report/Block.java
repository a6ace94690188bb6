package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.List;

/** A part of a section of a report. */
sealed interface Block permits Block.Text, Block.Heading, Block.Markdown, Block.Table, LineChart, BoxPlot {
    /** A table; nothing if it has no rows. */
    static List<Block> table(String caption, List<String> header, List<List<Cell>> rows) {
        return rows.isEmpty() ? List.of() : List.of(new Table(caption, header, rows));
    }

    /** A paragraph of plain text. */
    record Text(String text, ReportTone tone) implements Block {
        public Text {
            text = VisibleText.of(text, "a paragraph");
        }
    }

    /** A heading below that of the section. */
    record Heading(String text) implements Block {
        public Heading {
            text = VisibleText.oneLine(text, "a heading");
        }
    }

    /** What somebody wrote in Markdown; it is not trusted. */
    record Markdown(String text) implements Block {
        /** By how many levels the headings in it are lower than where they came from. */
        static final int LOWER = 2;
    }

    /**
     * A table.
     *
     * @param caption what it shows, for those who do not see what stands around it
     * @param header the names of the columns
     * @param rows as many cells each as there are columns
     */
    record Table(String caption, List<String> header, List<List<Cell>> rows) implements Block {
        public Table {
            caption = VisibleText.oneLine(caption, "a caption");
            header = List.copyOf(header);
            rows = List.copyOf(rows);
            for (List<Cell> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "Expected " + header.size() + " cells in every row, found " + row.size());
                }
            }
        }
    }
}
