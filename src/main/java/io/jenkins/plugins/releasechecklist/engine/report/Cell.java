package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.PlainUrls;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.List;
import java.util.Optional;

/**
 * What stands in one cell of a table.
 *
 * @param text plain text, possibly of several lines
 * @param tone how it stands
 * @param addresses what it refers to; only what is safe as a link becomes one
 */
record Cell(String text, ReportTone tone, List<String> addresses) {
    Cell {
        text = VisibleText.of(text, "a cell");
        addresses = List.copyOf(addresses);
    }

    static Cell of(String text) {
        return new Cell(text, ReportTone.PLAIN, List.of());
    }

    static Cell of(Optional<String> text) {
        return of(text.orElse(""));
    }

    static Cell of(String text, ReportTone tone) {
        return new Cell(text, tone, List.of());
    }

    static boolean isLink(String address) {
        return PlainUrls.mayLinkTo(address);
    }
}
