package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.SafeInline;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Fact;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Section;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a report as Markdown (CommonMark with tables). What people wrote stays text. */
final class MarkdownReport {
    private MarkdownReport() {}

    static String render(ReportDocument document) {
        List<String> blocks = new ArrayList<>();
        blocks.add("# " + text(document.title()));
        document.warning().ifPresent(warning -> blocks.add("**" + text(warning) + "**"));
        blocks.add(text(document.outcome()));
        blocks.add(Stream.concat(Stream.of(new Fact("Status", document.status())), document.facts().stream())
                .map(fact ->
                        "- **" + text(fact.name()) + ":** " + text(fact.value().text()))
                .collect(Collectors.joining("\n")));
        for (Section section : document.sections()) {
            blocks.add("## " + text(section.title()));
            section.blocks().forEach(block -> blocks.add(block(block)));
        }
        return String.join("\n\n", blocks) + "\n";
    }

    private static String block(Block block) {
        if (block instanceof Block.Heading heading) {
            return "### " + text(heading.text());
        }
        if (block instanceof Block.Table table) {
            return table(table);
        }
        if (block instanceof Block.Markdown markdown) {
            return MarkdownText.normalized(markdown.text(), Block.Markdown.LOWER);
        }
        if (block instanceof LineChart chart) {
            return text(chart.title());
        }
        if (block instanceof BoxPlot boxes) {
            return text(boxes.text(Phrase::text));
        }
        return text(((Block.Text) block).text());
    }

    private static String table(Block.Table table) {
        List<String> lines = new ArrayList<>();
        lines.add(line(table.header().stream().map(MarkdownReport::text).toList()));
        lines.add(line(table.header().stream().map(name -> "---").toList()));
        table.rows()
                .forEach(row ->
                        lines.add(line(row.stream().map(MarkdownReport::cell).toList())));
        return String.join("\n", lines);
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(Cell cell) {
        Stream<String> lines = cell.text().lines().map(MarkdownReport::text).filter(line -> !line.isBlank());
        return Stream.concat(lines, cell.addresses().stream().map(MarkdownReport::address))
                .collect(Collectors.joining("<br>"));
    }

    /** A bar would end the cell, also between brackets. */
    private static String address(String address) {
        return Cell.isLink(address) && !address.contains("|")
                ? "[" + text(address) + "](" + SafeInline.destination(address) + ")"
                : text(address);
    }

    private static String text(String text) {
        return SafeInline.escaped(text.strip().replaceAll("\\R", " "), true);
    }
}
