package io.jenkins.plugins.releasechecklist.engine.report;

import static io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes.escaped;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Fact;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Section;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a report as one page that needs no other file and no network: no script, and the only style is the one whose hash the
 * page's own Content-Security-Policy names. Whatever people wrote is escaped.
 */
final class HtmlReport {
    private static final String STYLE_FILE = "report.css";
    private static final String STYLE = style();
    /** As a content security policy names it. */
    private static final String HASH = "sha256-"
            + Base64.getEncoder().encodeToString(Sha256.digest().digest(STYLE.getBytes(StandardCharsets.UTF_8)));

    private HtmlReport() {}

    static String render(ReportDocument document) {
        return render(document, Optional.empty());
    }

    static String render(ReportDocument document, Optional<LiveReport> live) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"UTF-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
                + HASH + "'; base-uri 'none'; form-action " + (live.isPresent() ? "'self'" : "'none'") + "\">\n"
                + live.map(LiveReport::head).orElse("")
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                // Without any referrer, browsers do not say that an answer comes from this page either.
                + "<meta name=\"referrer\" content=\"" + (live.isPresent() ? "same-origin" : "no-referrer") + "\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<title>" + document.warning().map(text -> "Rehearsal: ").orElse("") + escaped(document.title())
                + "</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n"
                + "<header>\n<h1>" + escaped(document.title()) + " " + badge(document.status()) + "</h1>\n"
                + document.warning()
                        .map(text -> "<p class=\"warning\">" + escaped(text) + "</p>\n")
                        .orElse("")
                + "<p>" + escaped(document.outcome()) + "</p>\n"
                + document.facts().stream().map(HtmlReport::fact).collect(Collectors.joining("", "<dl>\n", "</dl>\n"))
                + "</header>\n<main>\n"
                + live.map(LiveReport::form).orElse("")
                + document.sections().stream().map(HtmlReport::section).collect(Collectors.joining())
                + "</main>\n</body>\n</html>\n";
    }

    private static String fact(Fact fact) {
        return "<div><dt>" + escaped(fact.name()) + "</dt><dd>" + cell(fact.value()) + "</dd></div>\n";
    }

    private static String section(Section section) {
        return "<section>\n<h2>" + escaped(section.title()) + "</h2>\n"
                + section.blocks().stream().map(HtmlReport::block).collect(Collectors.joining())
                + "</section>\n";
    }

    private static String block(Block block) {
        if (block instanceof Block.Heading heading) {
            return "<h3>" + escaped(heading.text()) + "</h3>\n";
        }
        if (block instanceof Block.Table table) {
            return table(table);
        }
        if (block instanceof Block.Markdown markdown) {
            return "<div class=\"written\">" + MarkdownText.html(markdown.text(), Block.Markdown.LOWER) + "</div>\n";
        }
        if (block instanceof LineChart chart) {
            return chart.html();
        }
        if (block instanceof BoxPlot boxes) {
            return boxes.html(Phrase::text);
        }
        Block.Text text = (Block.Text) block;
        return "<p" + mark(text.tone()) + ">" + lines(text.text()) + "</p>\n";
    }

    private static String table(Block.Table table) {
        return "<table>\n<caption>" + escaped(table.caption()) + "</caption>\n"
                + table.header().stream()
                        .map(name -> "<th scope=\"col\">" + escaped(name) + "</th>")
                        .collect(Collectors.joining("", "<thead><tr>", "</tr></thead>\n<tbody>\n"))
                + table.rows().stream().map(row -> row(table.header(), row)).collect(Collectors.joining())
                + "</tbody>\n</table>\n";
    }

    /** The name of the column goes along, because on a narrow screen every cell is a line of its own. */
    private static String row(List<String> header, List<Cell> row) {
        StringBuilder html = new StringBuilder("<tr>");
        for (int i = 0; i < row.size(); i++) {
            String content = cell(row.get(i));
            html.append("<td data-column=\"")
                    .append(escaped(header.get(i)))
                    .append("\">")
                    .append(content.isEmpty() ? "" : "<div>" + content + "</div>")
                    .append("</td>");
        }
        return html.append("</tr>\n").toString();
    }

    private static String cell(Cell cell) {
        String text = cell.tone() == ReportTone.PLAIN ? lines(cell.text()) : badge(cell);
        String addresses = cell.addresses().stream().map(HtmlReport::address).collect(Collectors.joining("<br>"));
        return text + (text.isEmpty() || addresses.isEmpty() ? "" : "<br>") + addresses;
    }

    private static String address(String address) {
        // A narrow column breaks the address behind a slash, and not inside a word.
        return Cell.isLink(address)
                ? "<a href=\"" + escaped(address) + "\" rel=\"noopener noreferrer\">"
                        + escaped(address).replaceAll("(?<=[^/:])/(?=[^/])", "/<wbr>") + "</a>"
                : escaped(address);
    }

    private static String badge(Cell cell) {
        return "<span" + mark(cell.tone()) + ">" + escaped(cell.text()) + "</span>";
    }

    private static String mark(ReportTone tone) {
        return tone == ReportTone.PLAIN ? "" : " class=\"" + tone.name().toLowerCase(Locale.ROOT) + "\"";
    }

    private static String lines(String text) {
        return text.lines().map(line -> escaped(line)).collect(Collectors.joining("<br>"));
    }

    private static String style() {
        try (InputStream style = HtmlReport.class.getResourceAsStream(STYLE_FILE)) {
            if (style == null) {
                throw new IllegalStateException("This was built without " + STYLE_FILE);
            }
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
